import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { livedInPages, stands } from './lived-in-pages.ts'

// Makes the pictures of the main pages: `npm run pictures`. Gràcia's own pages, and the demo's federations, on real nodes.

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
const PROGRAM = fileURLToPath(new URL('../../dist/program/cli/main.js', import.meta.url))
const DEVICES = [
  { name: 'phone', width: 360, height: 740 },
  { name: 'desktop', width: 1280, height: 800 },
] as const
const SCHEMES = ['light', 'dark'] as const

/** One page on both devices, in both themes, once what `shown` selects is there. */
async function takeAll(page: Page, name: string, url: string, shown = 'h1'): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(url)
  await stands(page)
  await page.locator(shown).first().waitFor()
  for (const device of DEVICES) {
    await page.setViewportSize(device)
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${FOLDER}${name}-${device.name}-${colorScheme}.png` })
    }
  }
}

async function pagesOfTheGroup(): Promise<void> {
  await using place = await livedInPages()
  const { alice, proposal, ranking, decided, draft } = place.lived
  const { page } = await place.arrive(alice)
  await takeAll(page, 'home', '/')
  await takeAll(page, 'vote', `/proposals/${proposal}`)
  await takeAll(page, 'ranking', `/proposals/${ranking}`)
  await takeAll(page, 'decided', `/proposals/${decided}`)
  await takeAll(page, 'draft', `/drafts/${draft}`)
  await takeAll(page, 'members', '/members')
  await takeAll(page, 'offers', '/offers')
  await takeAll(page, 'search', '/search?words=ladder')
}

/** The demo's assembly, its nodes up until the pictures are made. */
async function pagesOfTheFederation(): Promise<void> {
  const demo = spawn(process.execPath, [PROGRAM, 'demo', '--stay', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(demo, 'exit')
  try {
    const [line] = await once(createInterface(demo.stdout), 'line', { signal: AbortSignal.timeout(120_000) })
    const { nodes }: { nodes: { level: number; url: string }[] } = JSON.parse(String(line))
    const assembly = nodes.find(({ level }) => level === 0)
    if (!assembly) throw new Error('the demo has no assembly')
    await using browser = await openBrowser()
    const { page } = await browser.arrive({ origin: assembly.url })
    const asked = 'a[href^="/federation/"]'
    await takeAll(page, 'federation', '/federation', asked)
    const verdict = await page.locator(asked).first().getAttribute('href')
    await takeAll(page, 'verdict', verdict ?? '')
  } finally {
    demo.kill('SIGINT')
    await ended
  }
}

for (const name of readdirSync(FOLDER)) if (name.endsWith('.png')) rmSync(`${FOLDER}${name}`)
await pagesOfTheGroup()
await pagesOfTheFederation()
