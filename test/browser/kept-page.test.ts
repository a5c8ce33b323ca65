import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import t from 'tap'
import { PAGE } from '../../node/resources.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { testGroup } from '../support/test-core.ts'
import { testHttp } from '../support/test-http.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { open } from './keyboard.ts'
import { runningClock } from './page-group.ts'

t.setTimeout(300_000)

/** The built page in a folder of its own, where files can go and builds come. */
function pageFolder(root: string) {
  cpSync(fileURLToPath(PAGE), root, { recursive: true })
  const drop = (path: string) => {
    for (const ending of ['', '.br', '.gz']) rmSync(join(root, path + ending), { force: true })
  }
  const assets = readdirSync(join(root, 'assets'))
  return {
    /** The file of a part of the page, from its folder. */
    part(name: string): string {
      const file = assets.find(one => one.startsWith(`${name}-`) && one.endsWith('.js'))
      if (file === undefined) throw new Error(`no ${name}`)
      return `assets/${file}`
    },
    drop,
    /** Another build, which knows nothing of a file. */
    build(name: string, without: string): void {
      const worker = readFileSync(join(root, 'service-worker.js'), 'utf8').replace(`,/${without}`, '')
      if (worker.includes(without)) throw new Error(`${without} is in the worker twice`)
      drop('service-worker.js')
      drop(without)
      writeFileSync(join(root, 'service-worker.js'), worker.replace(/[0-9a-f]{16}/, name))
    },
  }
}

/** A member at a page that is kept on their device, served from a folder. */
async function keptPage(root: string) {
  await using parts = new AsyncDisposableStack()
  const group = parts.use(await testGroup('Gràcia', { clock: runningClock() }))
  const http = parts.use(await testHttp(group, { pageRoot: root }))
  const browser = parts.use(await openBrowser())
  const { page } = await browser.arrive({ origin: http.url, keepsPage: true })
  const { key, seed } = group.steward
  const kept = JSON.stringify({ key, seed: toHex(seed) })
  await page.addInitScript(device => localStorage.setItem('comunal.key', device), kept)
  const running = parts.move()
  return { page, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

/** The browser looks for another build, which takes over at once. */
async function takeUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { serviceWorker } = navigator
    const begun = serviceWorker.controller
    serviceWorker.addEventListener('controllerchange', () => {
      Reflect.set(window, 'isTaken', serviceWorker.controller !== begun)
    })
    Reflect.set(window, 'isTaken', false)
    await (await serviceWorker.ready).update()
  })
  await page.waitForFunction(() => Reflect.get(window, 'isTaken') === true)
}

const shells = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter(name => name.startsWith('comunal-shell-')).length)

t.test('a page that stands open finds its parts when the node has another build by then', async t => {
  const root = join(t.testdir({}), 'page')
  const folder = pageFolder(root)
  await using place = await keptPage(root)
  const { page } = place
  await page.goto('/')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  folder.build('1111111111111111', folder.part('members-page'))
  await takeUpdate(page)
  // What browsers keep by themselves may be gone at any time.
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache')
  await open(page.getByRole('link', { name: 'Members', exact: true }))
  await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor()
  folder.build('2222222222222222', folder.part('network-page'))
  await takeUpdate(page)
  await sees(t, () => shells(page), 2, 'no more than the build before is kept beside')
})

t.test('where the device cannot keep the page, what has not been opened is fetched all the same', async t => {
  const root = join(t.testdir({}), 'page')
  const folder = pageFolder(root)
  folder.drop(folder.part('network-page'))
  await using place = await keptPage(root)
  const { page } = place
  const fetched = page.waitForResponse(/\/members-page-/)
  await page.goto('/')
  t.equal((await fetched).status(), 200)
  await sees(t, () => shells(page), 0)
})
