import t from 'tap'
import { evidenceOfVote } from '../../../node/domains/federation/evidence.ts'
import { nativeSha256 } from '../../../node/log/native-sha256.ts'
import { fromBase64 } from '../../../protocol/bytes/base64.ts'
import { publicKeyBytes, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { ballotFactor, blindPublicKey } from '../../../protocol/keys/ballot-key.ts'
import { rational } from '../../../protocol/rational.ts'
import { accepted, HOUR, testGroup } from '../../support/test-core.ts'
import { at, testHttp, textIn } from '../../support/test-http.ts'

const ZERO_COUNTS = [
  { option: 'for', ballots: 0, points: 0 },
  { option: 'against', ballots: 0, points: 0 },
  { option: 'abstain', ballots: 0, points: 0 },
]
const OPEN = { reading: 'anyone', rollCall: 'all' } as const

t.test('a roll-call open to members', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: OPEN } })
  await using http = await testHttp(group)
  const [alice, berta, carles] = await group.join('Alice', 'Berta', 'Carles', 'Dora')
  if (!alice || !berta || !carles) throw new Error('nobody joined')
  const proposal = await group.open({ rollCall: 'members', quorum: rational(0) })
  const path = `/proposals/${proposal}/roll-call`
  const scope = { type: 'everything' } as const
  accepted(await group.act(carles.signer, 'delegation/given', { scope, to: alice.key }))
  accepted(await group.vote(berta, proposal, { vote: 'against' }))
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  const token = await http.signIn(carles)
  t.match(
    (await http.get(path, { token })).body,
    { code: 'proposal/roll-call-hidden' },
    'nobody sees it before the close',
  )
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()

  t.match((await http.get(path)).body, { code: 'session/bad' }, 'a stranger does not see it')
  const { body } = await http.get(path, { token })
  const expected = [
    { voter: { key: alice.key, name: 'Alice' }, choice: { vote: 'for' } },
    { voter: { key: berta.key, name: 'Berta' }, choice: { vote: 'against' } },
  ]
  const inOrder = expected.sort((a, b) => (a.voter.key < b.voter.key ? -1 : 1))
  t.same(body, { seenBy: 'members', ballots: inOrder, represented: null }, 'a delegation stays between its two')
  t.match((await http.get(`/proposals/${proposal}`)).body, { rollCall: 'members', closed: { blinding: null } })
})

t.test('a roll-call open to all: the closing says k, and anyone holds ballots against members', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: OPEN } })
  await using http = await testHttp(group)
  const [alice, berta, carles] = await group.join('Alice', 'Berta', 'Carles', 'Dora')
  if (!alice || !berta || !carles) throw new Error('nobody joined')
  const proposal = await group.open({ quorum: rational(0) })
  accepted(await group.act(carles.signer, 'delegation/given', { scope: { type: 'everything' }, to: alice.key }))
  accepted(await group.vote(berta, proposal, { vote: 'against' }))
  const { id: cast } = accepted(await group.vote(alice, proposal, { vote: 'for' }))
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()

  const { body } = await http.get(`/proposals/${proposal}/roll-call`)
  t.match(body, { seenBy: 'all', represented: [{ voter: { name: 'Carles' }, by: { name: 'Alice' } }] })
  const { body: shown } = await http.get(`/proposals/${proposal}`)
  const blinding = fromBase64(String(at(shown, 'closed', 'blinding')))
  const key = publicKeyBytes(alice.key)
  const ballotKey = publicKeyHex(blindPublicKey(key, ballotFactor(blinding, proposal, key)))
  t.equal(textIn(await http.get(`/entries/${cast}`), 'by'), ballotKey, 'that ballot is hers')
  t.notOk('refused' in evidenceOfVote(group.core, proposal))
})

t.test('a roll-call that is the voters’ own', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
  await using http = await testHttp(group)
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const proposal = await group.open({ quorum: rational(0) })
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const token = await http.signIn(group.steward)
  const path = `/proposals/${proposal}`
  t.match((await http.get(`${path}/roll-call`, { token })).body, { status: 403, code: 'proposal/roll-call-hidden' })
  t.match((await http.get(path)).body, { rollCall: 'voter', closed: { blinding: null } })
  t.match((await http.get(`${path}/my-ballot`, { token: await http.signIn(alice) })).body, { choice: { vote: 'for' } })
})

t.test('who opens the ballot keys without being asked, or does not where all were promised it, is refused', async t => {
  for (const rollCall of ['members', 'all'] as const) {
    await using group = await testGroup('Gràcia', { charter: { privacy: OPEN } })
    const proposal = await group.open({ rollCall, quorum: rational(0) })
    group.clock.advance(3 * HOUR)
    const closing = group.core.projections.proposals.get(proposal)
    const ballots = { count: 0, root: nativeSha256(new Uint8Array()) }
    const secret = group.core.store
      .prepare<[string], { blinding: Uint8Array; seed: Uint8Array }>(
        'SELECT blinding, seed FROM proposal_secret WHERE proposal = ?',
      )
      .get(proposal)
    if (!closing || !secret) throw new Error('no vote')
    const count = { ballots: 0, counts: ZERO_COUNTS }
    const body = { proposal, ballots, seed: secret.seed, count }
    const wrong = rollCall === 'all' ? body : { ...body, blinding: secret.blinding }
    const answer = await group.core.write(group.id, 'proposal/closed', wrong)
    t.match(answer, { code: 'proposal/bad', detail: { field: 'blinding' } }, rollCall)
  }
})

t.test('a vote whose tally is hidden until the close', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: OPEN } })
  await using http = await testHttp(group)
  const [alice, berta] = await group.join('Alice', 'Berta')
  if (!alice || !berta) throw new Error('nobody joined')
  const proposal = await group.open({ liveTally: false })
  accepted(await group.act(berta.signer, 'delegation/given', { scope: { type: 'everything' }, to: alice.key }))
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  const path = `/proposals/${proposal}`
  t.match((await http.get(path)).body, { liveTally: false, tally: null, voters: 1, electorate: 3, accepted: null })
  t.match(
    (await http.get('/proposals')).body,
    [{ voters: 1, accepted: null }],
    'Berta, whom Alice speaks for, is not told of',
  )
  t.match((await http.get(`${path}/tally`)).body, { status: 409, code: 'proposal/tally-hidden' })
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  t.match((await http.get(path)).body, { voters: 2, accepted: true, tally: { final: true } })
  t.match((await http.get(`${path}/tally`)).body, { final: true, voters: 2 })
})

t.test('passing a vote on and taking it back tells nobody what the delegate has voted', async t => {
  await using group = await testGroup('Gràcia')
  const [berta, carles, dora] = await group.join('Berta', 'Carles', 'Dora')
  if (!berta || !carles || !dora) throw new Error('nobody joined')
  const proposal = await group.open()
  accepted(await group.vote(berta, proposal, { vote: 'for' }))
  accepted(await group.vote(carles, proposal, { vote: 'against' }))
  await using http = await testHttp(group)
  const token = await http.signIn(dora)
  const tally = async () => at((await http.get(`/proposals/${proposal}/tally`, { token })).body, 'counts')
  const before = await tally()
  const scope = { type: 'proposal', proposal } as const
  for (const { key } of [berta, carles]) {
    accepted(await group.act(dora.signer, 'delegation/given', { scope, to: key }))
    t.same(await tally(), before, 'passed on')
  }
  group.clock.advance(4 * HOUR)
  accepted(await group.clerk.close(proposal))
  t.match(await tally(), [{ points: 1 }, { points: 2 }], 'it is added at the close')
})
