import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Page } from 'playwright-core'
import { openBrowser, type Person } from '../browser/browser.ts'
import { pageGroup } from '../browser/page-group.ts'
import { type Measurement, quantile } from './measurement.ts'

/** An old phone beside this machine. */
const SLOWER = 4
const TIMES = 5
const OPEN_VOTES = 20
const BLANK = '<!doctype html><title>.</title><h1>Blank</h1><button onclick="this.textContent += 1">Press</button>'

/**
 * What somebody with an old phone waits for: the largest paint of Home, and from a press to the next paint, with the CPU
 * slowed four times; beside a page of the same server that is a heading and a button.
 */
export async function benchPage(): Promise<Measurement[]> {
  const blank = await blankPage()
  await using place = await pageGroup()
  const [alice] = await place.group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  for (let i = 0; i < OPEN_VOTES; i++) await place.group.open({ title: `Plant palm ${i}?` })
  const home = async (page: Page) => {
    await page.goto('/')
    await page
      .getByRole('link', { name: /Plant palm/ })
      .first()
      .waitFor()
  }
  const visit = () => place.arrive(alice)
  const paints = await several(() => atSlowed(visit, page => largestPaint(page, () => home(page))))
  const presses = await several(turn =>
    atSlowed(visit, async page => {
      await home(page)
      return longestPress(page, async () => {
        // Another vote each time: one that is cast is no longer asked for.
        await page.getByRole('link', { name: `Plant palm ${turn}?` }).click()
        await page.getByRole('button', { name: 'For', exact: true }).click()
        await page.getByText('Your vote is in: for.').waitFor()
      })
    }),
  )
  await using browser = await openBrowser()
  const visitBlank = () => browser.arrive({ origin: blank.origin })
  const blankPaints = await several(() => atSlowed(visitBlank, page => largestPaint(page, () => page.goto('/'))))
  const blankPresses = await several(() =>
    atSlowed(visitBlank, async page => {
      await page.goto('/')
      return longestPress(page, () => page.getByRole('button').click())
    }),
  )
  blank.close()
  const what = `a heading and a button, CPU ${SLOWER} times slower`
  return [
    {
      what: `largest paint of Home with ${OPEN_VOTES} votes, CPU ${SLOWER} times slower`,
      ...{ measured: paints, unit: 'ms', goal: { value: 2_500, better: 'less' } },
      limit: { value: blankPaints, what },
    },
    {
      what: `from a press to the next paint, CPU ${SLOWER} times slower`,
      ...{ measured: presses, unit: 'ms', goal: { value: 200, better: 'less' } },
      limit: { value: blankPresses, what },
    },
  ]
}

async function blankPage(): Promise<{ origin: string; close: () => void }> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(BLANK))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() }
}

/** @returns the median. */
async function several(measure: (turn: number) => Promise<number>): Promise<number> {
  const measured: number[] = []
  for (let turn = 0; turn < TIMES; turn++) measured.push(await measure(turn))
  return quantile(measured, 0.5)
}

/** One visit with the CPU slowed; what stays open would slow down the next. */
async function atSlowed(visit: () => Promise<Person>, measure: (page: Page) => Promise<number>): Promise<number> {
  const { page } = await visit()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const measured = await measure(page)
  await page.context().close()
  return measured
}

/** Milliseconds from the request to the largest paint (Largest Contentful Paint, W3C), once nothing larger comes. */
async function largestPaint(page: Page, visit: () => Promise<unknown>): Promise<number> {
  await visit()
  await page.waitForTimeout(1_000)
  return page.evaluate(
    () =>
      new Promise<number>(resolve => {
        new PerformanceObserver(list => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      }),
  )
}

/** Milliseconds of the slowest interaction (Event Timing, W3C); the browser reports none under 16 ms, which counts as 16. */
async function longestPress(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    const durations: number[] = []
    Reflect.set(window, 'pressed', durations)
    const options = { type: 'event', durationThreshold: 16, buffered: false }
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if (Reflect.get(entry, 'interactionId')) durations.push(entry.duration)
    }).observe(options)
  })
  await work()
  await page.waitForTimeout(500)
  const durations: number[] = await page.evaluate(() => Reflect.get(window, 'pressed'))
  return Math.max(16, ...durations)
}
