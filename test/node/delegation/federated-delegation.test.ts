import t from 'tap'
import { evidenceOfDecision, evidenceOfVote } from '../../../node/domains/federation/evidence.ts'
import { encodeEvidence, readEvidence } from '../../../protocol/federation/evidence.ts'
import { verifyDecision } from '../../../protocol/federation/verify-decision.ts'
import { accepted, HOUR, person, testClock, testGroup } from '../../support/test-core.ts'
import { testMesh } from '../../support/test-federation.ts'

const scope = { type: 'everything' } as const

t.test('a federation counts a ballot for as many as it speaks for, and so does a recount of its decision', async t => {
  await using mesh = testMesh(testClock())
  const barcelona = await mesh.federation('Barcelona')
  const gracia = await mesh.group('Gràcia', 4)
  await mesh.join(barcelona, gracia, '1')
  const asked = await mesh.propose(barcelona)
  await mesh.settle()
  const [first, second] = [person('Gràcia 0'), person('Gràcia 1')]
  accepted(await gracia.act(first.signer, 'delegation/given', { scope, to: gracia.steward.key }))
  accepted(await gracia.act(second.signer, 'delegation/given', { scope, to: first.key }))
  const local = gracia.core.projections.proposals.answering(asked)
  if (!local) throw new Error('no vote')
  accepted(await gracia.vote(gracia.steward, local, { vote: 'for' }))
  mesh.clock.advance(25 * HOUR)
  await mesh.settle()
  mesh.clock.advance(48 * HOUR)
  await mesh.settle()
  const { root, blocks } = accepted(evidenceOfDecision(barcelona.core, asked))
  const report = await verifyDecision(root, new Map(blocks))
  t.same(report.findings, [])
  t.match(report.decision, { verdict: { popular: { count: { ballots: 3 } } } })
})

t.test('a recount misses a table that the list of its evidence leaves out, cuts short or turns round', async t => {
  await using group = await testGroup('Gràcia')
  const names = Array.from({ length: 3 }, (_, i) => `Member ${i}`)
  const [alice, bob] = await group.join(...names)
  if (!alice || !bob) throw new Error('nobody joined')
  accepted(await group.act(bob.signer, 'delegation/given', { scope, to: alice.key }))
  const ranked = { method: 'irv', options: ['bread', 'roses'] } as const
  const proposal = await group.open({ method: ranked })
  accepted(await group.vote(alice, proposal, { rank: ['roses', 'bread'] }))
  accepted(await group.vote(group.steward, proposal, { rank: ['bread'] }))
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const bundle = accepted(evidenceOfVote(group.core, proposal))
  const blocks = new Map(bundle.blocks)
  const report = await verifyDecision(bundle.root, blocks)
  t.same(report.findings, [], 'a ranked vote, too, counts the same again')
  t.match(report.decision, { tally: { voters: 3, outcome: { selected: ['roses'] } } })

  const evidence = accepted(readEvidence({ get: id => blocks.get(id) }, bundle.root))
  if (evidence.type !== 'group' || !evidence.delegations) throw new Error('no table')
  const { delegations, ...without } = evidence
  t.equal(delegations.length, 1)
  for (const told of [
    without,
    { ...without, delegations: [] },
    { ...without, delegations: [...delegations, ...delegations] },
  ]) {
    const { root, bytes } = encodeEvidence(told)
    const { findings } = await verifyDecision(root, new Map([...blocks, [root, bytes]]))
    t.ok(
      findings.some(({ code }) => code === 'evidence/missing'),
      'what anyone could have left out is missing, not the group’s lie',
    )
  }
})
