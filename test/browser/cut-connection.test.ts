import Database from 'better-sqlite3'
import t from 'tap'
import { storePath } from '../../node/data-folder.ts'
import { startedNode } from '../support/comunal-process.ts'
import { person } from '../support/test-core.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
import { foundInHaste } from './founding.ts'
// By keyboard alone: everything is gone to by Tab.
import { open, pick, press, write } from './keyboard.ts'
import { pageGroup } from './page-group.ts'

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
