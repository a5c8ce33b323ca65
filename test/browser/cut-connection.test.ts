import Database from 'better-sqlite3'
import t from 'tap'
import { storePath } from '../../node/data-folder.ts'
import { startedNode } from '../support/comunal-process.ts'
import { accepted, person } from '../support/test-core.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
import { foundInHaste } from './founding.ts'
// By keyboard alone: everything is gone to by Tab.
import { open, pick, press, write } from './keyboard.ts'
import { stands } from './lived-in-pages.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

const WRITTEN = `'objection/raised', 'ballot/cast', 'argument/made'`

t.test('what is written while the node is down is signed at once and arrives later, once', async t => {
  const data = t.testdir({})
  const first = await startedNode(data)
  t.teardown(() => first.stop('SIGKILL'))
  await using browser = await openBrowser()
  const { page, mishaps } = await browser.arrive({ origin: first.url, keepsPage: false })
  await foundInHaste(page, first.setupUrl ?? '', { group: 'Eixample', founder: 'Bob' })
  await open(page.getByRole('link', { name: 'New proposal' }))
  await write(page.getByLabel('What is it about?'), 'A second ladder?')
  await press(page, 'Other ways to count')
  await pick(page.getByRole('radio', { name: /^Consent/ }))
  await press(page, 'Open the vote')
  await page.getByRole('button', { name: 'I object', exact: true }).waitFor()
  await open(page.getByText('Give a reason', { exact: true }))
  await page.getByLabel('Your reason').waitFor()
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /\/life-/.test(name)))

  await first.stop('SIGKILL')
  await page.getByText('The connection is broken; what you wrote is kept.').waitFor()
  await press(page, 'I object')
  await write(page.getByLabel('I object, because…'), 'The sparrows nest there.')
  await press(page, 'Object')
  await page.getByText('2 things are waiting to be sent.').waitFor()
  await sees(t, () => page.getByText('Signed and kept on this device.').count(), 2, 'an objection and the vote against')
  await write(page.getByLabel('Your reason'), 'A ladder is a ladder.')
  await press(page, 'Say it')
  await page.getByText('3 things are waiting to be sent.').waitFor()
  await page.getByText('A ladder is a ladder.').waitFor()

  const second = await startedNode(data, ['--port', new URL(first.url).port])
  t.teardown(() => second.stop())
  await page.getByText('Your vote is in: Against.').waitFor()
  await page.getByText('1 objection stands', { exact: true }).waitFor()
  await page.getByText('1 of 1 has voted').waitFor()
  await page.getByText('waiting to be sent').waitFor({ state: 'detached' })
  await page.getByText('Signed and kept on this device.').waitFor({ state: 'detached' })
  await second.stop()
  const store = new Database(storePath(data), { readonly: true })
  const kinds = store.prepare(`SELECT kind FROM entry WHERE kind IN (${WRITTEN}) ORDER BY idx`).pluck().all()
  store.close()
  t.same(kinds, ['objection/raised', 'ballot/cast', 'argument/made'], 'each in the log once, in order')
  t.same(
    mishaps.filter(mishap => !mishap.includes('ERR_CONNECTION_REFUSED')),
    [],
  )
})

t.test('an answer lost on its way is asked for again: nothing is done twice, and nobody notices', async t => {
  await using place = await pageGroup({ admission: { type: 'approved' } })
  const { group } = place
  const nil = person('Nil')
  await group.act(nil.signer, 'member/joined', { name: 'Nil', invitation: null })
  const { page } = await place.arrive(group.steward)
  await page.goto('/stewardship')
  let posts = 0
  await page.route('**/api/v1/entries', async route => {
    posts += 1
    if (posts > 1) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  // The first gets no answer; what the stream tells of it may be here before the second has left.
  const answered = page.waitForResponse(answer => answer.url().endsWith('/api/v1/entries'))
  await press(page, 'Admit')
  await page.getByText('Nothing is waiting for a steward.').waitFor()
  await answered
  t.equal(posts, 2)
  const admissions = group.core.store.prepare(`SELECT count(*) FROM entry WHERE kind = 'member/approved'`).pluck().get()
  t.equal(admissions, 1)
})

t.test('what fails to be read again takes away neither what is there nor what is being written', async t => {
  await using place = await pageGroup()
  const { group } = place
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const proposal = await group.open({ title: 'Plant a palm?' })
  const { page, mishaps } = await place.arrive(alice)
  await page.goto(`/proposals/${proposal}`)
  await open(page.getByText('Give a reason', { exact: true }))
  const reason = page.getByLabel('Your reason')
  await write(reason, 'It needs no water.')
  await stands(page)

  // The stream lives on: it tells of news that cannot be read.
  const reads = /\/api\/v1\/(?!stream)/
  await page.route(reads, route => route.abort('connectionreset'))
  accepted(await group.act(bob.signer, 'argument/made', { proposal, side: 'for', text: 'Shade.' }))
  await group.join('Carla')
  await page.getByText('The connection is broken; what you wrote is kept.').waitFor()
  await sees(t, () => page.getByRole('alert').count(), 0, 'the frame says so, and it alone')
  await sees(t, () => page.getByRole('heading', { level: 1 }).innerText(), 'Plant a palm?')
  await sees(t, () => reason.inputValue(), 'It needs no water.')
  await reason.and(page.locator(':focus')).waitFor()

  await page.unroute(reads)
  await page.getByText('Shade.').waitFor()
  await page.getByText('The connection is broken').waitFor({ state: 'detached' })
  t.pass('it is read as soon as it can be')
  await press(page, 'Say it')
  await page.getByRole('listitem').filter({ hasText: 'It needs no water.' }).waitFor()
  t.same(mishaps, [])
})

t.test('what is being written stays where what stands above it cannot be read at all', async t => {
  await using place = await pageGroup()
  const [alice] = await place.group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const proposal = await place.group.open({ title: 'Plant a palm?' })
  const { page, mishaps } = await place.arrive(alice)
  const reads = '**/api/v1/proposals/*/arguments'
  await page.route(reads, route => route.abort('connectionreset'))
  await page.goto(`/proposals/${proposal}`)
  await open(page.getByText('Give a reason', { exact: true }))
  const reason = page.getByLabel('Your reason')
  await write(reason, 'It needs no water.')
  await page.getByRole('alert').getByText('The node cannot be reached.').waitFor()
  await sees(t, () => reason.inputValue(), 'It needs no water.')
  await page.unroute(reads)
  await page.getByRole('alert').waitFor({ state: 'detached' })
  await sees(t, () => reason.inputValue(), 'It needs no water.', 'and it is read as soon as it can be')
  await reason.and(page.locator(':focus')).waitFor()
  t.same(mishaps, [])
})

t.test('what happens while the page still comes is not missed', async t => {
  await using place = await pageGroup()
  const { group } = place
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  await group.open({ title: 'Plant a palm?' })
  const { page } = await place.arrive(alice)
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<string>()
  const { promise: happened, resolve: hasHappened } = Promise.withResolvers<void>()
  await page.route('**/api/v1/stream*', async route => {
    isAsked(route.request().url())
    await happened
    await route.continue()
  })
  await page.goto('/')
  await page.getByRole('link', { name: 'Plant a palm?' }).waitFor()
  const { searchParams } = new URL(await asked)
  t.equal(searchParams.get('after'), `${group.core.tables.lastPosition()}`, 'from where the page began to read')
  await group.open({ title: 'And a fig tree?' })
  hasHappened()
  await page.getByRole('link', { name: 'And a fig tree?' }).waitFor()
})
