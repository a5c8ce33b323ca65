import { readFileSync } from 'node:fs'
import { type LeanConnection, openLeanConnection } from './lean-connection.ts'

/** What a load is to do, as JSON in the first argument. */
export type LoadOrder = {
  readonly url: string
  /** Entries in base64, one a line. */
  readonly file: string
  readonly from: number
  readonly count: number
  readonly entriesARequest: number
  readonly connections: number
  /** Requests a second, sent whether or not earlier ones are answered; null: each connection as fast as it is answered. */
  readonly requestsASecond: number | null
}

export type LoadReport = {
  readonly seconds: number
  readonly accepted: number
  /** From when a request was due until its answer. */
  readonly latenciesMs: readonly number[]
}

const order: LoadOrder = JSON.parse(process.argv[2] ?? '{}')
const url = new URL(order.url)
const requests = buildRequests()
const connections = await Promise.all(Array.from({ length: order.connections }, () => openLeanConnection(url)))
const latenciesMs: number[] = []
let accepted = 0
process.stdout.write('ready\n')
await new Promise(resolve => process.stdin.once('data', resolve))
const startMs = performance.now()
await (order.requestsASecond === null ? asFastAsAnswered() : atRate(order.requestsASecond))
const report: LoadReport = { seconds: (performance.now() - startMs) / 1_000, accepted, latenciesMs }
process.stdout.write(`${JSON.stringify(report)}\n`)
for (const connection of connections) connection.close()
process.stdin.destroy()

async function ask(connection: LeanConnection, request: Buffer, dueMs: number): Promise<void> {
  const { status, body } = await connection.send(request)
  latenciesMs.push(performance.now() - dueMs)
  if (order.entriesARequest === 1 && status === 201) accepted++
  else if (order.entriesARequest > 1 && status === 200) accepted += occurrences(body, '"checkpoint"')
  else throw new Error(`${status} ${body.toString('utf8').slice(0, 300)}`)
}

async function asFastAsAnswered(): Promise<void> {
  let next = 0
  const drive = async (connection: LeanConnection) => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      await ask(connection, request, performance.now())
    }
  }
  await Promise.all(connections.map(drive))
}

/** An open loop: a request that is due while all connections wait is late from then on, and its latency says so. */
async function atRate(aSecond: number): Promise<void> {
  const idle = [...connections]
  const due: { request: Buffer; dueMs: number }[] = []
  let next = 0
  let answered = 0
  const { promise: done, resolve, reject } = Promise.withResolvers<void>()
  const drain = () => {
    while (due.length > 0 && idle.length > 0) {
      const connection = idle.pop()
      const first = due.shift()
      if (!connection || !first) return
      ask(connection, first.request, first.dueMs).then(() => {
        idle.push(connection)
        if (++answered === requests.length) resolve()
        drain()
      }, reject)
    }
  }
  const tick = () => {
    const nowMs = performance.now()
    for (; next < requests.length && startMs + (next * 1_000) / aSecond <= nowMs; next++) {
      const request = requests[next]
      if (request) due.push({ request, dueMs: startMs + (next * 1_000) / aSecond })
    }
    drain()
    if (next < requests.length) setTimeout(tick, 1)
  }
  tick()
  await done
}

function buildRequests(): Buffer[] {
  const lines = readFileSync(order.file, 'latin1')
    .split('\n')
    .slice(order.from, order.from + order.count)
  const built: Buffer[] = []
  for (let at = 0; at < lines.length; at += order.entriesARequest) {
    const group = lines.slice(at, at + order.entriesARequest)
    const isBatch = order.entriesARequest > 1
    const body = JSON.stringify(isBatch ? { entries: group } : { entry: group[0] })
    const path = isBatch ? '/api/v1/entries/batch' : '/api/v1/entries'
    const head = `POST ${path} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`
    built.push(Buffer.from(head + body, 'latin1'))
  }
  return built
}

function occurrences(body: Buffer, text: string): number {
  let count = 0
  for (let at = body.indexOf(text); at >= 0; at = body.indexOf(text, at + text.length)) count++
  return count
}
