import type { Page } from 'playwright-core'
import t from 'tap'
import { stands } from './lived-in-pages.ts'
import { mainThreadDuring } from './main-thread.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

/** Compressed JavaScript that may come before Home or Decide show; the rest is fetched afterwards. */
const FIRST_SCRIPT_BYTES = 170_000
/** Files of the page itself, with its styles and pictures; each is a round trip on a slow line. */
const FIRST_FILES = 20

/** The rest of the page comes by a timer: here never, however long the first load takes on this machine. */
async function withoutTheRest(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { setTimeout } = window
    Reflect.set(window, 'setTimeout', (work: () => void, ms: number) => (ms >= 4_000 ? 0 : setTimeout(work, ms)))
  })
}

type Loaded = { readonly url: string; readonly type: string; bytes: number }

/** What comes over the line, with the bytes as they come, until the page has been painted with what it is about. */
async function loadOf(page: Page, path: string, heading: string): Promise<readonly Loaded[]> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  // A slow phone: what does not depend on speed has to hold there, too.
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const loaded = new Map<string, Loaded>()
  devtools.on('Network.responseReceived', ({ requestId, response: { url }, type }) => {
    loaded.set(requestId, { url, type, bytes: 0 })
  })
  // Of the bodies: what the answers say of themselves besides is not JavaScript.
  devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const one = loaded.get(requestId)
    if (one) one.bytes += encodedDataLength
  })
  await withoutTheRest(page)
  await page.goto(path)
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  await stands(page)
  const first = [...loaded.values()].map(one => ({ ...one }))
  await devtools.detach()
  return first
}

/** An old phone is four times slower than the machine that the goals are held against, and that one may be busy. */
const OLD_PHONE = 4
const LARGEST_PAINT_MS = 2_500
const INTERACTION_MS = 200
const MARGIN = 3
const OPEN_VOTES = 8
/** Cards that a phone shows, and those about to come into view. */
const TALLIES_ASKED = 7

t.test('Home is there soon and answers a press at once, as far as the page itself can tell', async t => {
  await using place = await pageGroup()
  const [alice] = await place.group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  for (let vote = 0; vote < OPEN_VOTES; vote++) await place.group.open({ title: `Plant palm ${vote}?` })
  const { page } = await place.arrive(alice)
  await withoutTheRest(page)
  const tallies = new Set<string>()
  page.on('request', request => {
    if (request.url().endsWith('/tally')) tallies.add(request.url())
  })
  const vote = page.getByRole('link', { name: /Plant palm/ }).first()
  const load = await mainThreadDuring(page, async () => {
    await page.goto('/')
    await vote.waitFor()
    await page.getByText('0 of 2 have voted').first().waitFor()
  })
  const loadMs = (LARGEST_PAINT_MS / OLD_PHONE) * MARGIN
  t.ok(load.totalMs > 0 && load.totalMs < loadMs, `Home: ${load.totalMs.toFixed()} of ${loadMs} ms of CPU time`)
  t.ok(tallies.size > 0 && tallies.size <= TALLIES_ASKED, `${tallies.size} tallies are asked for, of ${OPEN_VOTES}`)

  const opening = await mainThreadDuring(page, async () => {
    await vote.click()
    await page.getByRole('button', { name: 'For', exact: true }).waitFor()
  })
  const voting = await mainThreadDuring(page, async () => {
    await page.getByRole('button', { name: 'For', exact: true }).click()
    await page.getByText('Your vote is in: for.').waitFor()
  })
  const pressMs = (INTERACTION_MS / OLD_PHONE) * MARGIN
  for (const [what, { longestTaskMs }] of Object.entries({ opening, voting })) {
    t.ok(longestTaskMs > 0 && longestTaskMs < pressMs, `${what}: ${longestTaskMs.toFixed()} of ${pressMs} ms at once`)
  }
  t.comment(`Home: ${load.totalMs.toFixed()} ms of CPU time, the longest task ${load.longestTaskMs.toFixed()} ms`)
  t.same(place.mishaps(), [])
})

t.test('Home and Decide come with little, from the node alone', async t => {
  await using place = await pageGroup()
  const [alice] = await place.group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  await place.group.open({ title: 'Plant a palm?' })
  for (const path of ['/', '/decided']) {
    const { page } = await place.arrive(alice)
    const loaded = await loadOf(page, path, 'Decide')
    const scripts = loaded.filter(({ type }) => type === 'Script')
    const bytes = scripts.reduce((sum, one) => sum + one.bytes, 0)
    t.ok(bytes > 0 && bytes < FIRST_SCRIPT_BYTES, `${path}: ${bytes} bytes of compressed JavaScript`)
    const files = loaded.filter(({ url }) => !url.includes('/api/'))
    t.ok(files.length <= FIRST_FILES, `${path}: ${files.length} files`)
    t.comment(`${path}: ${bytes} bytes of JavaScript in ${scripts.length} files, ${loaded.length} requests in all`)
  }
  t.same(place.mishaps(), [], 'nothing is asked of another host')
})
