import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { author } from '../../protocol/author.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, MAJORITY, person, testClock } from '../support/test-core.ts'
import { isConnected } from './host-rig.ts'
import { federationNode, join, type NetNode, netNode, ticketOf } from './sync-rig.ts'

const clock = testClock()
/** Two levels: a federation of a federation and a group; the federation below has two groups of people. */
const assembly = await federationNode('Assembly', clock)
const barcelona = await federationNode('Barcelona', clock)
const gracia = await netNode('Gràcia', clock)
const eixample = await netNode('Eixample', clock)
const madrid = await netNode('Madrid', clock)
const nodes = [assembly, barcelona, gracia, eixample, madrid]
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

const joinedTo = async (federation: NetNode, group: NetNode) => accepted(await join(group, await ticketOf(federation)))
/** Votes as soon as the proposal is open at the group's own node. */
async function everyoneVotes(node: NetNode, names: readonly string[], vote: 'for' | 'against'): Promise<void> {
  const own = node.core.ownGroup()
  const opened = () => (own ? node.core.projections.proposals.list(own.row, 'open') : [])
  await until(() => opened().length > 0)
  const [proposal] = opened()
  if (!proposal) throw new Error('nothing is open')
  for (const name of names) accepted(await node.vote(person(name), proposal, { vote }))
}

t.test(
  'a proposal goes down two levels over the network, and its decision is recounted from fetched evidence',
  async t => {
    for (const node of [gracia, eixample, madrid]) await node.join(`first of ${node.name}`, `second of ${node.name}`)
    const voters = (node: NetNode) => [node.steward.name, `first of ${node.name}`, `second of ${node.name}`]
    await joinedTo(assembly, barcelona)
    await joinedTo(assembly, madrid)
    await joinedTo(barcelona, gracia)
    await joinedTo(barcelona, eixample)
    await until(() => [assembly, barcelona, madrid].every(({ network }) => network.status().feeds.length >= 3))

    // Handed in from a member group's node, signed by its steward.
    const entry = author(
      'federation/proposed',
      {
        title: 'Trade between the cities?',
        text: '',
        method: MAJORITY,
        closesAtMs: clock.now() + 24 * HOUR,
        mandatesByMs: clock.now() + 48 * HOUR,
        answers: null,
      },
      { log: assembly.id, at: clock.now(), seq: 7, salt: new Uint8Array(16) },
      madrid.steward.signer,
    )
    const ack = accepted(await madrid.network.submit(assembly.id, entry))
    await everyoneVotes(gracia, voters(gracia), 'for')
    await everyoneVotes(eixample, voters(eixample), 'for')
    await everyoneVotes(madrid, voters(madrid), 'against')

    const decided = () => assembly.core.projections.federations.proposal(ack.id)?.decided
    await until(() => decided() !== null && decided() !== undefined)
    t.same(
      decided()?.groups.map(({ reason }) => reason),
      [null, null],
    )
    t.match(decided()?.popular.count, { ballots: 9 })
    const bundle = accepted(evidenceOfDecision(assembly.core, ack.id))
    const report = await verifyDecision(bundle.root, new Map(bundle.blocks))
    t.same(report.findings, [])
    t.equal(report.ballots, 9, 'down to every ballot, two levels below')
    t.notOk(gracia.core.logs.has(assembly.id), 'a group keeps nothing of the level above its own')
  },
)

t.test('evidence goes only to nodes of the federation that the mandate was given to', async t => {
  const [mandate] = [...gracia.core.logs.values()]
    .filter(({ own, type }) => own && type === 'feed')
    .flatMap(({ row }) => gracia.core.tables.ofKinds(row, ['mandate/issued']))
  t.ok(mandate)
  const entry = mandate && decodeEntry(mandate.signed)
  if (!entry || isRefusal(entry)) throw new Error('no mandate')
  const asked = new TextEncoder().encode(entry.id)
  const collect = async (from: NetNode) => {
    let bytes = 0
    const frames = from.host.requestMany(gracia.core.nodeKey, '/comunal/evidence/1', asked)
    for await (const frame of frames) bytes += frame.length
    return bytes
  }
  await until(() => isConnected(eixample.host, gracia.host))
  t.ok((await collect(barcelona)) > 1_000)
  t.ok((await collect(eixample)) > 1_000)
  await t.rejects(collect(madrid), { code: 'peer/not-connected' })
})
