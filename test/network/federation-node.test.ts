import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import t from 'tap'
import { openCore } from '../../node/core.ts'
import { adoptHistory } from '../../node/domains/federation/adopt-history.ts'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { openLevels } from '../../node/domains/federation/levels.ts'
import {
  proposeReplacement,
  successionTold,
  takeOver,
  tellOfSuccession,
} from '../../node/domains/federation/replace-node.ts'
import { addressOfKey } from '../../node/federation/host/address-of-key.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { type Cid, cidOfBytes } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { encodeEvidence, readEvidence } from '../../protocol/federation/evidence.ts'
import { replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { leafBytes } from '../../protocol/log/entry.ts'
import type { LogFile } from '../../protocol/log/log-file.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, MAJORITY, person, seededBytes, testClock } from '../support/test-core.ts'
import { federationNode, held, join, type NetNode, netNode, ticketOf } from './sync-rig.ts'

const clock = testClock()
const folder = mkdtempSync(pathOf(tmpdir(), 'comunal-seat-'))
const path = pathOf(folder, 'new.sqlite')
const former = await federationNode('Water council', clock)
const groups = [await netNode('Upstream', clock), await netNode('Downstream', clock)]
const [upstream, downstream] = groups
if (!upstream || !downstream) throw new Error('no groups')
const running = new Map<NetNode, AsyncDisposable[]>()
const start = (node: NetNode) => {
  const federated = openFederationClerk(node.core, (mandate, issuer) => node.network.fetchEvidence(mandate, issuer))
  running.set(node, [startSettling(node.core, node.clerk), startSettling(node.core, federated), node])
}
const stop = async (node: NetNode) => {
  for (const part of running.get(node) ?? []) await part[Symbol.asyncDispose]()
  running.delete(node)
}
for (const node of [former, ...groups]) start(node)
t.teardown(async () => {
  for (const node of [...running.keys()]) await stop(node)
  rmSync(folder, { recursive: true })
})

/** Puts a question at the federation's node. */
async function ask(seat: NetNode, title: string): Promise<Cid> {
  const body = {
    title,
    text: '',
    method: MAJORITY,
    closesAtMs: clock.now() + 24 * HOUR,
    mandatesByMs: clock.now() + 48 * HOUR,
    answers: null,
  }
  return accepted(await seat.act(former.steward.signer, 'federation/proposed', body)).id
}
/** The people of both groups say yes to the one question that is open there, and it is decided for good. */
async function decide(seat: NetNode, proposal: Cid): Promise<void> {
  for (const group of groups) {
    const { proposals } = group.core.projections
    await until(() => proposals.answering(proposal) !== undefined)
    const own = proposals.answering(proposal)
    const opened = () => own !== undefined && group.clerk.factor(own, group.steward.key) !== undefined
    await until(opened)
    if (own) accepted(await group.vote(person(group.steward.name), own, { vote: 'for' }))
  }
  const isFinal = ({ core }: NetNode) => openLevels(core).of(proposal)?.decided?.witnesses?.met === true
  await until(() => [seat, ...groups].every(isFinal))
}
const report = async ({ core }: NetNode, proposal: Cid) => {
  const { root, blocks } = accepted(evidenceOfDecision(core, proposal))
  return verifyDecision(root, new Map(blocks))
}
/** What a member keeps of the federation's log, as a file of it says. */
function fileOf({ core }: NetNode, log: Cid): LogFile {
  const row = core.logs.get(log)
  if (!row) throw new Error('no copy')
  const entries = core.tables.range(row.row, 0, row.range.size).map(({ signed }) => signed)
  return { entries, checkpoint: row.checkpoint }
}

const nodeSeed = seededBytes('another key')(32)
const fresh = publicKeyHex(nativeSignerFromSeed(nodeSeed).publicKey)
const other = publicKeyHex(nativeSignerFromSeed(seededBytes('a third key')(32)).publicKey)

t.test('the node of a federation burns, and another one goes on from what its groups have kept', async t => {
  for (const group of groups) accepted(await join(group, await ticketOf(former)))
  const before = await ask(former, 'Share the well?')
  await decide(former, before)
  const standing = fileOf(upstream, former.id)
  // Acknowledged, and not in the copy that the council lets stand.
  const late = await ask(former, 'And the spring?')
  const keep = () => groups.every(group => held(group, former.id) === held(former, former.id))
  await until(keep)
  await stop(former)

  const opening = { path, signer: nativeSignerFromSeed(nodeSeed), verifier: startVerifier(0), now: clock.now }
  const random = seededBytes('adopting')
  const core = accepted(openCore({ ...opening, randomBytes: random, log: openLogger('silent') }))
  t.equal(await adoptHistory(core, [standing]), standing.entries.length)
  await core[Symbol.asyncDispose]()
  const renewed = await netNode('Water council', clock, true, { path, start: 1, nodeSeed })

  const terms = accepted(proposeReplacement(renewed.core, fresh))
  const signature = former.steward.signer.sign(replacementBytes(terms))
  const replacement = { ...terms, signatures: [{ by: former.steward.key, signature }] }
  const address = (given: string) => addressOfKey(given, fresh)
  t.match(await takeOver(renewed.core, { ...replacement, node: other }, address), { code: 'node/bad-replacement' })
  accepted(await takeOver(renewed.core, replacement, address))
  start(renewed)
  const told = accepted(successionTold(renewed.core, address, renewed.host.addresses()))
  const unsigned = { ...told, replacements: [{ ...replacement, signatures: [] }] }
  t.match(await tellOfSuccession(upstream.core, unsigned), { code: 'node/too-few-signatures' })
  t.same(await tellOfSuccession(upstream.core, told), { told: true }, 'one member tells all')
  t.same(await tellOfSuccession(upstream.core, told), { told: false }, 'once')

  const asked = (node: NetNode) => node.core.projections.federations.proposal(late)
  await until(() => asked(renewed) !== undefined)
  t.pass('what had been acknowledged after that is handed in again by who kept it')
  await until(() => groups.every(group => held(group, former.id) === held(renewed, former.id)))
  await decide(renewed, late)
  for (const node of [renewed, ...groups]) {
    for (const proposal of [before, late]) {
      const { findings } = await report(node, proposal)
      t.same(findings, [], `${node.name} shows a decision that holds`)
    }
  }
  t.equal((await report(renewed, late)).level, 'ballots')

  const newcomer = await netNode('Midstream', clock)
  start(newcomer)
  accepted(await join(newcomer, await ticketOf(Object.assign(renewed, { steward: former.steward }))))
  await until(() => held(newcomer, former.id) === held(renewed, former.id))
  t.pass('who joins afterwards is told how the node came to its key')

  const bundle = accepted(evidenceOfDecision(renewed.core, late))
  const blocks = new Map(bundle.blocks)
  const contents = accepted(readEvidence(blocks, bundle.root))
  if (contents.type !== 'federation') throw new Error('not of a federation')
  const [entry] = renewed.core.tables.ofKinds(renewed.core.ownGroup()?.row ?? 0, ['node/replaced'])
  const newKey = entry && cidOfBytes(leafBytes(entry.signed))
  const roster = contents.roster.filter(id => id !== newKey)
  t.equal(roster.length, contents.roster.length - 1)
  const { root, bytes } = encodeEvidence({ ...contents, roster })
  const codes = (await verifyDecision(root, new Map([...blocks, [root, bytes]]))).findings.map(({ code }) => code)
  t.ok(codes.includes('entry/bad-signature') && codes.includes('evidence/not-in-log'), 'another key is noticed')
})
