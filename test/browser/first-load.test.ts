import type { Page } from 'playwright-core'
import t from 'tap'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

/** Compressed JavaScript that may come before Home or Decide show; the rest is fetched afterwards. */
const FIRST_SCRIPT_BYTES = 170_000
/** Files of the page itself, with its styles and pictures; each is a round trip on a slow line. */
const FIRST_FILES = 20

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
  await page.goto(path)
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  const first = [...loaded.values()].map(one => ({ ...one }))
  await devtools.detach()
  return first
}

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
