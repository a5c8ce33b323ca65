import t from 'tap'
import { rebuild } from '../../node/rebuild.ts'
import { cliGroup } from '../support/cli-group.ts'
import { livedInGroup } from '../support/lived-in-group.ts'
import { accepted, HOUR, testClock, testGroup } from '../support/test-core.ts'
import { draftsOf } from '../support/test-drafts.ts'
import { testMesh } from '../support/test-federation.ts'
import { at, testHttp } from '../support/test-http.ts'

const found = (body: unknown) =>
  Array.isArray(body) ? body.map(one => `${at(one, 'type')}: ${at(one, 'title')}`) : [JSON.stringify(body)]

t.test('everything that people wrote is found by its words, newest first', async t => {
  await using mesh = testMesh(testClock())
  const { group, alice } = await livedInGroup(mesh)
  await using http = await testHttp(group)
  const token = await http.signIn(alice)
  const search = async (words: string) =>
    found((await http.get(`/search?words=${encodeURIComponent(words)}`, { token })).body)

  t.same(await search('ladder'), ['offer: Ladder', 'proposal: Buy a second ladder?'])
  t.same(await search('lad'), ['offer: Ladder', 'proposal: Buy a second ladder?'], 'the last word may be begun only')
  t.same(await search('heavy'), ['argument: Buy a second ladder?'], 'an argument by the title of what it is about')
  t.same(await search('JULIA'), ['member: Júlia'], 'accents and capitals do not matter')
  t.same(await search('tiles'), ['draft: Mend the roof?'], 'a draft by any of its versions')
  t.same(await search('workshop'), ['proposal: Share one workshop?', 'federation-proposal: Share one workshop?'])
  t.same(await search('keys'), ['proposal: Coordinator', 'election: Coordinator'])
  t.same(await search('palm yard'), ['initiative: Plant a palm?'], 'all the words')
  t.same(await search('palm gate'), [])
  t.same(await search('buy paint'), ['task: Buy paint'])
  t.same(await search('slate'), ['amendment: Mend the roof?'], 'an amendment by the title of its draft')
  t.same(await search('no money'), ['veto: Share one workshop?'], 'a veto by what it is about')
  for (const words of ['', ' ', '"', 'AND', 'title:', '*', ')(', 'NEAR(a b)', "'; DROP TABLE entry"]) {
    t.same(await search(words), [], `nothing is a command: ${words}`)
  }

  const first = await http.get('/activity', { token })
  t.match(found(first.body)[0], /^offer: /, 'what has happened, newest first')
  t.ok(found(first.body).includes('decision: Paint the gate?'))
  t.ok(found(first.body).includes('verdict: Share one workshop?'))
  for (const news of ['task: Buy paint', 'amendment: Mend the roof?', 'panel: Rules panel', 'group-joined: Eixample']) {
    t.ok(found(first.body).includes(news), news)
  }
  const after = Number(at(first.body, '0', 'position'))
  t.same((await http.get(`/activity?after=${after}`, { token })).body, [], 'nothing since')
  await group.open({ title: 'A new gate?' })
  t.same(found((await http.get(`/activity?after=${after}`, { token })).body), ['proposal: A new gate?'])
})

t.test('who may not read finds nothing', async t => {
  await using group = await testGroup('Gràcia')
  const [alice] = await group.join('Alice')
  await group.open({ title: 'Secret plan?' })
  await using http = await testHttp(group)
  t.match((await http.get('/search?words=secret')).body, { code: 'session/bad' })
  t.match((await http.get('/activity')).body, { code: 'session/bad' })
  if (!alice) throw new Error('nobody joined')
  const token = await http.signIn(alice)
  t.same(found((await http.get('/search?words=secret', { token })).body), ['proposal: Secret plan?'])
  t.same(found((await http.get('/search?words=alice', { token })).body), ['member: Alice'])
  accepted(await group.act(alice.signer, 'member/removed', { member: alice.key, reason: '' }))
  t.match((await http.get('/search?words=secret', { token })).body, { code: 'member/unknown' }, 'nor who has left')
  const steward = await http.signIn(group.steward)
  t.same((await http.get('/search?words=alice', { token: steward })).body, [], 'who has left is not found')
})

t.test('an announcement to everybody is found, one to stewards is not', async t => {
  await using group = await testGroup('Gràcia')
  const said = { text: '', priority: 'normal', untilMs: group.core.now() + HOUR, passes: null } as const
  for (const audience of ['all', 'stewards'] as const) {
    const title = `Water for ${audience}`
    accepted(await group.act(group.steward.signer, 'bulletin/published', { ...said, title, audience }))
  }
  await using http = await testHttp(group)
  const token = await http.signIn(group.steward)
  t.same(found((await http.get('/search?words=water', { token })).body), ['bulletin: Water for all'])
})

t.test('what was erased is not found, and a rebuilt node finds what it did before', async t => {
  await using group = await testGroup('Gràcia')
  const draft = await draftsOf(group).start(group.steward, { title: 'Lemon tree?' })
  await group.open({ title: 'Orange tree?' })
  await using http = await testHttp(group)
  const token = await http.signIn(group.steward)
  const search = async () => found((await http.get('/search?words=tree', { token })).body)
  t.same(await search(), ['proposal: Orange tree?', 'draft: Lemon tree?'])
  rebuild(group.core)
  t.same(await search(), ['proposal: Orange tree?', 'draft: Lemon tree?'])
  group.core.store.prepare('UPDATE entry SET body = NULL WHERE kind = ?').run('draft/started')
  t.same(await search(), ['proposal: Orange tree?'])
  t.type(draft, 'string')
})

t.test('an index of a version that read less is made anew', async t => {
  await using group = await testGroup('Gràcia')
  await group.open({ title: 'Orange tree?' })
  await using http = await testHttp(group)
  const token = await http.signIn(group.steward)
  const search = async () => found((await http.get('/search?words=tree', { token })).body)
  t.same(await search(), ['proposal: Orange tree?'])
  group.core.store.exec("DELETE FROM written; UPDATE meta SET value = 'fewer' WHERE name = 'search/kinds'")
  t.same(await search(), ['proposal: Orange tree?'])
})

t.test('search on the command line', async t => {
  await using cli = await cliGroup(t.testdir())
  await cli.group.open({ title: 'Pintem la tanca?', text: 'Verda.' })
  const { stdout } = await cli.run(cli.group.steward, 'search', 'tanca', 'verd')
  t.match(stdout, /proposal .*Pintem la tanca\?/)
  t.match((await cli.run(cli.group.steward, 'search', 'palm')).stdout, 'Nothing has all these words.')
  await cli.group.open({ title: 'Blue\u001b[2J\u202e gate' })
  const hostile = (await cli.run(cli.group.steward, 'search', 'blue')).stdout
  t.notOk(hostile.includes('\u001b') || hostile.includes('\u202e'), 'what steers a terminal is not printed')
})
