import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, MAJORITY, testClock } from '../support/test-core.ts'
import { everyoneVotes } from '../support/test-federation.ts'
import { federationNode, join, type NetNode, netNode, ticketOf } from './sync-rig.ts'

const WEEK = 7 * 24 * HOUR

t.test('over a network, a group vetoes one plan that the re-vote upholds, and another that falls', async t => {
  const clock = testClock()
  const federation = await federationNode('Barcelona', clock)
  const [gracia, horta] = [await netNode('Gràcia', clock), await netNode('Horta', clock)]
  const eixample = await netNode('Eixample', clock)
  const sants = await netNode('Sants', clock)
  const groups = [gracia, eixample, sants, horta]
  const nodes = [federation, ...groups]
  const duties = nodes.map(node =>
    startSettling(
      node.core,
      openFederationClerk(node.core, (id, group) => node.network.fetchEvidence(id, group)),
    ),
  )
  t.teardown(async () => {
    for (const duty of duties) await duty[Symbol.asyncDispose]()
    for (const node of nodes) await node[Symbol.asyncDispose]()
  })
  for (const group of groups) accepted(await join(group, await ticketOf(federation)))

  /** Waits while every node does what is due. */
  const come = (condition: () => boolean) =>
    until(() => {
      for (const duty of duties) void duty.round()
      for (const node of nodes) void node.clerk.settle()
      return condition()
    })
  const stored = (node: NetNode, id: Cid) => node.core.projections.federations.proposal(id)
  const revoteOn = (node: NetNode, id: Cid) => node.core.projections.federations.vetoes.revote(id)
  const isOpen = ({ core }: NetNode, id: Cid) => {
    const own = core.projections.proposals.answering(id)
    return own !== undefined && core.projections.proposals.get(own)?.state === 'open'
  }
  /** The question comes down and every steward votes, for where the group is named. */
  const vote = async (id: Cid, inFavour: readonly NetNode[]) => {
    await come(() => groups.every(group => isOpen(group, id)))
    for (const group of groups) await everyoneVotes(group, inFavour.includes(group) ? 1 : 0)
    await come(() => nodes.every(node => stored(node, id)?.state === 'decided'))
  }
  const propose = async (title: string) => {
    const closesAtMs = clock.now() + 24 * HOUR
    const terms = { title, text: '', method: MAJORITY, closesAtMs, mandatesByMs: closesAtMs + HOUR, answers: null }
    const body = { ...terms, clauses: ['Water twice a week.', 'The wells serve the city.'] }
    return accepted(await federation.act(federation.steward.signer, 'federation/proposed', body)).id
  }
  let seq = 100
  const veto = async (proposal: Cid) => {
    const said = {
      proposal,
      group: horta.id,
      clauses: [1],
      ground: 'severe-local-need',
      reason: 'Our wells are dry.',
      evidence: [{ text: 'Levels', source: 'https://wells.example/2026' }],
    }
    const authoring = { log: federation.id, at: clock.now(), seq: seq++, salt: new Uint8Array(16) }
    const entry: SignedEntry = author('veto/raised', said, authoring, horta.steward.signer)
    await come(() => nodes.every(node => stored(node, proposal) !== undefined))
    accepted(await horta.network.submit(federation.id, entry))
    await come(() => nodes.every(node => node.core.projections.federations.vetoes.of(proposal).length === 1))
  }

  const carried = [gracia, eixample, sants]
  for (const [title, inFavour, holds] of [
    ['Share the wells', carried, true],
    ['Share the rain', [gracia, eixample], false],
  ] as const) {
    const asked = await propose(title)
    await veto(asked)
    await vote(asked, carried)
    for (const node of nodes) t.match(stored(node, asked)?.decided, { accepted: true, suspended: [{ clause: 1 }] })
    clock.advance(WEEK + HOUR)
    await come(() => nodes.every(node => revoteOn(node, asked) !== undefined))
    const again = revoteOn(federation, asked) ?? asked
    await vote(again, inFavour)
    for (const node of nodes) t.equal(stored(node, again)?.decided?.accepted, holds, `${title} at ${node.name}`)
    const { root, blocks } = accepted(evidenceOfDecision(federation.core, again))
    const report = await verifyDecision(root, new Map(blocks))
    t.same(report.findings, [], 'the re-vote and what it is about, from the evidence')
    t.match(report, { level: 'ballots', ballots: 8 })
  }
})
