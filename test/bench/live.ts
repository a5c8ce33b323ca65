import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { Locator, Response } from 'playwright-core'
import { openBrowser } from '../browser/browser.ts'
import { pageGroup } from '../browser/page-group.ts'
import { type Measurement, quantile } from './measurement.ts'

const TIMES = 15
const GOAL_MS = 200
const BARE = `<!doctype html><title>.</title><p>0</p><button onclick="fetch('/press', { method: 'POST' })">Press</button>
<script>new EventSource('/stream').onmessage = () => document.querySelector('p').textContent++</script>`

/** Milliseconds until another browser shows what happened in one: since the press, and since the node's answer to it. */
type Seen = { readonly sincePressMs: number; readonly sinceAnswerMs: number }

/**
 * How soon a vote that one browser casts shows in the tally of another, with what the test needs to press and to look;
 * beside a server that does nothing but tell one page of a press on the other.
 */
export async function benchLive(): Promise<Measurement[]> {
  const votes = await votesSeen()
  const presses = await pressesSeen()
  const row = (since: string, msOf: (seen: Seen) => number): Measurement => ({
    what: `a vote shows in the tally of another browser, since ${since}, p50`,
    ...{ measured: quantile(votes.map(msOf), 0.5), unit: 'ms', goal: { value: GOAL_MS, better: 'less' } },
    limit: { value: quantile(presses.map(msOf), 0.5), what: 'a press told by a bare server, unsigned and unkept' },
  })
  return [
    row('it was pressed', ({ sincePressMs }) => sincePressMs),
    row('the node answered that it is in', ({ sinceAnswerMs }) => sinceAnswerMs),
  ]
}

async function votesSeen(): Promise<Seen[]> {
  await using place = await pageGroup()
  const [alice, bob] = await place.group.join('Alice', 'Bob')
  const [voter, watcher] = [await place.arrive(alice), await place.arrive(bob)]
  const measured: Seen[] = []
  for (let turn = 0; turn < TIMES; turn++) {
    const proposal = await place.group.open({ title: `Plant palm ${turn}?` })
    for (const { page } of [voter, watcher]) {
      const streaming = page.waitForResponse(answer => answer.url().includes('/stream'))
      await page.goto(`/proposals/${proposal}`)
      await page.getByRole('button', { name: 'For', exact: true }).waitFor()
      await page.getByText('0 of 3 have voted').first().waitFor()
      await streaming
    }
    const shown = watcher.page.getByText('1 of 3 have voted').first()
    measured.push(await seenAfter(voter.page.getByRole('button', { name: 'For', exact: true }), shown))
  }
  return measured
}

async function pressesSeen(): Promise<Seen[]> {
  const listeners = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    if (request.url === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
      listeners.add(response)
    } else if (request.url === '/press') {
      for (const listener of listeners) listener.write('data: 1\n\n')
      response.end()
    } else response.setHeader('content-type', 'text/html').end(BARE)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  await using browser = await openBrowser()
  const visit = async () => (await browser.arrive({ origin: `http://127.0.0.1:${address.port}` })).page
  const [presser, watcher] = [await visit(), await visit()]
  for (const page of [presser, watcher]) await page.goto('/')
  while (listeners.size < 2) await new Promise(resolve => setTimeout(resolve, 10))
  const measured: Seen[] = []
  for (let turn = 1; turn <= TIMES; turn++) {
    const shown = watcher.locator('p', { hasText: new RegExp(`^${turn}$`) })
    measured.push(await seenAfter(presser.getByRole('button'), shown))
  }
  server.closeAllConnections()
  server.close()
  return measured
}

async function seenAfter(pressed: Locator, shown: Locator): Promise<Seen> {
  const isAnswer = (answer: Response) =>
    answer.request().method() === 'POST' && /\/(?:entries|press)$/.test(answer.url())
  const nowMs = () => performance.now()
  const answered = pressed.page().waitForResponse(isAnswer).then(nowMs)
  const seen = shown.waitFor().then(nowMs)
  const pressedAtMs = nowMs()
  await pressed.click()
  const [answeredAtMs, seenAtMs] = await Promise.all([answered, seen])
  return { sincePressMs: seenAtMs - pressedAtMs, sinceAnswerMs: Math.max(1, seenAtMs - answeredAtMs) }
}
