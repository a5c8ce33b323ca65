import t from 'tap'
import { openCore } from '../../node/core.ts'
import { openClerk } from '../../node/domains/governance/clerk.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { proveInvitation } from '../../protocol/group/membership.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { verifyReceipt } from '../../protocol/log/receipt.ts'
import { accepted, charterFor, HOUR, NOON, person, seededBytes, testGroup } from '../support/test-core.ts'
import { at, entryText, testHttp, textIn } from '../support/test-http.ts'

const random = seededBytes('http entries')

function sign<K extends KindName>(who: Signer, log: Cid | null, kind: K, body: BodyOf<K>, seq = 1): SignedEntry {
  return author(kind, body, { log, at: NOON, seq, salt: random(16) }, who)
}

t.test('a group is founded by the one-time link, once', async t => {
  await using verifier = startVerifier(0)
  const signer = nativeSignerFromSeed(random(32))
  await using core = accepted(
    openCore({
      path: ':memory:',
      signer,
      verifier,
      now: () => NOON,
      randomBytes: seededBytes('founding'),
      log: openLogger('silent'),
    }),
  )
  await using http = await testHttp({ core, clerk: openClerk(core) }, { setupToken: 'let me in' })
  const steward = person('Maria')
  const entry = entryText(
    sign(steward.signer, null, 'group/founded', charterFor('Gràcia', steward, core.nodeKey, { name: 'Gràcia' })),
  )

  t.same((await http.get('/setup')).body, { open: true })
  t.match((await http.get('/group')).body, { code: 'group/none', status: 409 })
  t.match((await http.get('/node')).body, { group: null, name: null })
  const other = await http.post('/setup', { token: 'let me out', entry })
  t.match(other.body, { code: 'setup/bad-token' })
  t.equal(other.status, 403)
  t.match((await http.post('/entries', { entry })).body, { code: 'entry/not-for-this-log' }, 'only by the link')
  const founded = await http.post('/setup', { token: 'let me in', entry })
  t.equal(founded.status, 201)
  t.same((await http.get('/setup')).body, { open: false })
  t.match((await http.post('/setup', { token: 'let me in', entry })).body, { code: 'group/exists' })
  t.match((await http.get('/group')).body, { name: 'Gràcia', memberCount: 1, stewards: 1, admission: 'invited' })
  t.match((await http.get('/node')).body, { group: textIn(founded, 'id'), name: 'Gràcia' })
})

t.test('entries come in over HTTP, each with its place under a signed checkpoint', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
  await using http = await testHttp(group)
  const { id: log, steward, core } = group
  const invitation = nativeSignerFromSeed(random(32))
  const invited = {
    key: publicKeyHex(invitation.publicKey),
    role: 'member' as const,
    uses: 9,
    expiresAtMs: NOON + HOUR,
  }
  const joining = (name: string) => {
    const { signer, key } = person(name)
    const body = { name, invitation: { key: invited.key, proof: proveInvitation(invitation, log, key) } }
    return entryText(sign(signer, log, 'member/joined', body))
  }
  const seqOf = async (key: string) => at((await http.get(`/logs/${log}/next-seq?key=${key}`)).body, 'seq')

  await t.test('an invitation, and someone who joins by it', async t => {
    t.equal(await seqOf(steward.key), 2)
    const sent = await http.post('/entries', {
      entry: entryText(sign(steward.signer, log, 'member/invited', invited, 2)),
    })
    t.equal(sent.status, 201)
    t.match(sent.body, { log, index: 1, size: 2 })
    t.equal(await seqOf(steward.key), 3)
    group.clock.advance(1)
    t.equal((await http.post('/entries', { entry: joining('Alice') })).status, 201)
    t.match((await http.get('/members')).body, [
      { role: 'steward' },
      { name: 'Alice', role: 'member', state: 'active' },
    ])
    const { key } = person('Alice')
    t.match((await http.get(`/members/${key}`)).body, { key, did: /^did:key:z6Mk/ })
  })

  await t.test('the same entry again has the same place', async t => {
    const entry = joining('Bob')
    const first = await http.post('/entries', { entry })
    const again = await http.post('/entries', { entry })
    t.same([first.status, again.status], [201, 200])
    t.equal(at(again.body, 'index'), at(first.body, 'index'))
    t.equal(textIn(again, 'id'), textIn(first, 'id'))
    t.equal(core.ownGroup()?.range.size, at(first.body, 'size'))
  })

  await t.test('what does not hold is refused by its code, with a sentence and a next step', async t => {
    const good = sign(person('Carla').signer, log, 'member/joined', { name: 'Carla', invitation: null })
    const forged = { ...good, signature: good.signature.map((byte, i) => (i === 9 ? byte ^ 1 : byte)) }
    const refused = await http.post('/entries', { entry: entryText(forged) })
    t.equal(refused.headers.get('content-type'), 'application/problem+json; charset=utf-8')
    t.match(refused.body, { status: 422, code: 'entry/bad-signature', type: 'about:blank#entry/bad-signature' })
    t.match((await http.post('/entries', { entry: entryText(good) })).body, { code: 'invite/unknown', next: /steward/ })
    const late = { ...invited, key: person('Dora').key, expiresAtMs: 0 }
    const notAllowed = sign(person('Alice').signer, log, 'member/invited', late, 2)
    t.match((await http.post('/entries', { entry: entryText(notAllowed) })).body, {
      code: 'member/not-allowed',
      params: { role: 'member', permission: 'invite' },
      detail: /permission invite/,
    })
  })

  await t.test('what is no entry, no JSON or no request is refused by a code, too', async t => {
    const code = async (body: unknown, headers: Record<string, string> = {}) => {
      const answer = await http.post('/entries', body, { headers })
      return [answer.status, at(answer.body, 'code')]
    }
    const json = { 'content-type': 'application/json' }
    t.same(await code({ entry: 'AAA' }), [400, 'request/bad'], 'Base 64 without padding')
    t.same(await code({ entry: 'AAB=' }), [400, 'request/bad'], 'Base 64 that is not canonical')
    t.same(await code({ entry: 'AAAA' }), [422, 'entry/not-canonical'])
    t.same(await code({}), [400, 'request/bad'])
    t.same(await code({ entry: 7 }), [400, 'request/bad'])
    t.same(await code('{"entry":', json), [400, 'request/bad'])
    t.same(await code('entry', { 'content-type': 'text/html' }), [400, 'request/bad'])
    t.same(await code({ entry: 'A'.repeat(200_000) }), [413, 'request/too-large'])
    t.same(await code('{"entry":"AAAA","__proto__":{"x":1}}', json), [400, 'request/bad'])
    const missing = await http.get('/receipts/bafyreigmqrapkqp3dsubwjm2xh77khbqykelpeulx6vsxa6r4nnwudrioq')
    t.match(missing.body, { status: 404, code: 'request/not-found' })
    t.match((await http.get('/receipts/other')).body, { status: 400, code: 'request/bad' })
    t.match((await http.get('/nothing/here')).body, { status: 404, code: 'request/not-found' })
  })

  await t.test('a batch answers each entry in its order', async t => {
    const [emma, finn] = [joining('Emma'), joining('Finn')]
    const answer = await http.post('/entries/batch', { entries: [emma, 'AAAA', finn, emma] })
    t.equal(answer.status, 200)
    t.match(answer.body, {
      results: [{ index: Number }, { code: 'entry/not-canonical' }, { index: Number }, { index: Number }],
    })
    const indexes = [0, 2, 3].map(i => at(answer.body, 'results', String(i), 'index'))
    t.equal(Number(indexes[1]), Number(indexes[0]) + 1)
    t.equal(indexes[2], indexes[0], 'handed in twice, there once')
    t.match((await http.post('/entries/batch', { entries: [] })).body, { code: 'request/bad' })
    t.match((await http.post('/entries/batch', { entries: Array(1001).fill('AAAA') })).body, { code: 'request/bad' })
  })

  await t.test(
    'a receipt holds under the key of the node; whoever asks, but for a ballot while its vote is open',
    async t => {
      const proposal = await group.open()
      const alice = person('Alice')
      const ack = accepted(await group.vote(alice, proposal, { vote: 'for' }))
      t.equal((await http.get(`/receipts/${ack.id}`)).status, 404, 'its size would tell what it says')
      const token = await http.signIn(alice)
      for (const id of [log, proposal, ack.id]) {
        const { text, status } = await http.get(`/receipts/${id}`, { token })
        t.equal(status, 200)
        const receipt = accepted(verifyReceipt(text, { publicKey: core.signer.publicKey }))
        t.equal(receipt.id, id)
        t.match((await http.get(`/receipts/${id}?format=json`, { token })).body, { id, text, index: receipt.index })
        t.match((await http.post('/verify', text, { headers: { 'content-type': 'text/plain' } })).body, {
          what: 'receipt',
          verified: true,
          id,
        })
      }
      const { text } = await http.get(`/receipts/${ack.id}`, { token })
      const spoilt = text.replace(/\nindex \d+/, '\nindex 0')
      t.match((await http.post('/verify', spoilt, { headers: { 'content-type': 'text/plain' } })).body, {
        verified: false,
        findings: [{ code: 'receipt/bad' }],
      })
    },
  )

  await t.test('an entry is there by its id; a ballot only for its voter while the vote is open', async t => {
    const [proposal] = core.projections.proposals.list(1, 'open')
    const alice = person('Alice')
    const factor = proposal && group.clerk.factor(proposal, alice.key)
    if (!proposal || !factor) throw new Error('no vote')
    t.match((await http.get(`/entries/${proposal}`)).body, { kind: 'proposal/opened', by: steward.key, log })
    const ballot = sign(blindedSigner(alice.seed, factor), log, 'ballot/cast', { proposal, choice: { vote: 'for' } }, 9)
    const { body: ack } = await http.post('/entries', { entry: entryText(ballot) })
    const path = `/entries/${at(ack, 'id')}`
    t.match((await http.get(path)).body, { status: 404 })
    t.match((await http.get(path, { token: await http.signIn(steward) })).body, { status: 404 })
    t.match((await http.get(path, { token: await http.signIn(alice) })).body, { body: String })
    group.clock.advance(3 * HOUR)
    await group.clerk.settle()
    t.match((await http.get(path)).body, { body: String }, 'after the close it is part of the evidence')
  })
})
