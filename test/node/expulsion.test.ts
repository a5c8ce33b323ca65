import t from 'tap'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { rational } from '../../protocol/rational.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { accepted, HOUR, testClock } from '../support/test-core.ts'
import { everyoneVotes, feedOf, MESH_TERMS, type TestNode, testMesh } from '../support/test-federation.ts'

const stateOf = (federation: TestNode, group: TestNode) => {
  const own = federation.core.ownGroup()
  return own && federation.core.projections.federations.group(own.row, group.id)
}

async function threeGroups(terms: Partial<typeof MESH_TERMS & { expulsion: 'stewards' }> = {}) {
  const clock = testClock()
  const mesh = testMesh(clock)
  const federation = await mesh.federation('Barcelona', {
    charter: { federation: { ...MESH_TERMS, quorum: rational(1, 2), ...terms } },
  })
  const groups = [await mesh.group('Gràcia', 3), await mesh.group('Eixample', 3), await mesh.group('Horta', 3)] as const
  for (const group of groups) await mesh.join(federation, group, '1')
  await mesh.settle()
  return { clock, mesh, federation, groups }
}

const decisionHolds = async (node: TestNode, proposal: Cid) => {
  const { root, blocks } = accepted(evidenceOfDecision(node.core, proposal))
  return verifyDecision(root, new Map(blocks))
}

t.test('a decision that names a group expels it, and what is decided later is recountable without it', async t => {
  const { clock, mesh, federation, groups } = await threeGroups()
  await using _ = mesh
  const [gracia, eixample, horta] = groups
  const expels = { group: horta.id, cause: 'It sold the common van.' }
  await mesh.propose(federation, { title: 'Expel Horta?', expels })
  await mesh.settle()
  await everyoneVotes(gracia, 3)
  await everyoneVotes(eixample, 3)
  await everyoneVotes(horta, 0)
  clock.advance(25 * HOUR)
  await mesh.settle()

  t.match(stateOf(federation, horta), { state: 'expelled', expelled: { cause: expels.cause } })
  const row = gracia.core.logs.get(federation.id)?.row ?? 0
  t.match(gracia.core.projections.federations.group(row, horta.id), { state: 'expelled' }, 'every copy says the same')

  const next = await mesh.propose(federation)
  await mesh.settle()
  for (const group of groups) await everyoneVotes(group, 3)
  clock.advance(25 * HOUR)
  await mesh.settle()
  const decided = federation.core.projections.federations.proposal(next)?.decided
  t.same(new Set(decided?.groups.map(({ group }) => group)), new Set([gracia.id, eixample.id]))
  const report = await decisionHolds(federation, next)
  t.same(report.findings, [], 'the roster without it follows from the evidence')
})

t.test('a decision that does not pass, or names nobody, expels nobody', async t => {
  const { clock, mesh, federation, groups } = await threeGroups()
  await using _ = mesh
  const [, , horta] = groups
  const id = await mesh.propose(federation, { expels: { group: horta.id, cause: 'Noise.' } })
  await mesh.settle()
  for (const group of groups) await everyoneVotes(group, 0)
  clock.advance(25 * HOUR)
  await mesh.settle()
  t.match(stateOf(federation, horta), { state: 'member' })
  const entry = federation.core.projections.federations.proposal(id)?.decidedEntry
  const body = { group: horta.id, cause: 'Noise.', grounds: entry ? [entry] : [] }
  const forced = await federation.core.write(federation.id, 'federation/expelled', body)
  t.match(forced, { code: 'federation/no-ground' }, 'not even by the node')
  const backing = { group: horta.id, cause: 'Noise.' }
  const backed = await federation.act(federation.steward.signer, 'federation/expulsion-backed', backing)
  t.match(backed, { code: 'entry/not-for-this-log' }, 'the charter leaves it to the groups')
})

t.test('where the charter says stewards, as many as its threshold expel', async t => {
  const { mesh, federation, groups } = await threeGroups({ expulsion: 'stewards' })
  await using _ = mesh
  const [gracia, , horta] = groups
  const cause = 'It has had no members for a year.'
  const body = { group: horta.id, cause }
  const member = await federation.act(gracia.steward.signer, 'federation/expulsion-backed', body)
  t.match(member, { code: 'member/not-allowed' })
  accepted(await federation.act(federation.steward.signer, 'federation/expulsion-backed', body))
  await mesh.settle()
  t.match(stateOf(federation, horta), { state: 'expelled', expelled: { cause } })

  await mesh.join(federation, horta, '1')
  await mesh.settle()
  t.match(stateOf(federation, horta), { state: 'member' }, 'let in again, it stays: old grounds are spent')
})

t.test('what was voted on before the expulsion stays as it was', async t => {
  const { clock, mesh, federation, groups } = await threeGroups({ expulsion: 'stewards' })
  await using _ = mesh
  const [gracia, eixample, horta] = groups
  const before = await mesh.propose(federation)
  await mesh.settle()
  for (const group of [gracia, horta]) await everyoneVotes(group, 3)
  clock.advance(25 * HOUR)
  await mesh.settle({ away: [eixample] })
  const body = { group: horta.id, cause: 'Noise.' }
  accepted(await federation.act(federation.steward.signer, 'federation/expulsion-backed', body))
  await mesh.settle()
  t.match(stateOf(federation, horta), { state: 'expelled' })
  clock.advance(30 * HOUR)
  await mesh.settle()
  const decided = federation.core.projections.federations.proposal(before)?.decided
  t.equal(decided?.groups.find(({ group }) => group === horta.id)?.reason, null, 'its mandate counts')
  t.same((await decisionHolds(federation, before)).findings, [])
})

t.test('a loop of federations is refused', async t => {
  const clock = testClock()
  await using mesh = testMesh(clock)
  const a = await mesh.federation('A')
  const b = await mesh.federation('B')
  const c = await mesh.federation('C')
  await mesh.join(a, b, '1')
  await t.rejects(mesh.join(b, a, '1'), /federation\/loop/, 'A in B in A')
  await mesh.join(b, c, '1')
  await mesh.settle()
  const below = a.core.projections.federations.span(a.core.logs.get(feedOf(b))?.row ?? 0)
  t.same(below, [{ id: c.id, in: b.id }], 'A hears what is below B')
  const told = await c.core.write(feedOf(c), 'group/spans', { federations: [{ id: b.id, in: c.id }] })
  t.match(told, { code: 'federation/loop', detail: { path: `${b.id} > ${c.id} > ${b.id}` } })
  t.equal(isRefusal(told), true)
})
