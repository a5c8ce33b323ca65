import t from 'tap'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { accepted, HOUR, testClock } from '../support/test-core.ts'
import { everyoneVotes, type TestNode, testMesh } from '../support/test-federation.ts'

t.test('where weights and ballots disagree, every level says so of itself', async t => {
  const clock = testClock()
  await using mesh = testMesh(clock)
  const many = await mesh.group('Many', 5)
  const few = await mesh.group('Few', 2)
  const plain = await mesh.group('Plain', 3)
  const city = await mesh.federation('City')
  const region = await mesh.federation('Region')
  const assembly = await mesh.federation('Assembly')
  await mesh.join(city, many, '1')
  await mesh.join(city, few, '3')
  await mesh.join(region, plain, '1')
  await mesh.join(assembly, city, '2')
  await mesh.join(assembly, region, '1')
  await mesh.settle()
  const asked = await mesh.propose(assembly)
  await mesh.settle()
  await everyoneVotes(many, 5)
  await everyoneVotes(few, 0)
  await everyoneVotes(plain, 3)
  clock.advance(25 * HOUR)
  await mesh.settle()
  clock.advance(30 * HOUR)
  await mesh.settle()

  const decided = ({ core }: TestNode, id: Cid) => core.projections.federations.proposal(id)?.decided
  const answerOf = (node: TestNode): Cid => {
    const id = node.core.projections.federations.answering(node.core.ownGroup()?.row ?? 0, asked)
    if (!id) throw new Error('nothing was handed down')
    return id
  }
  t.match(decided(assembly, asked), { accepted: false, diverges: true, popular: { electorate: 10 } })
  t.match(decided(city, answerOf(city)), { accepted: false, diverges: true, popular: { electorate: 7 } })
  t.match(decided(region, answerOf(region)), { accepted: true, diverges: false })

  const { root, blocks } = accepted(evidenceOfDecision(assembly.core, asked))
  const report = await verifyDecision(root, new Map(blocks))
  t.same(report.findings, [], 'the flags of all levels follow from the ballots')
})
