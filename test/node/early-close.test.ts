import t from 'tap'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { rational } from '../../protocol/rational.ts'
import { accepted, testGroup } from '../support/test-core.ts'

t.test('a vote closes before its deadline once it is settled, where its proposal says so', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  const early = await group.open({ closesEarly: 'settled' })
  const patient = await group.open({ closesEarly: false })
  const state = (id: typeof early) => group.core.projections.proposals.get(id)?.state
  for (const proposal of [early, patient]) {
    accepted(await group.vote(alice, proposal, { vote: 'for' }))
    accepted(await group.vote(bob, proposal, { vote: 'for' }))
  }
  await group.clerk.settle()
  t.equal(state(early), 'open', 'two of four may still become a tie')
  t.match(await group.clerk.close(early), { code: 'proposal/too-early' })
  for (const proposal of [early, patient]) accepted(await group.vote(carla, proposal, { vote: 'for' }))
  await group.clerk.settle()
  t.equal(state(early), 'closed')
  t.equal(state(patient), 'open')
  const { root, blocks } = accepted(evidenceOfVote(group.core, early))
  const report = await verifyDecision(root, new Map(blocks))
  t.same(report.findings, [], 'and a recount finds nothing wrong with that')
})

t.test('what a proposal asks for besides is in its tally', async t => {
  await using group = await testGroup('Gràcia')
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const thresholds = [{ what: 'for', of: 'eligible', share: rational(1) }] as const
  const proposal = await group.open({ closesEarly: 'settled', quorum: rational(0), thresholds })
  accepted(await group.vote(alice, proposal, { vote: 'against' }))
  await group.clerk.settle()
  t.equal(group.core.projections.proposals.get(proposal)?.state, 'closed', 'one against is enough to fail')
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  const report = await verifyDecision(root, new Map(blocks))
  t.same(report.findings, [])
  t.match(report.decision, { tally: { checks: [{ needed: 2, reached: 0, met: false }], outcome: { accepted: false } } })
})

t.test('thresholds that say nothing do not open', async t => {
  await using group = await testGroup('Gràcia')
  const body = {
    title: 'Paint the fence?',
    text: '',
    method: { method: 'majority' },
    quorum: rational(0),
    thresholds: [{ what: 'voted', of: 'cast', share: rational(1, 2) }],
    closesAtMs: group.clock.now() + 7_200_000,
    closesEarly: false,
    answers: null,
  } as const
  const answer = await group.act(group.steward.signer, 'proposal/opened', body)
  t.match(answer, { code: 'proposal/bad', detail: { field: 'thresholds' } })
})
