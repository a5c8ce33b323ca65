import t from 'tap'
import { isDiskLow, storageOf } from '../../node/ops/node-health.ts'
import { openStore } from '../../node/store/open.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { testGroup } from '../support/test-core.ts'
import { at, testHttp } from '../support/test-http.ts'

t.test('a steward learns how the node is; nobody else does', async t => {
  await using group = await testGroup('Gràcia')
  const { core, steward } = group
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const proposal = await group.open({ title: 'Plant a palm?' })
  await using http = await testHttp(group)

  t.equal((await http.get('/node/health')).status, 401)
  const asMember = await http.get('/node/health', { token: await http.signIn(alice) })
  t.match(asMember.body, { code: 'member/not-allowed' })

  const token = await http.signIn(steward)
  const { body } = await http.get('/node/health', { token })
  t.match(body, {
    signaturesChecked: true,
    peers: { known: 0, connected: 0 },
    warnings: ['one-steward'],
    closings: [{ proposal, title: 'Plant a palm?' }],
    storage: { disk: null },
  })
  const own = core.ownGroup()
  t.match(at(body, 'logs'), [{ id: own?.id, what: 'group', of: 'Gràcia', entries: own?.range.size }])

  const named = { member: alice.key, role: 'steward' } as const
  await group.act(steward.signer, 'member/role-set', named)
  t.same(at((await http.get('/node/health', { token })).body, 'warnings'), [], 'with two stewards nothing is amiss')

  core.store
    .prepare('UPDATE entry SET signature = zeroblob(64) WHERE idx = ?')
    .run((core.ownGroup()?.range.size ?? 0) - 1)
  t.match((await http.get('/node/health', { token })).body, {
    signaturesChecked: false,
    warnings: ['signatures-unchecked'],
  })
})

t.test('the disk is low where a copy of the store would not fit beside it', async t => {
  const store = openStore(`${t.testdir({})}/comunal.sqlite`)
  if (isRefusal(store)) throw new Error(store.code)
  const { storeBytes, disk } = storageOf({ store })
  t.ok(storeBytes > 0)
  t.ok(disk && disk.freeBytes <= disk.totalBytes, 'a file stands on a disk')
  store.close()
  const totalBytes = 32e9
  t.equal(isDiskLow({ storeBytes: 1e9, disk: { freeBytes: 2e9, totalBytes } }), false)
  t.equal(isDiskLow({ storeBytes: 1e9, disk: { freeBytes: 1.2e9, totalBytes } }), true)
  t.equal(isDiskLow({ storeBytes: 1e9, disk: null }), false)
})
