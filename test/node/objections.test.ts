import t from 'tap'
import { openElectionClerk } from '../../node/domains/assembly/election-clerk.ts'
import { evidenceOfDecision, evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { rebuild } from '../../node/rebuild.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { emptyCount, type MethodRule } from '../../protocol/governance/method.ts'
import type { ProposalOpened } from '../../protocol/governance/proposal.ts'
import { rational } from '../../protocol/rational.ts'
import { NATIVE } from '../support/native-evidence.ts'
import { fileOf } from '../support/tampering.ts'
import { accepted, HOUR, type Person, person, type TestGroup, testClock, testGroup } from '../support/test-core.ts'
import { everyoneVotes, testMesh } from '../support/test-federation.ts'
import { testHttp } from '../support/test-http.ts'

const CONSENT: MethodRule = { method: 'consent' }
const CONSENSUS: MethodRule = { method: 'consensus', threshold: rational(85, 100) }

/** A group with a moderator and three members, and what they do about objections. */
async function neighbours() {
  const group = await testGroup('Gràcia')
  const [alice, bob, carla, moderator] = await group.join('Alice', 'Bob', 'Carla', 'Moderator')
  if (!alice || !bob || !carla || !moderator) throw new Error('nobody joined')
  accepted(await group.act(group.steward.signer, 'member/role-set', { member: moderator.key, role: 'moderator' }))
  return { group, alice, bob, carla, moderator }
}

const acting = (group: TestGroup) => ({
  object: (who: Person, proposal: Cid, reason = 'It drips.') =>
    group.act(who.signer, 'objection/raised', { proposal, reason }),
  withdraw: (who: Person, objection: Cid) => group.act(who.signer, 'objection/withdrawn', { objection }),
  judge: (who: Person, objection: Cid, upheld: boolean, reason = 'It is so.') =>
    group.act(who.signer, 'objection/judged', { objection, upheld, reason }),
})

async function everyoneFor(group: TestGroup, people: readonly Person[], proposal: Cid) {
  for (const who of people) accepted(await group.vote(who, proposal, { vote: 'for' }))
}

async function ended(group: TestGroup, proposal: Cid) {
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const closed = group.core.projections.proposals.get(proposal)?.closed
  return { closed, result: group.core.projections.life.results.of(proposal)?.accepted }
}

async function recounted(group: TestGroup, proposal: Cid) {
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  return accepted(await verifyFile(fileOf({ root, blocks: new Map(blocks) })))
}

const verifyFile = (file: Uint8Array) => verifyCar(file, NATIVE)

t.test('by consent', async t => {
  const { group, alice, bob, carla, moderator } = await neighbours()
  await using _ = group
  const { object, judge, withdraw } = acting(group)
  const everyone = [alice, bob, carla]
  const asked = async (title: string, proposal: Partial<ProposalOpened> = {}) => {
    const id = await group.open({ title, method: CONSENT, ...proposal })
    await everyoneFor(group, everyone, id)
    return id
  }

  await t.test('what nobody objects to passes', async t => {
    const proposal = await asked('Oil the gate?')
    const { closed, result } = await ended(group, proposal)
    t.equal(result, true)
    t.equal(closed?.objections, undefined)
    t.match(await recounted(group, proposal), { verified: true, decision: { tally: { outcome: { accepted: true } } } })
  })
  await t.test('one objection that nobody has judged stops it, and the evidence shows it', async t => {
    const proposal = await asked('Paint it pink?')
    accepted(await object(alice, proposal))
    const { closed, result } = await ended(group, proposal)
    t.equal(result, false)
    t.match(closed?.objections, { count: 1, standing: 1, upheld: 0 })
    const report = await recounted(group, proposal)
    t.match(report, {
      verified: true,
      findings: [],
      decision: { tally: { outcome: { accepted: false }, objections: { heeded: 'standing', standing: 1, upheld: 0 } } },
    })
  })
  await t.test('one that was upheld does too', async t => {
    const proposal = await asked('Paint it blue?')
    const { id } = accepted(await object(alice, proposal))
    accepted(await judge(moderator, id, true))
    t.equal((await ended(group, proposal)).result, false)
    t.match(await recounted(group, proposal), { verified: true })
  })
  await t.test('one judged to be without ground does not', async t => {
    const proposal = await asked('Paint it green?')
    const { id } = accepted(await object(alice, proposal))
    accepted(await judge(moderator, id, true))
    accepted(await judge(moderator, id, false, 'Looked again: it does not drip.'))
    const { closed, result } = await ended(group, proposal)
    t.equal(result, true)
    t.match(closed?.objections, { count: 3, standing: 0, upheld: 0 })
    t.match(await recounted(group, proposal), { verified: true, findings: [] })
  })
  await t.test('one that was withdrawn does not', async t => {
    const proposal = await asked('Paint it white?')
    const { id } = accepted(await object(alice, proposal))
    accepted(await withdraw(alice, id))
    t.match(await withdraw(alice, id), { code: 'objection/withdrawn' })
    t.match(await judge(moderator, id, true), { code: 'objection/withdrawn' })
    t.equal((await ended(group, proposal)).result, true)
    t.match(await recounted(group, proposal), { verified: true, findings: [] })
  })
  await t.test('a moderator whose role came and went is shown as it was', async t => {
    const proposal = await asked('Paint it brown?')
    const { id } = accepted(await object(moderator, proposal))
    accepted(await judge(group.steward, id, false))
    const { id: other } = accepted(await object(bob, proposal))
    accepted(await judge(moderator, other, false))
    accepted(await group.act(group.steward.signer, 'member/role-set', { member: moderator.key, role: 'member' }))
    t.match(await judge(moderator, other, true), { code: 'member/not-allowed' })
    accepted(await object(carla, proposal))
    t.equal((await ended(group, proposal)).result, false)
    t.match(await recounted(group, proposal), { verified: true, findings: [] })
    accepted(await group.act(group.steward.signer, 'member/role-set', { member: moderator.key, role: 'moderator' }))
  })
  await t.test('everyone having voted closes it early, but for an objection that waits', async t => {
    const proposal = await asked('Paint it red?', { closesEarly: true })
    for (const who of [moderator, group.steward]) accepted(await group.vote(who, proposal, { vote: 'for' }))
    const { id } = accepted(await object(alice, proposal))
    await group.clerk.settle()
    t.equal(group.core.projections.proposals.get(proposal)?.state, 'open')
    accepted(await judge(moderator, id, false))
    await group.clerk.settle()
    t.equal(group.core.projections.life.results.of(proposal)?.accepted, true)
    t.match(await recounted(group, proposal), { verified: true, findings: [] })
  })
})

t.test('by consensus, and where the proposal asks for it, an objection counts that is upheld', async t => {
  const { group, alice, bob, carla, moderator } = await neighbours()
  await using _ = group
  const { object, judge } = acting(group)
  const terms = [
    { method: CONSENSUS },
    {
      thresholds: [
        { what: 'for', of: 'cast', share: rational(2, 3) },
        { what: 'voted', of: 'eligible', share: rational(1, 2) },
        { what: 'objections' },
      ],
    },
  ] satisfies Partial<ProposalOpened>[]
  for (const [i, asks] of terms.entries()) {
    for (const upheld of [undefined, false, true]) {
      const proposal = await group.open({ title: `Plant tree ${i} ${upheld}?`, ...asks })
      await everyoneFor(group, [alice, bob, carla], proposal)
      const { id } = accepted(await object(alice, proposal))
      if (upheld !== undefined) accepted(await judge(moderator, id, upheld))
      t.equal((await ended(group, proposal)).result, upheld !== true, `upheld: ${upheld}`)
      t.match(await recounted(group, proposal), { verified: true, findings: [] })
    }
  }
})

t.test('a group that answers a federation by consent says against where an objection stands, and shows it', async t => {
  const mesh = testMesh(testClock())
  await using _ = mesh
  const charter = { decisions: { method: CONSENT, quorum: rational(0) } }
  const federation = await mesh.federation('Barcelona')
  const [gracia, eixample] = [await mesh.group('Gràcia', 3, { charter }), await mesh.group('Eixample', 3, { charter })]
  await mesh.join(federation, gracia, '1')
  await mesh.join(federation, eixample, '0.8')
  const asked = await mesh.propose(federation, { method: CONSENT })
  await mesh.settle()
  const own = gracia.core.ownGroup()
  const [proposal] = own ? gracia.core.projections.proposals.list(own.row, 'open') : []
  if (!proposal) throw new Error('nothing is open')
  accepted(await acting(gracia).object(person('Gràcia 0'), proposal, 'It costs too much.'))
  for (const group of [gracia, eixample]) await everyoneVotes(group, 3)
  mesh.clock.advance(25 * HOUR)
  await mesh.settle()
  const mandates = federation.core.projections.federations.mandates(asked)
  t.same(mandates.map(({ position }) => position).toSorted(), ['against', 'for'])
  t.equal(federation.core.projections.federations.proposal(asked)?.state, 'decided')
  const { root, blocks } = accepted(evidenceOfDecision(federation.core, asked))
  const report = accepted(await verifyFile(fileOf({ root, blocks: new Map(blocks) })))
  t.match(report, {
    verified: true,
    level: 'ballots',
    findings: [],
    decision: { verdict: { outcome: { accepted: false }, quorum: { counted: 2 } } },
  })
})

t.test(
  'who holds an office by election lets others judge, and does not judge by it: the evidence would not show it',
  async t => {
    const { group, alice, bob, carla } = await neighbours()
    await using _ = group
    const { object, judge } = acting(group)
    const { clock } = group
    const called = {
      office: 'Coordinator',
      text: '',
      role: 'steward',
      seats: 1,
      ballot: { method: 'approval', minApprovals: 0, maxApprovals: 10 },
      quorum: rational(0),
      nominationsUntilMs: clock.now() + 24 * HOUR,
      votesUntilMs: clock.now() + 48 * HOUR,
      termMs: 240 * HOUR,
    } as const
    const { id: election } = accepted(await group.act(group.steward.signer, 'election/called', called))
    accepted(await group.act(alice.signer, 'election/nominated', { election, nominee: alice.key }))
    const elections = openElectionClerk(group.core)
    clock.advance(24 * HOUR + 1)
    await elections.settle()
    await group.clerk.settle()
    const own = group.core.ownGroup()
    const [vote] = own ? group.core.projections.proposals.list(own.row, 'open') : []
    if (!vote) throw new Error('no vote opened')
    accepted(await group.vote(bob, vote, { approve: ['Alice'] }))
    clock.advance(25 * HOUR)
    await group.clerk.settle()
    accepted(await group.act(alice.signer, 'member/role-set', { member: bob.key, role: 'moderator' }))

    const proposal = await group.open({ method: CONSENT })
    await everyoneFor(group, [alice, bob, carla], proposal)
    const { id } = accepted(await object(carla, proposal))
    t.match(await judge(alice, id, false), { code: 'member/not-allowed' })
    accepted(await judge(bob, id, false))
    t.equal((await ended(group, proposal)).result, true)
    t.match(await recounted(group, proposal), { verified: true, findings: [] })
  },
)

t.test('who may object, judge and withdraw, and when', async t => {
  const { group, alice, bob, moderator } = await neighbours()
  await using _ = group
  await using http = await testHttp(group)
  const { object, judge, withdraw } = acting(group)
  const proposal = await group.open({ method: CONSENT })
  const plain = await group.open({ title: 'Buy a ladder?' })

  await t.test('a member who may vote on it, with a reason, where objections are heeded', async t => {
    t.match(await object(alice, plain), { code: 'objection/not-heeded' })
    t.match(await object(alice, proposal, '  '), { code: 'objection/no-reason' })
    t.match(await object(alice, proposal, ''), { code: 'entry/bad-body' })
    t.match(await object(alice, group.id), { code: 'proposal/unknown' })
    const [late] = await group.join('Late')
    t.match(late && (await object(late, proposal)), { code: 'objection/not-entitled' })
  })
  await t.test('a moderator judges, nobody their own', async t => {
    const { id } = accepted(await object(moderator, proposal, 'Who pays?'))
    t.match(await judge(moderator, id, true), { code: 'objection/own' })
    t.match(await judge(alice, id, true), { code: 'member/not-allowed' })
    t.match(await judge(group.steward, proposal, true), { code: 'objection/unknown' })
    t.match(await withdraw(bob, id), { code: 'objection/not-yours' })
    t.match(await judge(group.steward, id, true, ' '), { code: 'objection/no-reason' })
    accepted(await judge(group.steward, id, true, 'Nobody does.'))
  })
  await t.test('they are read with the proposal, under the names of who said so', async t => {
    const token = await http.signIn(bob)
    accepted(
      await group.act(alice.signer, 'objection/raised', { proposal, reason: 'Pink!', amendment: 'Green, then.' }),
    )
    const { body } = await http.get(`/proposals/${proposal}/objections`, { token })
    t.match(body, [
      {
        reason: 'Who pays?',
        byName: 'Moderator',
        state: 'upheld',
        stands: true,
        judgements: [{ upheld: true, reason: 'Nobody does.', byName: 'steward of Gràcia' }],
      },
      { reason: 'Pink!', amendment: 'Green, then.', byName: 'Alice', state: 'raised', stands: true, judgements: [] },
    ])
    t.match(await http.get(`/proposals/${proposal}/tally`, { token }), {
      body: { objections: { heeded: 'standing', standing: 2, upheld: 1 }, outcome: { accepted: false } },
    })
    t.match(await http.get(`/proposals/${plain}/tally`, { token }), { body: { objections: null } })
    t.match(await http.get(`/proposals/${proposal}/objections`), { status: 401 })
  })
  await t.test('what nobody has judged waits for the moderators, but for whose it is', async t => {
    const dueFor = async (who: Person) => (await http.get('/due', { token: await http.signIn(who) })).body
    t.match(await dueFor(moderator), [{ kind: 'objection', at: proposal, dueAtMs: group.clock.now() + 2 * HOUR }])
    t.same(await dueFor(bob), [])
  })
  await t.test('until the last millisecond of the vote, and not after', async t => {
    group.clock.advance(2 * HOUR)
    const { id } = accepted(await object(bob, proposal, 'Just in time.'))
    accepted(await judge(moderator, id, false))
    group.clock.advance(1)
    t.match(await object(bob, proposal, 'Too late.'), { code: 'proposal/closed' })
    t.match(await judge(moderator, id, true), { code: 'proposal/closed' })
    t.match(await withdraw(bob, id), { code: 'proposal/closed' })
  })
  await t.test('what a closing says of them has to be all of it', async t => {
    const secret = { proposal, seed: new Uint8Array(32), ballots: { count: 0, root: new Uint8Array(32) } }
    const none = { ...secret, count: emptyCount(CONSENT) }
    t.match(await group.act(group.core.signer, 'proposal/closed', none), {
      code: 'proposal/bad',
      detail: { field: 'objections' },
    })
    await group.clerk.settle()
    t.match(group.core.projections.proposals.get(proposal)?.closed?.objections, { count: 5, standing: 2, upheld: 1 })
  })
  await t.test('they follow from the log', async t => {
    const before = group.core.projections.digest()
    group.core.store.exec('DELETE FROM objection')
    t.not(group.core.projections.digest(), before)
    t.equal(rebuild(group.core).digest, before)
  })
})
