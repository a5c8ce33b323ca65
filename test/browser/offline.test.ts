import Database from 'better-sqlite3'
import t from 'tap'
import { storePath } from '../../node/data-folder.ts'
import { startedNode } from '../support/comunal-process.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
import { foundInHaste } from './founding.ts'
// By keyboard alone: everything is gone to by Tab.
import { open, press, write } from './keyboard.ts'

t.setTimeout(300_000)

t.test('the page opens without the node, takes a vote, and sends it once', async t => {
  const data = t.testdir({})
  const first = await startedNode(data)
  t.teardown(() => first.stop('SIGKILL'))
  await using browser = await openBrowser()
  const { page, mishaps } = await browser.arrive({ origin: first.url, keepsPage: true })
  await foundInHaste(page, first.setupUrl ?? '', { group: 'Eixample', founder: 'Bob' })
  await open(page.getByRole('link', { name: 'New proposal' }))
  await write(page.getByLabel('What is it about?'), 'A second ladder?')
  await press(page, 'Open the vote')
  await page.getByRole('button', { name: 'For', exact: true }).waitFor()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  // What the page reads from now on is kept.
  await page.reload()
  await page.getByRole('button', { name: 'For', exact: true }).waitFor()
  await open(page.getByRole('link', { name: 'Decide', exact: true }))
  const link = page.getByRole('link', { name: 'A second ladder?' })
  await link.waitFor()

  await first.stop('SIGKILL')
  await page.reload()
  await link.waitFor()
  await page.getByText(/^You see what this device read/).waitFor()
  t.pass('the page opens with what was last seen, and says so')
  await open(link)
  await press(page, 'For')
  await page.getByText('Signed and kept on this device.').waitFor()
  await page.getByText('One thing is waiting to be sent.').waitFor()
  await page.reload()
  await page.getByText('One thing is waiting to be sent.').waitFor()
  await page.getByText('Signed and kept on this device.').waitFor()
  t.pass('a vote is signed at once, and waits through another opening')

  const sent: string[] = []
  page.on('request', request => {
    if (request.method() === 'POST' && request.url().endsWith('/entries')) sent.push(request.url())
  })
  const second = await startedNode(data, ['--port', new URL(first.url).port])
  t.teardown(() => second.stop())
  await page.getByText('1 of 1 has voted').waitFor()
  await page.getByText('waiting to be sent').waitFor({ state: 'detached' })
  await page.getByText('You see what this device read').waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('1 of 1 has voted').waitFor()
  t.ok(sent.length >= 1, 'sent by the page once the node is there')

  const federation = page.getByRole('link', { name: 'Federation', exact: true })
  await open(federation)
  await page.getByRole('heading', { level: 1, name: 'Federation' }).waitFor()
  // What is not answered yet when the page is left is not kept either.
  await page.getByText('This group is on its own.').waitFor()
  const streaming = page.waitForResponse(answer => answer.url().includes('/stream'))
  await page.goto('/')
  await Promise.all([streaming, federation.waitFor()])
  process.kill(second.pid ?? 0, 'SIGSTOP')
  await open(federation)
  await page.getByText('You see what this device read').waitFor()
  process.kill(second.pid ?? 0, 'SIGCONT')
  await page.getByText('You see what this device read').waitFor({ state: 'detached' })
  t.pass('what stood in for an answer that took too long is read again, though the connection never broke')
  await second.stop()
  const store = new Database(storePath(data), { readonly: true })
  const ballots = store.prepare(`SELECT count(*) FROM entry WHERE kind = 'ballot/cast'`).pluck().get()
  store.close()
  t.equal(ballots, 1, 'and in the log once')
  t.same(
    mishaps.filter(mishap => !mishap.includes('ERR_CONNECTION_REFUSED')),
    [],
  )
})

t.test('an update of the page is never hidden behind what was kept of the old one', async t => {
  const node = await startedNode(t.testdir({}))
  t.teardown(() => node.stop())
  await using browser = await openBrowser()
  const { page } = await browser.arrive({ origin: node.url, keepsPage: true })
  await page.goto('/')
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const [shell] = (await caches.keys()).filter(name => name.startsWith('comunal-shell-'))
    const cache = await caches.open(shell ?? '')
    await cache.put('/', new Response('<h1>Old page</h1>', { headers: { 'content-type': 'text/html' } }))
  })
  // A node that takes longer than the page waits for it is not there.
  const oldPages = async () => {
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    return page.getByText('Old page').count()
  }
  await sees(t, oldPages, 0, 'while the node is there, what it serves is what is shown')
  const kept = await page.evaluate(async () => {
    const requests = (
      await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()))
    ).flat()
    return requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)
  })
  t.ok(kept.length > 10)
  t.same(
    kept.filter(one => !one.startsWith('GET ') || /\/api\/.*(entries|next-seq|stream|evidence)/.test(one)),
    [],
    'nothing that was sent is kept, nor what would be wrong by tomorrow',
  )
})
