import t from 'tap'
import { fromBase64, toBase64 } from '../../protocol/bytes/base64.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { contextual } from '../../protocol/keys/context.ts'
import { type Person, person, testGroup } from '../support/test-core.ts'
import { API, at, type TestHttp, testHttp, textIn } from '../support/test-http.ts'

const DAY = 24 * 3_600_000

/** What a client sends to sign in with a challenge. */
function answerTo(challenge: string, who: Person, context: 'session' | 'entry' = 'session') {
  const signature = toBase64(who.signer.sign(contextual(context, fromBase64(challenge))))
  return { key: who.key, challenge, signature }
}

const challengeOf = async (http: TestHttp) => textIn(await http.post('/sessions/challenges'), 'challenge')

t.test('whoever holds a key of the group signs in with it', async t => {
  await using group = await testGroup('Gràcia')
  const { core, steward, clock } = group
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  await using http = await testHttp(group)

  await t.test('by a challenge that names the node and is good once', async t => {
    const challenge = await challengeOf(http)
    t.equal(fromBase64(challenge).length, 64)
    t.equal(toHex(fromBase64(challenge).slice(0, 32)), core.nodeKey, 'another node cannot pass it on as its own')
    const opened = await http.post('/sessions', answerTo(challenge, alice))
    t.equal(opened.status, 201)
    t.match(opened.body, { key: alice.key, role: 'member', token: /^[\w-]{43}$/ })
    t.match((await http.post('/sessions', answerTo(challenge, alice))).body, { code: 'session/bad-challenge' })
  })

  await t.test('not with a wrong key, another context, an old or made-up challenge', async t => {
    const refused = async (body: unknown) => at((await http.post('/sessions', body)).body, 'code')
    const wrongKey = { ...answerTo(await challengeOf(http), alice), key: steward.key }
    t.equal(await refused(wrongKey), 'session/bad-challenge')
    t.equal(await refused(answerTo(await challengeOf(http), alice, 'entry')), 'session/bad-challenge')
    t.equal(await refused(answerTo(toBase64(new Uint8Array(64)), alice)), 'session/bad-challenge')
    const old = await challengeOf(http)
    clock.advance(121_000)
    t.equal(await refused(answerTo(old, alice)), 'session/bad-challenge')
    t.equal(await refused(answerTo(await challengeOf(http), person('Nobody'))), 'member/unknown')
  })

  await t.test('and is known by the token or the cookie, which scripts cannot read', async t => {
    const opened = await http.post('/sessions', answerTo(await challengeOf(http), alice))
    const cookie = opened.headers.get('set-cookie') ?? ''
    t.match(cookie, /^comunal_session_[0-9a-f]{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/)
    const [pair = ''] = cookie.split(';')
    const token = textIn(opened, 'token')
    const me = { key: alice.key, role: 'member', name: 'Alice', state: 'active' }
    t.match((await http.get('/sessions/current', { token })).body, me)
    t.match((await http.get('/sessions/current', { headers: { cookie: `theme=dark; ${pair}` } })).body, me)
    const elsewhere = { cookie: pair, 'sec-fetch-site': 'same-site' }
    t.equal((await http.get('/sessions/current', { headers: elsewhere })).status, 401, 'a page at another port')
    t.match((await http.get('/sessions/current')).body, { status: 401, code: 'session/bad' })
    t.match((await http.get('/sessions/current', { token: 'x' })).body, { code: 'session/bad' })
    const stored = core.store.prepare<[], Uint8Array>('SELECT token_hash FROM session').pluck().all()
    t.notOk(
      stored.some(hash => Buffer.from(hash).includes(Buffer.from(token, 'base64url'))),
      'no token is stored',
    )
  })

  await t.test('until they sign out, or a month has passed', async t => {
    const [token, other] = [await http.signIn(alice), await http.signIn(alice)]
    t.equal((await http.ask('DELETE', '/sessions/current', { token })).status, 204)
    t.equal((await http.get('/sessions/current', { token })).status, 401)
    t.equal((await http.get('/sessions/current', { token: other })).status, 200)
    clock.advance(31 * DAY)
    t.equal((await http.get('/sessions/current', { token: other })).status, 401)
  })

  await t.test('a restart of the HTTP side signs nobody out', async t => {
    const token = await http.signIn(alice)
    await using again = await testHttp(group)
    t.match((await again.get('/sessions/current', { token })).body, { key: alice.key })
  })

  await t.test('of many sessions of one key the oldest end', async t => {
    const first = await http.signIn(alice)
    for (let i = 0; i < 20; i++) {
      clock.advance(1_000)
      await http.signIn(alice)
    }
    t.equal((await http.get('/sessions/current', { token: first })).status, 401)
  })

  await t.test('challenges are not given without end', async t => {
    clock.advance(60_000)
    const asked = await Promise.all(Array.from({ length: 61 }, () => http.post('/sessions/challenges')))
    const refused = asked.filter(({ status }) => status === 429)
    t.equal(refused.length, 1)
    t.match(refused[0]?.body, { code: 'request/too-many' })
    clock.advance(60_000)
    t.equal((await http.post('/sessions/challenges')).status, 201)
  })
})

t.test('who may read', async t => {
  const PRIVATE = ['/charter', '/members', '/proposals', '/federations', '/federation-proposals', '/offers', '/network']
  const PUBLIC = ['/health', '/node', '/setup', '/group']

  await t.test('of a group that reads among its members: active members, and nobody else', async t => {
    await using group = await testGroup('Gràcia', { charter: { admission: { type: 'approved' } } })
    const [alice] = await group.join('Alice')
    const waiting = person('Waiting')
    await group.act(waiting.signer, 'member/joined', { name: 'Waiting', invitation: null })
    await using http = await testHttp(group)
    if (!alice) throw new Error('nobody joined')
    const proposal = await group.open()
    const paths = [...PRIVATE, `/proposals/${proposal}`, `/proposals/${proposal}/tally`, `/entries/${proposal}`]
    const token = await http.signIn(alice)
    const pending = await http.signIn(waiting)
    for (const path of paths) {
      t.match((await http.get(path)).body, { status: 401, code: 'session/bad' }, path)
      t.match((await http.get(path, { token: pending })).body, { status: 403, code: 'member/unknown' }, path)
      t.equal((await http.get(path, { token })).status, 200, path)
    }
    for (const path of [...PUBLIC, `/receipts/${proposal}`]) t.equal((await http.get(path)).status, 200, path)
    t.match((await http.get(`/members/${waiting.key}`, { token: pending })).body, { state: 'pending' }, 'their own')

    await group.act(group.steward.signer, 'member/removed', { member: alice.key, reason: '' })
    t.match(
      (await http.get('/members', { token })).body,
      { code: 'member/unknown' },
      'at once, not at the next sign-in',
    )
  })

  await t.test('of a group that anyone may read: everyone', async t => {
    await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
    await using http = await testHttp(group)
    for (const path of [...PRIVATE, ...PUBLIC]) t.equal((await http.get(path)).status, 200, path)
    t.match((await http.get('/charter')).body, { name: 'Gràcia', decisions: { quorum: '1/2' } })
  })

  await t.test('a session steers only what its role permits', async t => {
    await using group = await testGroup('Gràcia')
    const [alice] = await group.join('Alice')
    await using http = await testHttp(group)
    if (!alice) throw new Error('nobody joined')
    const proposal = await group.open()
    const token = await http.signIn(alice)
    const close = `/proposals/${proposal}/close`
    t.match((await http.post(close)).body, { code: 'session/bad' })
    t.match((await http.post(close, {}, { token })).body, { code: 'member/not-allowed' })
    const steward = await http.signIn(group.steward)
    t.match((await http.post(close, {}, { token: steward })).body, { code: 'proposal/too-early' })
    const plan = '/federations/join-plan?ticket=comunal-ticket:x'
    t.match((await http.get(plan, { token })).body, { code: 'member/not-allowed' })
    t.match((await http.get(plan, { token: steward })).body, { code: 'federation/unreachable' }, 'no network here')
  })
})

t.test('requests from elsewhere: the API answers no other page', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  const answer = await fetch(`${http.url}${API}/group`, { headers: { origin: 'https://elsewhere.example' } })
  t.equal(answer.headers.get('access-control-allow-origin'), null)
  t.equal(answer.headers.get('cache-control'), 'no-store')
  t.equal(answer.headers.get('x-content-type-options'), 'nosniff')
})
