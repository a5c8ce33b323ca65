import Database from 'better-sqlite3'
import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { openCosigned } from '../../node/domains/federation/cosigned.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { openLevels } from '../../node/domains/federation/levels.ts'
import { openWitness } from '../../node/domains/federation/witness.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { encodeEvidence, readEvidence } from '../../protocol/federation/evidence.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { formatAddCheckpoint } from '../../protocol/log/witness.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, MAJORITY, person, testClock } from '../support/test-core.ts'
import { federationNode, join, type NetNode, netNode, ticketOf } from './sync-rig.ts'

const clock = testClock()
const federation = await federationNode('Water council', clock)
const groups = [await netNode('Upstream', clock), await netNode('Midstream', clock), await netNode('Downstream', clock)]
const nodes = [federation, ...groups]
const settling = nodes.flatMap(node => [
  startSettling(node.core, node.clerk),
  startSettling(
    node.core,
    openFederationClerk(node.core, (mandate, issuer) => node.network.fetchEvidence(mandate, issuer)),
  ),
])
t.teardown(async () => {
  for (const jobs of settling) await jobs[Symbol.asyncDispose]()
  for (const node of nodes) await node[Symbol.asyncDispose]()
})

const witnessesAt = (node: NetNode, proposal: Cid) => openLevels(node.core).of(proposal)?.decided?.witnesses
const feeds: Cid[] = []
for (const group of groups) feeds.push(accepted(await join(group, await ticketOf(federation))).feed)

t.test('a decision is witnessed by the nodes it was taken over, and every one of them can show it', async t => {
  const ack = accepted(
    await federation.act(federation.steward.signer, 'federation/proposed', {
      title: 'Share the well?',
      text: '',
      method: MAJORITY,
      closesAtMs: clock.now() + 24 * HOUR,
      mandatesByMs: clock.now() + 48 * HOUR,
      answers: null,
    }),
  )
  for (const node of groups) {
    const own = node.core.ownGroup()
    const opened = () => (own ? node.core.projections.proposals.list(own.row, 'open') : [])
    await until(() => opened().length > 0)
    const [proposal] = opened()
    if (!proposal) throw new Error('nothing is open')
    accepted(await node.vote(person(node.steward.name), proposal, { vote: 'for' }))
  }
  await until(() => nodes.every(node => witnessesAt(node, ack.id)?.by.length === 3))
  t.match(witnessesAt(federation, ack.id), { of: 3, needed: 2, met: true })

  const bundle = accepted(evidenceOfDecision(federation.core, ack.id))
  const blocks = new Map(bundle.blocks)
  const report = await verifyDecision(bundle.root, blocks)
  t.same(report.findings, [])
  t.match(report.decision, { witnesses: { by: { length: 3 }, met: true } })

  const contents = accepted(readEvidence(blocks, bundle.root))
  const [upper, lower] = contents.place.checkpoint.split('\n\n')
  const lines = (lower ?? '').split('\n').filter(line => line !== '')
  const retold = async (signatures: readonly string[]) => {
    const checkpoint = `${upper}\n\n${signatures.join('\n')}\n`
    const { root, bytes } = encodeEvidence({ ...contents, place: { ...contents.place, checkpoint } })
    return verifyDecision(root, new Map([...blocks, [root, bytes]]))
  }
  const few = await retold(lines.slice(0, 2))
  t.same(few.findings, [], 'fewer witnesses are no lie')
  t.match(few.decision, { witnesses: { by: { length: 1 }, needed: 2, met: false } })
  const bent = lines.map(line => (line.includes('comunal/witness/') ? `${line.slice(0, -8)}AAAAAAA=` : line))
  t.match((await retold(bent)).findings, [{ code: 'witness/bad-cosignature' }], 'a tampered cosignature is')
})

t.test(
  'a rewritten history is cosigned by nobody, and what was cosigned is in the store before it is answered',
  async t => {
    const [liar, witness] = groups
    const [feed] = feeds
    const row = feed && liar?.core.logs.get(feed)
    if (!liar || !witness || !feed || !row) throw new Error('no feed')
    const otherRoot = new Uint8Array(32).fill(7)
    const attempt = (oldSize: number, size: number) => {
      const note = signCheckpoint({ log: feed, size, root: otherRoot }, liar.core.signer)
      return openWitness(witness.core).addCheckpoint(formatAddCheckpoint({ oldSize, proof: [], note }))
    }
    const codeOf = (answer: object) => ('code' in answer ? answer.code : answer)
    await until(() => openWitness(witness.core).latest(`comunal/${feed}`)?.includes(`\n${row.range.size}\n`) === true)
    const kept = nodes.map(({ core }) => openCosigned(core.store).over(feed, 0).length)
    t.same(kept, [0, 0, 0, 0], 'what stands on a feed is for the witness alone')
    t.equal(codeOf(attempt(row.range.size, row.range.size)), 'witness/inconsistent')
    t.equal(codeOf(attempt(row.range.size, row.range.size + 1)), 'witness/inconsistent')
    t.match(attempt(0, row.range.size), { code: 'witness/other-size', detail: { size: row.range.size } })

    // What is vouched for is in the store when the answer is known: the answer may be lost, the state is not.
    const asked = note(witness.core.store.serialize())
    t.match(asked, `\n${row.range.size}\n`)
    const stranger = signCheckpoint({ log: feed, size: 99, root: otherRoot }, witness.core.signer)
    const answer = openWitness(witness.core).addCheckpoint(
      formatAddCheckpoint({ oldSize: 0, proof: [], note: stranger }),
    )
    t.ok(isRefusal(answer) && answer.code === 'witness/unsigned', 'nobody else can put a history in its name')

    function note(file: Buffer): string {
      using store = new DisposableStack()
      const copy = store.adopt(new Database(file), opened => opened.close())
      return String(copy.prepare('SELECT note FROM witnessed WHERE origin = ?').pluck().get(`comunal/${feed}`))
    }
  },
)
