import t from 'tap'
import { decodeSignedEntry, leafBytes } from '../../protocol/log/entry.ts'
import { testGroup } from '../support/test-core.ts'
import { at, testHttp } from '../support/test-http.ts'

t.test('a member takes everything about themselves along', async t => {
  await using group = await testGroup('Gràcia', { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } })
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  await using http = await testHttp(group)
  const proposal = await group.open({ title: 'Paint the gate?' })
  await group.vote(alice, proposal, { vote: 'for' })
  await group.vote(bob, proposal, { vote: 'against' })
  const scope = { type: 'area', area: 'garden' } as const
  await group.act(alice.signer, 'delegation/given', { scope, to: bob.key })
  const token = await http.signIn(alice)

  await t.test('what they signed, with receipts; their own ballot, and nobody else’s', async t => {
    const { body, text } = await http.get('/my-file', { token })
    t.match(body, {
      comunal: 'member',
      v: 1,
      group: { id: group.id, name: 'Gràcia', nodeKey: group.core.nodeKey },
      member: { key: alice.key, name: 'Alice', role: 'member', state: 'active' },
      entries: [
        { kind: 'member/joined', body: { name: 'Alice' }, receipt: /^c2sp\.org\/tlog-proof@v1/ },
        { kind: 'delegation/given', body: { scope, to: bob.key } },
      ],
      votes: [
        {
          proposal,
          title: 'Paint the gate?',
          state: 'open',
          ballot: { choice: { vote: 'for' }, receipt: /^c2sp\.org\/tlog-proof@v1/ },
          onPaper: false,
        },
      ],
      delegations: { mine: [{ to: bob.key }] },
    })
    t.notMatch(text, 'against')
    const signed = at(body, 'entries', '0', 'signed')
    const entry = typeof signed === 'string' ? decodeSignedEntry(Buffer.from(signed, 'base64')) : undefined
    t.ok(entry && 'header' in entry && leafBytes(entry).length > 0, 'and each as it was signed')
  })

  await t.test('it is told to nobody but them', async t => {
    t.match((await http.get('/my-file')).body, { code: 'session/bad' }, 'though anyone may read the group')
    const other = (await http.get('/my-file', { token: await http.signIn(bob) })).body
    t.match(other, {
      member: { name: 'Bob' },
      delegations: { mine: [] },
      votes: [{ ballot: { choice: { vote: 'against' } } }],
    })
  })
})

t.test('leaving', async t => {
  await using group = await testGroup('Gràcia')
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const { steward } = group
  const gone = (cause?: true) => ({ member: steward.key, reason: '', ...(cause ? { cause } : {}) })

  await t.test('the last steward cannot, nor step down, in whatever words', async t => {
    const refused = { code: 'member/last-steward' }
    t.match(await group.act(steward.signer, 'member/removed', gone()), refused)
    t.match(await group.act(steward.signer, 'member/removed', gone(true)), refused)
    t.match(await group.act(steward.signer, 'member/role-set', { member: steward.key, role: 'member' }), refused)
    t.match(await group.act(alice.signer, 'member/removed', gone()), { code: 'member/not-allowed' })
  })

  await t.test('once there is another, who is then the last', async t => {
    await group.act(steward.signer, 'member/role-set', { member: alice.key, role: 'steward' })
    t.notMatch(await group.act(steward.signer, 'member/removed', gone()), { refused: true })
    const leaving = { member: alice.key, reason: '' }
    t.match(await group.act(alice.signer, 'member/removed', leaving), { code: 'member/last-steward' })
  })
})
