import t from 'tap'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { recounted } from '../support/native-evidence.ts'
import { accepted, HOUR, testGroup } from '../support/test-core.ts'

t.test('one vote, from opening to a recount by anyone', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  const proposal = await group.open()

  await t.test('opens once its electorate is frozen', async t => {
    const stored = group.core.projections.proposals.get(proposal)
    t.equal(stored?.state, 'open')
    t.equal(stored?.electorate?.count, 4, 'the steward votes too')
  })
  await t.test('the last ballot of a voter counts', async () => {
    accepted(await group.vote(alice, proposal, { vote: 'against' }))
    accepted(await group.vote(alice, proposal, { vote: 'for' }))
    accepted(await group.vote(bob, proposal, { vote: 'for' }))
    accepted(await group.vote(carla, proposal, { vote: 'against' }))
  })
  await t.test('closes at its deadline, not before', async t => {
    t.match(await group.clerk.close(proposal), { code: 'proposal/too-early' })
    group.clock.advance(3 * HOUR)
    t.match(await group.vote(bob, proposal, { vote: 'against' }), { code: 'ballot/late' })
    await group.clerk.settle()
    const closed = group.core.projections.proposals.get(proposal)
    t.equal(closed?.state, 'closed')
    t.equal(closed?.closed?.ballots.count, 4, 'replaced ballots stay in evidence')
    t.match(closed?.closed?.count, { ballots: 3 })
  })
  await t.test('recounts from its evidence alone', async t => {
    const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
    const report = await verifyDecision(root, new Map(blocks))
    t.same(report.findings, [])
    t.equal(report.verified, true)
    t.equal(report.ballots, 4)
    t.match(report.decision, { tally: { voters: 3, outcome: { accepted: true } } })
  })
  await t.test('a ballot left out of the evidence is noticed', async t => {
    const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
    const kept = [...blocks]
    for (const [dropped] of kept.slice(1)) {
      const report = await recounted(
        root,
        kept.filter(([id]) => id !== dropped),
      )
      t.equal(report.verified, false)
    }
  })
})
