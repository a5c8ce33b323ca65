import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { openEvidenceTables } from '../../node/domains/federation/evidence-tables.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { author } from '../../protocol/author.ts'
import type { MandateIssued } from '../../protocol/federation/mandate.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { appendLeaves, rangeRoot } from '../../protocol/log/merkle.ts'
import { rational } from '../../protocol/rational.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, MAJORITY, person, testClock } from '../support/test-core.ts'
import { CREDULOUS, everyoneVotes, feedOf, honestMandate } from '../support/test-federation.ts'
import { announceUntil, federationNode, join, type NetNode, netNode, ticketOf } from './sync-rig.ts'

t.test('over a network, a verdict counts who came back in time and names who lied or came late', async t => {
  const clock = testClock()
  const federation = await federationNode('Barcelona', clock)
  const honest = await netNode('Gràcia', clock)
  const away = await netNode('Eixample', clock)
  const miscounts = await netNode('Sants', clock)
  const forges = await netNode('Horta', clock, false, { verifier: CREDULOUS })
  const overweight = await netNode('Nou Barris', clock)
  const late = await netNode('Les Corts', clock)
  const foreign = await netNode('Gavà', clock)
  const groups = [honest, away, miscounts, forges, overweight, late, foreign]
  const duties: AsyncDisposable[] = []
  t.teardown(async () => {
    for (const duty of duties) await duty[Symbol.asyncDispose]()
    for (const node of [federation, ...groups]) await node[Symbol.asyncDispose]()
  })
  const clerkOf = (node: NetNode) =>
    openFederationClerk(node.core, (id, group) => node.network.fetchEvidence(id, group))
  const duty = startSettling(federation.core, clerkOf(federation))
  duties.push(duty)
  for (const group of groups) {
    await group.join(`first of ${group.name}`, `second of ${group.name}`)
    accepted(await join(group, await ticketOf(federation)))
  }
  const asked = accepted(
    await federation.act(federation.steward.signer, 'federation/proposed', {
      title: 'Share the van?',
      text: '',
      method: MAJORITY,
      closesAtMs: clock.now() + 24 * HOUR,
      mandatesByMs: clock.now() + 48 * HOUR,
      answers: null,
    }),
  ).id
  const mandates = () => federation.core.projections.federations.mandates(asked).length
  const evidence = openEvidenceTables(federation.core.store)
  const judged = () =>
    federation.core.projections.federations.mandates(asked).filter(({ id }) => evidence.judgement(id)).length
  const known = (node: NetNode) => node.core.projections.federations.proposal(asked) !== undefined
  await until(() => groups.every(known))
  for (const group of groups) {
    await clerkOf(group).settle()
    await group.clerk.settle()
  }

  await t.test('one group votes while it is cut off, and others while it is gone', async () => {
    await away.leave()
    for (const group of [away, honest]) {
      await everyoneVotes(group, 3)
      await group.clerk.settle()
      await clerkOf(group).settle()
    }
    await until(() => mandates() === 1)
  })

  const lie = async (node: NetNode, change: (truth: MandateIssued) => MandateIssued) =>
    accepted(await node.core.write(feedOf(node), 'mandate/issued', change(honestMandate(node))))
  await t.test('some lie', async () => {
    for (const group of [miscounts, overweight]) {
      await everyoneVotes(group, 1)
      await group.clerk.settle()
    }
    await lie(miscounts, truth => ({ ...truth, electorate: 40 }))
    await lie(overweight, truth => ({ ...truth, weight: rational(7) }))
    await everyoneVotes(foreign, 1)
    await foreign.clerk.settle()
    await announceByStranger(foreign, federation)
    const own = forges.core.ownGroup()
    const [proposal] = own ? forges.core.projections.proposals.list(own.row, 'open') : []
    const victim = person('first of Horta')
    const factor = proposal && forges.clerk.factor(proposal, victim.key)
    if (!proposal || !factor) throw new Error('nothing to forge')
    const forger = { ...blindedSigner(victim.seed, factor), sign: () => new Uint8Array(64).fill(7) }
    accepted(await forges.act(forger, 'ballot/cast', { proposal, choice: { vote: 'against' } }))
    accepted(await forges.vote(person('second of Horta'), proposal, { vote: 'against' }))
  })

  await t.test('the deadline passes, and one closes only then', async () => {
    clock.advance(25 * HOUR)
    await forges.clerk.settle()
    await clerkOf(forges).settle()
    await until(() => mandates() === 4)
    await away.enter()
    await until(() => mandates() === 5)
    await until(() => {
      void duty.round()
      return judged() === 5
    })
    // The federation itself is busy elsewhere while the deadline for mandates goes by.
    await duty[Symbol.asyncDispose]()
    clock.advance(24 * HOUR)
    await late.clerk.settle()
    accepted(await late.core.write(feedOf(late), 'mandate/issued', honestMandate(late)))
    await until(() => mandates() === 6)
    const again = startSettling(federation.core, clerkOf(federation))
    duties.push(again)
    await again.round()
  })

  const decided = () => federation.core.projections.federations.proposal(asked)?.decided ?? undefined
  await until(() => decided() !== undefined)
  const reasons = Object.fromEntries(
    groups.map(({ id, name }) => [name, decided()?.groups.find(({ group }) => group === id)?.reason]),
  )
  t.same(reasons, {
    Gràcia: null,
    Eixample: null,
    Sants: 'mandate/wrong-count',
    Horta: 'ballot/bad-signature',
    'Nou Barris': 'mandate/wrong-weight',
    'Les Corts': 'mandate/late',
    Gavà: 'mandate/bad-signature',
  })
  const bundle = accepted(evidenceOfDecision(federation.core, asked))
  const report = await verifyDecision(bundle.root, new Map(bundle.blocks))
  t.same(report.findings, [], 'anyone comes to the same from the evidence')
})

/** Tells the others of a mandate that stands next in the group's feed and is signed by somebody else. */
async function announceByStranger(group: NetNode, federation: NetNode): Promise<void> {
  const { core, clock } = group
  const feed = core.logs.get(feedOf(group))
  if (!feed) throw new Error('no feed')
  const { id: log, range: held } = feed
  const authoring = { log, at: clock.now(), seq: 1, salt: new Uint8Array(16) }
  const mandate = honestMandate(group)
  const signed = author('mandate/issued', mandate, authoring, person('nobody knows').signer)
  const { range } = appendLeaves(held, [accepted(decodeEntry(signed)).leafHash])
  const checkpoint = signCheckpoint({ log, size: range.size, root: rangeRoot(range) }, core.signer)
  // The siblings of the last leaf are the whole subtrees left of it.
  const announcement = { log, index: held.size, signed, checkpoint, proof: held.hashes.toReversed() }
  const hasCome = () => federation.core.logs.get(log)?.range.size === range.size
  await announceUntil(group, federation.id, announcement, hasCome)
}
