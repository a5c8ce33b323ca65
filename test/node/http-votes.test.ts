import t from 'tap'
import { author } from '../../protocol/author.ts'
import { toBase64 } from '../../protocol/bytes/base64.ts'
import { type Cid, trustedCid } from '../../protocol/bytes/cid.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { readCar } from '../../protocol/federation/car.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import type { Choice } from '../../protocol/governance/method.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import { rational } from '../../protocol/rational.ts'
import { come } from '../support/patience.ts'
import {
  accepted,
  HOUR,
  NOON,
  type Person,
  person,
  seededBytes,
  type TestGroup,
  testGroup,
} from '../support/test-core.ts'
import { at, entryText, type TestHttp, testHttp, textIn } from '../support/test-http.ts'

const random = seededBytes('http votes')

/** Votes as a browser does: own factor, own counter, own signature. */
async function vote(http: TestHttp, who: Person, proposal: Cid, choice: Choice) {
  const token = await http.signIn(who)
  const keyAnswer = await http.get(`/proposals/${proposal}/ballot-key`, { token })
  const signer = blindedSigner(who.seed, Buffer.from(textIn(keyAnswer, 'factor'), 'base64'))
  t.equal(toHex(signer.publicKey), textIn(keyAnswer, 'ballotKey'))
  const log = trustedCid(textIn(keyAnswer, 'log'))
  const next = await http.get(`/logs/${log}/next-seq?key=${toHex(signer.publicKey)}`, { token })
  const seq = Number(at(next.body, 'seq'))
  const authoring = { log, at: NOON, seq, salt: random(16) }
  return http.post('/entries', { entry: entryText(author('ballot/cast', { proposal, choice }, authoring, signer)) })
}

async function people(group: TestGroup, ...names: string[]): Promise<[Person, Person, Person]> {
  const [alice, bob, carla] = await group.join(...names)
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  return [alice, bob, carla]
}

t.test('a vote over HTTP, from opening to a recount', async t => {
  await using group = await testGroup('Gràcia')
  const { clock, steward } = group
  const [alice, bob, carla] = await people(group, 'Alice', 'Bob', 'Carla')
  await using http = await testHttp(group)
  const proposal = await group.open()
  const token = await http.signIn(alice)
  const path = `/proposals/${proposal}`

  await t.test('opens for all to see', async t => {
    const summary = { id: proposal, title: 'Paint the fence?', state: 'open', electorate: 4, voters: 0, accepted: null }
    t.match((await http.get('/proposals', { token })).body, [summary])
    t.match((await http.get('/proposals?state=closed', { token })).body, [])
    t.match(await http.get('/proposals?limit=-1', { token }), { status: 400, body: { code: 'request/bad' } })
    t.match((await http.get(path, { token })).body, {
      ...summary,
      by: steward.key,
      byName: steward.name,
      methodRule: { method: 'majority' },
      quorum: '1/2',
      closed: null,
      tally: { quorum: { needed: 2, met: false }, final: false },
    })
  })

  await t.test('counts live, the last ballot of a voter', async t => {
    t.equal((await vote(http, alice, proposal, { vote: 'against' })).status, 201)
    t.equal((await vote(http, alice, proposal, { vote: 'for' })).status, 201)
    t.equal((await vote(http, bob, proposal, { vote: 'for' })).status, 201)
    // A tally that is asked for all the time may be a moment old.
    const tally = await come(async () => {
      const { body } = await http.get(`${path}/tally`, { token })
      return at(body, 'voters') === 2 ? body : undefined
    })
    t.match(tally, {
      voters: 2,
      quorum: { met: true },
      counts: [
        { option: 'for', points: 2 },
        { option: 'against', points: 0 },
        { option: 'abstain', points: 0 },
      ],
      outcome: { accepted: true },
      final: false,
    })
  })

  await t.test('shows a voter their own ballot, and nobody else theirs', async t => {
    t.match((await http.get(`${path}/my-ballot`, { token })).body, { seq: 2, choice: { vote: 'for' } })
    const others = await http.signIn(carla)
    t.match((await http.get(`${path}/my-ballot`, { token: others })).body, { status: 404 })
    t.match((await http.get(`${path}/my-ballot`)).body, { code: 'session/bad' })
    t.match((await http.get(`${path}/ballot-key`)).body, { code: 'session/bad' })
    t.match((await http.get(`${path}/evidence`, { token })).body, { code: 'proposal/not-closed' }, 'no list of ballots')
  })

  await t.test('tells the counter of a ballot key to its voter alone', async t => {
    const key = textIn(await http.get(`${path}/ballot-key`, { token }), 'ballotKey')
    const counter = `/logs/${group.id}/next-seq?key=${key}`
    t.match((await http.get(counter, { token })).body, { seq: 3 })
    t.match((await http.get(counter)).body, { code: 'session/bad' })
    t.match((await http.get(counter, { token: await http.signIn(bob) })).body, { code: 'ballot/not-entitled' })
  })

  await t.test('takes ballots from its electorate only', async t => {
    const stranger = person('Stranger')
    const authoring = { log: group.id, at: NOON, seq: 1, salt: random(16) }
    const body = { proposal, choice: { vote: 'for' as const } }
    const bare = author('ballot/cast', body, authoring, stranger.signer)
    t.match((await http.post('/entries', { entry: entryText(bare) })).body, {
      status: 403,
      code: 'ballot/not-entitled',
    })
    const unblinded = author('ballot/cast', body, authoring, carla.signer)
    t.match((await http.post('/entries', { entry: entryText(unblinded) })).body, { code: 'ballot/not-entitled' })
    t.match((await vote(http, carla, proposal, { approve: ['for'] })).body, { code: 'ballot/bad-choice' })
    const [late] = await group.join('Dora')
    const lateToken = late && (await http.signIn(late))
    t.match((await http.get(`${path}/ballot-key`, { token: lateToken })).body, { code: 'ballot/not-entitled' })
  })

  await t.test('closes at its deadline, for good', async t => {
    const stewardToken = await http.signIn(steward)
    clock.advance(3 * HOUR)
    t.match((await vote(http, bob, proposal, { vote: 'against' })).body, { code: 'ballot/late' })
    const closed = await http.post(`${path}/close`, {}, { token: stewardToken })
    t.match(closed.body, { state: 'closed', voters: 2, accepted: true })
    t.match((await http.post(`${path}/close`, {}, { token: stewardToken })).body, { code: 'proposal/closed' })
    t.match((await http.get(path, { token })).body, {
      tally: { final: true, outcome: { accepted: true } },
      closed: { ballots: { count: 3 }, seed: String, entry: String },
    })
    t.match((await http.get(`/proposals/${group.id}`, { token })).body, { code: 'proposal/unknown' })
  })

  await t.test('leaves evidence from which anyone counts again', async t => {
    const answer = await http.get(`${path}/evidence`, { token })
    t.equal(answer.headers.get('content-type'), 'application/vnd.ipld.car')
    t.match(answer.headers.get('content-disposition'), /^attachment; filename="comunal-[a-z0-9]{10}\.car"$/)
    const { root, blocks } = accepted(readCar(answer.bytes))
    const report = await verifyDecision(root, blocks)
    t.same(report.findings, [])
    t.equal(report.ballots, 3)

    const type = { 'content-type': 'application/vnd.ipld.car' }
    const counted = await http.post('/verify', answer.bytes, { token, headers: type })
    t.match(counted.body, { what: 'decision', root, verified: true, level: 'ballots', ballots: 3, findings: [] })
    const cut = answer.bytes.slice(0, -1)
    t.match((await http.post('/verify', cut, { token, headers: type })).body, { code: 'evidence/bad' })
    t.match((await http.post('/verify', answer.bytes, { headers: type })).body, { code: 'session/bad' })
  })
})

t.test('every kind of rule and choice is told in JSON as it stands', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
  const [alice] = await people(group, 'Alice', 'Bob', 'Carla')
  await using http = await testHttp(group)
  const options = ['trees', 'benches', 'lamps']
  const priced = options.map((id, i) => ({ id, cost: 10 * (i + 1) }))
  const rules = [
    { rule: { method: 'supermajority', threshold: rational(2, 3) }, choice: { vote: 'abstain' } },
    {
      rule: { method: 'approval', options, minApprovals: 0, maxApprovals: 2, seats: 1 },
      choice: { approve: ['lamps'] },
    },
    { rule: { method: 'score', options, maxScore: 5, seats: 2 }, choice: { points: [['trees', 5]] } },
    {
      rule: {
        method: 'budget',
        options: priced,
        budget: 40,
        ballot: { type: 'ordinal', min: 1, points: [3, 2, 1] },
        selection: { rule: 'greedy' },
      },
      choice: { rank: ['lamps', 'trees'] },
    },
  ] as const
  for (const { rule, choice } of rules) {
    const proposal = await group.open({ method: rule, quorum: rational(0) })
    t.equal((await vote(http, alice, proposal, choice)).status, 201, rule.method)
    const token = await http.signIn(alice)
    t.match((await http.get(`/proposals/${proposal}/my-ballot`, { token })).body, { choice })
    const told = rule.method === 'supermajority' ? { ...rule, threshold: '2/3' } : rule
    t.match((await http.get(`/proposals/${proposal}`)).body, { method: rule.method, methodRule: told })
  }
  t.equal(at((await http.get('/proposals')).body, 'length'), 4)
})

t.test('too few voters decide nothing', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
  const [alice] = await people(group, 'Alice', 'Bob', 'Carla')
  await using http = await testHttp(group)
  const proposal = await group.open({ quorum: rational(3, 4) })
  await vote(http, alice, proposal, { vote: 'for' })
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  t.match((await http.get(`/proposals/${proposal}/tally`)).body, {
    quorum: { needed: 3, met: false },
    outcome: { accepted: false },
    final: true,
  })
  t.match((await http.get('/proposals')).body, [{ accepted: false }])
})

t.test('the factor of a member is never that of another', async t => {
  await using group = await testGroup('Gràcia')
  const everyone = await people(group, 'Alice', 'Bob', 'Carla')
  await using http = await testHttp(group)
  const proposal = await group.open()
  const told = new Set<string>()
  for (const who of everyone) {
    const token = await http.signIn(who)
    const answer = await http.get(`/proposals/${proposal}/ballot-key`, { token })
    const factor = group.clerk.factor(proposal, who.key)
    t.equal(textIn(answer, 'factor'), factor && toBase64(factor))
    told.add(textIn(answer, 'ballotKey'))
  }
  t.equal(told.size, 3)
})

t.test('what a proposal asks for besides, and how the vote stands to it', async t => {
  await using group = await testGroup('Sants')
  const [alice] = await people(group, 'Alice', 'Bob', 'Carla')
  await using http = await testHttp(group)
  const thresholds = [
    { what: 'for', of: 'cast', share: rational(2, 3) },
    { what: 'voted', of: 'eligible', share: rational(1, 2) },
  ] as const
  const proposal = await group.open({ thresholds, closesEarly: 'settled', quorum: rational(0) })
  await vote(http, alice, proposal, { vote: 'for' })
  const token = await http.signIn(alice)
  t.match((await http.get(`/proposals/${proposal}`, { token })).body, {
    closesEarly: 'settled',
    thresholds: [{ share: '2/3' }, { share: '1/2' }],
    tally: {
      checks: [
        { what: 'for', of: 'cast', share: '2/3', needed: 1, reached: 1, met: true },
        { what: 'voted', of: 'eligible', share: '1/2', needed: 2, reached: 1, met: false },
      ],
      outcome: { accepted: false, ranking: [['for'], ['against']], rounds: [] },
    },
  })
})

t.test('a member removed after the opening still votes, and sees no more than that', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await people(group, 'Alice', 'Bob', 'Carla')
  await using http = await testHttp(group)
  const before = await group.open({ title: 'Opened before?' })
  const token = await http.signIn(alice)
  t.equal((await vote(http, bob, before, { vote: 'against' })).status, 201)
  accepted(await group.act(group.steward.signer, 'member/removed', { member: alice.key, reason: '' }))
  const after = await group.open({ title: 'Opened after?' })

  t.equal((await vote(http, alice, before, { vote: 'for' })).status, 201)
  t.equal((await vote(http, alice, before, { vote: 'against' })).status, 201, 'and may change their mind')
  t.match((await http.get(`/proposals/${before}/my-ballot`, { token })).body, { choice: { vote: 'against' } })
  t.match((await http.get(`/proposals/${before}`, { token })).body, { title: 'Opened before?' })
  t.match((await http.get('/sessions/current', { token })).body, { state: 'removed' })
  const list = await http.get('/proposals', { token })
  t.same([at(list.body, 'length'), at(list.body, '0', 'title')], [1, 'Opened before?'])
  t.match((await http.get(`/proposals/${after}`, { token })).body, { code: 'member/unknown' })
  t.match((await http.get(`/proposals/${after}/ballot-key`, { token })).body, { code: 'ballot/not-entitled' })
  t.match((await http.get('/members', { token })).body, { code: 'member/unknown' })

  group.clock.advance(4 * HOUR)
  accepted(await group.clerk.close(before))
  t.match(
    (await http.get(`/proposals/${before}`, { token })).body,
    { code: 'member/unknown' },
    'nothing once it is closed',
  )
})

t.test('a vote is open for an hour at least, less what the entry takes on its way', async t => {
  await using group = await testGroup('Gràcia')
  const closing = (ms: number) => group.open({ closesAtMs: group.clock.now() + ms })
  t.type(await closing(HOUR - 20_000), 'string')
  await t.rejects(closing(HOUR - 120_000), /proposal\/bad/)
})
