import { spawn } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { type Core, openCore } from '../../node/core.ts'
import { openBallots } from '../../node/domains/governance/ballots.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { rebuild } from '../../node/rebuild.ts'
import { drawElectorate } from '../../node/trial/area-vote.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { openCheckpoint } from '../../protocol/log/checkpoint.ts'
import { decodeEntry, encodeSignedEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import { inclusionProof, merkleRoot, verifyInclusion } from '../../protocol/log/merkle.ts'
import { rational } from '../../protocol/rational.ts'
import { accepted, HOUR, MAJORITY, NOON, seededBytes, testGroup } from '../support/test-core.ts'

const GROUP = 'Vallecas'
const VOTES = 2_000
const ROUNDS = 20
/** One for all rounds: it takes a while until it checks in batches. */
const verifier = startVerifier(0)
const program = fileURLToPath(new URL('../support/kill-voting.ts', import.meta.url))

t.test(`kill -9 during ${VOTES} votes, ${ROUNDS} times: nothing acknowledged is lost, nothing is doubled`, async t => {
  const folder = t.testdir()
  const [fresh, ballotFile] = [join(folder, 'fresh.sqlite'), join(folder, 'ballots')]
  const { proposal, ballots, before } = await openVote(fresh)
  writeFileSync(ballotFile, ballots.map(ballot => Buffer.from(encodeSignedEntry(ballot)).toString('base64')).join('\n'))
  const ids = ballots.map(ballot => accepted(decodeEntry(ballot, nativeSha256)).id)
  const random = seededBytes('when to kill')
  const begin = (round: number) => {
    const path = join(folder, `round-${round}.sqlite`)
    copyFileSync(fresh, path)
    const draw = new DataView(random(8).buffer)
    const [killAfter, delayMs] = [draw.getUint32(0) % VOTES, draw.getUint32(4) % 4]
    return { path, killAfter, acknowledged: voteUntilKilled(path, ballotFile, killAfter, delayMs) }
  }

  let under = begin(1)
  for (let round = 1; round <= ROUNDS; round++) {
    const { path, killAfter, acknowledged: voting } = under
    const acknowledged = await voting
    // The next one votes while this one is looked at.
    if (round < ROUNDS) under = begin(round + 1)

    await t.test(`killed after ${acknowledged.size} answers`, async t => {
      t.ok(acknowledged.size >= killAfter, 'the votes came that far')
      await using core = reopen(path)
      const lost = [...acknowledged].filter(([at, index]) => core.tables.placeOf(idAt(ids, at))?.index !== index)
      t.same(lost, [], 'every vote is where its answer says')
      const kept = verifyLog(t, core)
      t.equal(new Set(kept).size, kept.length, 'no entry stands there twice')
      t.equal(core.projections.digest(), rebuild(core).digest, 'the tables say what the log says')

      const again = await Promise.all(ballots.map(ballot => core.writer.submit(ballot)))
      const answers = again.map(accepted)
      const news = answers.filter(({ created }) => created).length
      t.equal(news, VOTES - (kept.length - before), 'only what was not there is added')
      t.ok([...acknowledged].every(([at, index]) => answers[at]?.index === index && !answers[at]?.created))
      const stored = core.projections.proposals.get(proposal)
      t.equal(stored && openBallots(core.store).count(stored).ballots, VOTES, 'and everyone has one vote')
      verifyLog(t, core)
    })
  }
})

/** `before`: entries that stand in the log before anyone votes. */
type OpenVote = { proposal: Cid; ballots: SignedEntry[]; before: number }

/** A store with an open vote, closed again, and a signed ballot of everyone who may vote. */
async function openVote(path: string): Promise<OpenVote> {
  await using group = await testGroup(GROUP, { path })
  const { id: proposal } = accepted(
    await group.act(group.steward.signer, 'proposal/opened', {
      title: 'Paint the fence?',
      text: '',
      method: MAJORITY,
      quorum: rational(0),
      closesAtMs: NOON + HOUR,
      closesEarly: false,
      answers: null,
    }),
  )
  const signers = await drawElectorate(group, proposal, VOTES)
  const salt = seededBytes('ballots')
  const ballots = signers.map((signer, i) => {
    const choice = { vote: i % 3 === 0 ? 'against' : 'for' } as const
    return author('ballot/cast', { proposal, choice }, { log: group.id, at: NOON, seq: 1, salt: salt(16) }, signer)
  })
  return { proposal, ballots, before: group.core.tables.lastPosition() }
}

/** Kills a voting node a moment after its answer number `killAfter`. @returns the places it gave, by number of ballot. */
async function voteUntilKilled(path: string, ballots: string, killAfter: number, delayMs: number) {
  const child = spawn(process.execPath, [program, path, ballots, GROUP], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<NodeJS.Signals | null>(resolve => child.on('exit', (_, signal) => resolve(signal)))
  const acknowledged = new Map<number, number>()
  for await (const line of createInterface({ input: child.stdout })) {
    const [at, index] = line.split(' ').map(Number)
    if (at !== undefined && index !== undefined) acknowledged.set(at, index)
    if (acknowledged.size === killAfter) setTimeout(() => child.kill('SIGKILL'), delayMs)
  }
  const signal = await exited
  if (signal !== 'SIGKILL') throw new Error('the node ended by itself')
  return acknowledged
}

function reopen(path: string): Core & AsyncDisposable {
  const signer = nativeSignerFromSeed(seededBytes(`group/${GROUP}`)(32))
  const surroundings = { now: () => NOON, randomBytes: seededBytes('reopened'), log: openLogger('silent') }
  return accepted(openCore({ path, signer, verifier, ...surroundings }))
}

/** Every index once, the root of the signed checkpoint, every proof from the stored nodes. @returns the ids in the log. */
function verifyLog(t: Test, core: Core): Cid[] {
  const log = core.ownGroup()
  if (!log) throw new Error('the group is gone')
  const { size } = log.range
  const stored = core.tables.range(log.row, 0, size + 1)
  t.same([stored.length, stored.every(({ index }, i) => index === i)], [size, true], 'every place is taken once')
  const entries = stored.map(({ signed }) => accepted(decodeEntry(signed, nativeSha256)))
  const leaves = entries.map(({ leafHash }) => leafHash)
  const { root, ...checkpoint } = accepted(openCheckpoint(log.checkpoint, log.id, core.signer.publicKey))
  t.equal(checkpoint.size, size)
  t.same(merkleRoot(leaves, nativeSha256), root, 'the checkpoint is over these entries')
  const node = (level: number, index: number) => core.tables.node(log.row, level, index)
  for (let index = 0; index < size; index += 97) {
    const leafHash = leaves[index]
    const proof = inclusionProof(index, size, node)
    if (!leafHash || !verifyInclusion({ index, size, leafHash, root, proof })) t.fail(`entry ${index} has no proof`)
  }
  return entries.map(({ id }) => id)
}

function idAt(ids: readonly Cid[], at: number): Cid {
  const id = ids[at]
  if (!id) throw new Error(`there is no ballot ${at}`)
  return id
}
