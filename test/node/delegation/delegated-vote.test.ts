import t from 'tap'
import { openConcentration } from '../../../node/domains/delegation/concentration.ts'
import { evidenceOfVote } from '../../../node/domains/federation/evidence.ts'
import { openClerk } from '../../../node/domains/governance/clerk.ts'
import { openLiveTallies } from '../../../node/domains/governance/live-tally.ts'
import { rebuild } from '../../../node/rebuild.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import { verifyDecision } from '../../../protocol/federation/verify-decision.ts'
import type { DelegationScope } from '../../../protocol/governance/delegation.ts'
import { recounted } from '../../support/native-evidence.ts'
import { accepted, HOUR, type Person, type TestGroup, testGroup } from '../../support/test-core.ts'

const EVERYTHING: DelegationScope = { type: 'everything' }

async function people(group: TestGroup): Promise<[Person, Person, Person, Person]> {
  const [alice, bob, carla, dora] = await group.join('Alice', 'Bob', 'Carla', 'Dora')
  if (!alice || !bob || !carla || !dora) throw new Error('nobody joined')
  return [alice, bob, carla, dora]
}

function give(group: TestGroup, from: Person, to: Person | null, scope = EVERYTHING, expiresAtMs?: number) {
  const until = expiresAtMs === undefined ? {} : { expiresAtMs }
  return group.act(from.signer, 'delegation/given', { scope, to: to?.key ?? null, ...until })
}

function take(group: TestGroup, from: Person, scope = EVERYTHING) {
  return group.act(from.signer, 'delegation/revoked', { scope })
}

function stored({ core }: TestGroup, proposal: Cid) {
  const found = core.projections.proposals.get(proposal)
  if (!found) throw new Error('no proposal')
  return found
}

/** How the vote stands, for and against. */
function standing(group: TestGroup, proposal: Cid): number[] {
  const { count } = openLiveTallies(group.core.store, () => 0, group.clock.now).of(stored(group, proposal), 'all')
  return count.counts.slice(0, 2).map(({ points }) => points)
}

async function recount(group: TestGroup, proposal: Cid) {
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  return verifyDecision(root, new Map(blocks))
}

t.test('a vote with delegations, from giving to a recount by anyone', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla, dora] = await people(group)
  accepted(await give(group, bob, alice))
  accepted(await give(group, carla, bob))
  const proposal = await group.open()
  t.same(standing(group, proposal), [0, 0], 'nobody has voted')

  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  t.same(standing(group, proposal), [3, 0], 'Alice speaks for Bob, and through him for Carla')
  accepted(await group.vote(carla, proposal, { vote: 'against' }))
  t.same(standing(group, proposal), [2, 1], 'a direct ballot overrides at once')
  accepted(await give(group, dora, carla, { type: 'proposal', proposal }))
  t.same(standing(group, proposal), [2, 2])
  accepted(await take(group, bob))
  t.same(standing(group, proposal), [1, 2], 'taken back')
  accepted(await give(group, bob, carla))

  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const { closed, state, delegations } = stored(group, proposal)
  t.equal(state, 'closed')
  t.equal(delegations?.count, 2, 'of those who have not voted themselves')
  t.same(closed?.delegations, { count: 2, root: delegations?.root })
  t.equal(closed?.count.ballots, 4, 'voters are those who voted or were represented')
  t.same(standing(group, proposal), [1, 3])

  await t.test('a recount comes to the same, with the table in its evidence', async t => {
    const report = await recount(group, proposal)
    t.same(report.findings, [])
    t.match(report.decision, { tally: { voters: 4, outcome: { accepted: false } }, delegations: { count: 2 } })
  })
  await t.test('and a table left out of it is missed', async t => {
    const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
    const kept = [...blocks]
    for (const [dropped] of kept.slice(1)) {
      const poorer = kept.filter(([id]) => id !== dropped)
      t.equal((await recounted(root, poorer)).verified, false)
    }
  })
  await t.test('its entries name no member', async t => {
    const table = group.core.store
      .prepare<[], Uint8Array>(`SELECT body FROM entry WHERE kind = 'proposal/delegations'`)
      .pluck()
      .all()
    const hex = Buffer.concat(table).toString('hex')
    for (const { key } of [alice, bob, carla, dora]) t.notMatch(hex, key)
  })
  await t.test('a rebuilt node is the node that it was', async t => {
    const before = group.core.projections.digest()
    t.equal(rebuild(group.core).digest, before)
    t.same(standing(group, proposal), [1, 3])
  })
})

t.test('delegations are refused where nobody could speak by them', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla] = await people(group)
  const proposal = await group.open()
  t.match(await give(group, alice, alice), { code: 'delegation/self' })
  const stranger = { ...bob, key: group.core.nodeKey }
  t.match(await give(group, alice, stranger), { code: 'delegation/bad-delegate' })
  t.match(await give(group, { ...alice, signer: group.core.signer }, bob), { code: 'member/unknown' })
  t.match(await give(group, alice, bob, EVERYTHING, group.clock.now() - 1), { code: 'delegation/expired' })
  t.match(await give(group, alice, bob, { type: 'proposal', proposal: group.id }), { code: 'proposal/unknown' })
  t.match(await take(group, alice), { code: 'delegation/none' })
  accepted(await group.act(group.steward.signer, 'member/removed', { member: carla.key, reason: '' }))
  t.match(await give(group, alice, carla), { code: 'delegation/bad-delegate' })
  group.clock.advance(2 * HOUR)
  accepted(await give(group, bob, alice, { type: 'proposal', proposal }))
  group.clock.advance(1)
  t.match(await give(group, alice, bob, { type: 'proposal', proposal }), { code: 'proposal/not-open' })
  t.match(await take(group, bob, { type: 'proposal', proposal }), { code: 'proposal/not-open' })
})

t.test('the delegations of the deadline hold, whenever the node comes to close', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla, dora] = await people(group)
  const proposal = await group.open({ area: 'gardens' })
  const { closesAtMs } = stored(group, proposal)
  accepted(await give(group, bob, alice))
  accepted(await give(group, carla, alice, { type: 'area', area: 'gardens' }, closesAtMs - 1))
  accepted(await give(group, dora, alice, { type: 'area', area: 'gardens' }, closesAtMs))
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  group.clock.advance(3 * HOUR)
  accepted(await take(group, bob))
  accepted(await give(group, group.steward, alice))
  await group.clerk.settle()
  t.same(standing(group, proposal), [3, 0], 'Bob’s came off too late, Carla’s had expired, the steward’s came too late')
})

t.test('who is not entitled neither passes on nor speaks', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla] = await people(group)
  const proposal = await group.open()
  const [late] = await group.join('Late')
  if (!late) throw new Error('nobody joined')
  accepted(await give(group, late, alice))
  accepted(await give(group, bob, late))
  accepted(await group.act(group.steward.signer, 'member/removed', { member: carla.key, reason: '' }))
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  t.same(standing(group, proposal), [1, 0])
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  t.equal(stored(group, proposal).closed?.delegations?.count, 0, 'an empty table says that none applied')
  t.same((await recount(group, proposal)).findings, [])
})

t.test('a closing without the table of delegations is refused, and so is a ballot after it', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla] = await people(group)
  accepted(await give(group, bob, alice))
  const proposal = await group.open({ closesEarly: true, quorum: [1n, 1n] })
  for (const who of [alice, carla, group.steward]) accepted(await group.vote(who, proposal, { vote: 'for' }))
  const { core, clock } = group
  const write = core.write
  const isTable = (kind: string) => kind === 'proposal/delegations'

  t.match(await core.write(group.id, 'proposal/delegations', tableOf(proposal)), { code: 'proposal/too-early' })
  const silent = openClerk({ ...core, write: (log, kind, body) => (isTable(kind) ? never() : write(log, kind, body)) })
  clock.advance(3 * HOUR)
  await t.rejects(silent.close(proposal), /never/)
  const closing = {
    proposal,
    ballots: { count: 3, root: new Uint8Array(32) },
    seed: new Uint8Array(32),
    count: stored(group, proposal).closed?.count ?? { ballots: 0, counts: [] },
  }
  t.match(await core.write(group.id, 'proposal/closed', { ...closing, count: countOf(3) }), {
    code: 'proposal/bad',
    detail: { field: 'delegations' },
  })
  await group.clerk.settle()
  t.equal(stored(group, proposal).state, 'closed')
})

t.test('a table that a crash has cut off is written on, as it was frozen', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla, dora] = await people(group)
  accepted(await give(group, bob, alice))
  const proposal = await group.open({ closesEarly: 'settled' })
  for (const who of [alice, carla, dora]) accepted(await group.vote(who, proposal, { vote: 'for' }))
  accepted(await group.vote(group.steward, proposal, { vote: 'for' }))
  const { core } = group
  const { write } = core
  const dying = openClerk({
    ...core,
    write: (log, kind, body) => (kind === 'proposal/closed' ? never() : write(log, kind, body)),
  })
  await dying.close(proposal).catch(() => undefined)
  t.equal(stored(group, proposal).state, 'closing')
  t.match(await group.vote(bob, proposal, { vote: 'against' }), {
    code: 'proposal/not-open',
    detail: { state: 'closing' },
  })
  t.match(await give(group, dora, bob, { type: 'proposal', proposal }), { code: 'proposal/not-open' })
  accepted(await take(group, bob))
  await group.clerk.settle()
  t.same(standing(group, proposal), [5, 0], 'what changed after the table was frozen is not in it')
  t.same((await recount(group, proposal)).findings, [])
})

t.test('who is represented can still vote, so a vote does not close early over their heads', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla, dora] = await people(group)
  for (const who of [bob, carla, dora]) accepted(await give(group, who, alice))
  const proposal = await group.open({ closesEarly: 'settled' })
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  t.same(standing(group, proposal), [4, 0])
  await group.clerk.settle()
  t.equal(stored(group, proposal).state, 'open')
  accepted(await group.vote(bob, proposal, { vote: 'for' }))
  accepted(await group.vote(carla, proposal, { vote: 'for' }))
  await group.clerk.settle()
  t.equal(stored(group, proposal).state, 'closed', 'three of five are for, whatever the others say')
  t.same((await recount(group, proposal)).findings, [])
})

t.test('how many votes each holds is reported', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob, carla, dora] = await people(group)
  accepted(await give(group, bob, alice))
  accepted(await give(group, carla, bob))
  accepted(await give(group, dora, carla, { type: 'area', area: 'gardens' }))
  const proposal = await group.open({ area: 'gardens' })
  const concentration = openConcentration(group.core)
  t.same(concentration.overall(), { electorate: 5, delegating: 2, holders: [{ key: alice.key, votes: 3 }], lost: 0 })
  t.same(concentration.of(stored(group, proposal)), {
    electorate: 5,
    delegating: 3,
    holders: [{ key: alice.key, votes: 4 }],
    lost: 0,
  })
  accepted(await give(group, alice, carla))
  t.match(concentration.overall(), { delegating: 3, holders: [], lost: 3 }, 'a loop weighs nothing')
})

function never(): never {
  throw new Error('never')
}

function tableOf(proposal: Cid) {
  return { proposal, part: 0, parts: 1, count: 0, root: new Uint8Array(32), rows: [] }
}

function countOf(votes: number) {
  const points = (option: string, n: number) => ({ option, ballots: n, points: n })
  return { ballots: votes, counts: [points('for', votes), points('against', 0), points('abstain', 0)] }
}
