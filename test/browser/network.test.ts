import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { readMemberKey } from '../../cli/member-key-file.ts'
import type { NetworkInfo } from '../../node/client/shapes.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { open } from './keyboard.ts'

t.setTimeout(300_000)

const lineOf = (page: Page, name: string): Locator =>
  page.locator('[data-peer]', { has: page.getByRole('heading', { name, exact: true }) })

/** Waits until the map draws the way to a node as it should. */
async function isDrawn(page: Page, name: string, state: 'connected' | 'lost'): Promise<void> {
  const key = await lineOf(page, name).getAttribute('data-peer')
  await page.locator(`[data-edge="${key}"].mesh-${state}`).waitFor({ state: 'attached' })
}

t.test('the map of the network turns where a node goes, and heals as it comes back', async t => {
  const folder = t.testdir()
  await using browser = await openBrowser()
  const opened = async (name: string, founding: readonly string[]) => {
    const data = join(folder, name)
    await comunalJson([...founding, '--data', data, '--name', name])
    const node = await startedNode(data)
    t.teardown(() => node.stop())
    return { data, node }
  }
  const [seat, gracia, horta] = await Promise.all([
    opened('Barcelona', ['federation', 'found']),
    opened('Gràcia', ['init']),
    opened('Horta', ['init']),
  ])
  for (const { data } of [gracia, horta]) {
    const { ticket } = await comunalJson<{ ticket: string }>(['federation', 'invite', '--data', seat.data])
    await comunalJson(['federation', 'join', ticket, '--data', data])
  }
  const { page, mishaps } = await browser.arrive({ origin: seat.node.url, width: 1280 })
  const { key, seed } = readMemberKey(join(seat.data, 'member.key'))
  const deviceKey = JSON.stringify({ key, seed: toHex(seed) })
  await page.addInitScript(kept => localStorage.setItem('comunal.key', kept), deviceKey)
  await page.goto('/federation')
  await open(page.getByRole('link', { name: 'Network' }))

  await t.test('who is there: since when, by which way, what moved', async t => {
    await isDrawn(page, 'Gràcia', 'connected')
    const since = /Connected[\s\S]*Since .*, on the local network[\s\S]*Received/
    await sees(t, () => lineOf(page, 'Gràcia').innerText(), since)
    await isDrawn(page, 'Horta', 'connected')
    await page.getByText('2 of 2 nodes connected').waitFor()
  })
  await t.test('a node that stops: the line turns, with why and when it is tried again', async t => {
    await horta.node.stop('SIGKILL')
    await isDrawn(page, 'Horta', 'lost')
    await page.getByText(/Nobody answers at its addresses.* (Next try in \d+ seconds?|Trying now)\./).waitFor()
    await sees(t, () => lineOf(page, 'Horta').innerText(), /Lost[\s\S]*Gone since/)
    await isDrawn(page, 'Gràcia', 'connected')
    t.pass('the others stay as they are')
    const said = await comunal(['network', '--data', seat.data])
    t.match(said.stdout, /1 of 2 nodes connected;/)
    t.match(said.stdout, /Horta +no, .*next try in \d+ s|Horta +no, .*dialing now/)
  })
  await t.test('away for a day, it is among what waits for the council', async () => {
    await page.clock.setSystemTime(Date.now() + 25 * 3_600_000)
    await page.goto('/')
    await open(page.getByRole('link', { name: /^One node has not been there for a day: .*Horta/ }))
    await page.getByRole('heading', { name: 'Network', level: 1 }).waitFor()
    await page.clock.setSystemTime(Date.now())
  })
  await t.test('it comes back, and the page says so by itself', async t => {
    const again = await startedNode(horta.data)
    t.teardown(() => again.stop())
    await isDrawn(page, 'Horta', 'connected')
    await sees(t, () => lineOf(page, 'Horta').innerText(), /Times lost\s*[1-9]/)
    await page.getByText('2 of 2 nodes connected').waitFor()
    const network = await comunalJson<NetworkInfo>(['network', '--data', seat.data])
    // A machine that stands still for a while loses nodes that never went.
    t.ok((network.peers.find(({ name }) => name === 'Horta')?.timesLost ?? 0) >= 1)
    await again.stop()
  })
  await t.test('by keyboard: from a node on the map to what is said of it', async t => {
    await open(page.locator('.mesh-node', { hasText: 'Gràcia' }))
    const line = page.locator('[data-peer]:target')
    await sees(t, () => line.innerText(), /Gràcia/)
  })
  t.same(mishaps, [])
})
