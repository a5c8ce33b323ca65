import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { foundFederation } from '../federation/found-federation.ts'
import { quantile } from '../measurement.ts'
import { residentMb } from '../node-process.ts'
import { type Sample, slopePerHour } from './trend.ts'

/**
 * `npm run soak [-- --minutes 10 --rate 50 --nodes 4]`: groups' nodes, each a process of its own, publish so many offers a
 * second together for so long. Prints the memory of each as it goes: what the system has given it, which a heap that is
 * rarely collected makes up in steps, and what is in use after a collection, where a leak would show. At the end the slopes
 * of both after the first fifth and in the last third, and how long an offer took from its writer's commit to that of the others.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '50' },
    nodes: { type: 'string', default: '4' },
  },
})
const [lastsMs, rate, count] = [Number(values.minutes) * 60_000, Number(values.rate), Number(values.nodes)]
const TICK_MS = 1_000
const ROWS = 20
const PATIENCE_MS = 60_000

type Word = { readonly log: string; readonly own: boolean; readonly size: number; readonly atMs: number }
type Live = { readonly liveMb: number }
type SoakNode = {
  readonly name: string
  readonly child: ChildProcess
  readonly memory: Sample[]
  readonly live: Sample[]
}

const program = fileURLToPath(new URL('soak-node.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'comunal-soak-'))
const say = (line: string) => void process.stdout.write(`${line}\n`)
/** When each size of each feed was committed by its writer. */
const written = new Map<string, Map<number, number>>()
/** Size of each feed as each node holds it. */
const held = new Map<string, Map<string, number>>()
const latenciesMs: number[] = []
let startMs = 0

function note(name: string, { log, own, size, atMs }: Word): void {
  const times = written.get(log) ?? new Map<number, number>()
  written.set(log, times)
  const sizes = held.get(log) ?? new Map<string, number>()
  held.set(log, sizes)
  const before = sizes.get(name) ?? 0
  sizes.set(name, size)
  // A reader's word may come before the writer's.
  if (!own) setTimeout(() => compare(times, before, size, atMs), TICK_MS)
  else for (let each = before + 1; each <= size; each++) times.set(each, atMs)
  const forgotten = Math.min(...sizes.values()) - 50 * rate
  for (const old of times.keys()) if (old < forgotten) times.delete(old)
}

/** Of every entry that a node got at a moment: how long after its writer had committed it. */
function compare(times: ReadonlyMap<number, number>, before: number, size: number, atMs: number): void {
  for (let each = before + 1; each <= size; each++) {
    const since = times.get(each)
    if (since !== undefined) latenciesMs.push(Math.max(0, atMs - since))
  }
}

async function main(): Promise<boolean> {
  const seats = await foundFederation(folder, count - 1)
  const nodes = seats.map((seat, i): SoakNode => {
    const name = i === 0 ? 'federation' : `group ${i}`
    const args = ['--max-semi-space-size=4', '--expose-gc', program, JSON.stringify(seat)]
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin?.on('error', () => {})
    const live: Sample[] = []
    const hear = (word: Word | Live) => {
      if ('log' in word) note(name, word)
      else live.push({ atMs: performance.now() - startMs, value: word.liveMb })
    }
    if (child.stdout) createInterface({ input: child.stdout }).on('line', line => hear(JSON.parse(line)))
    return { name, child, memory: [], live }
  })
  try {
    await together(nodes.length)
    await new Promise(resolve => setTimeout(resolve, 2 * TICK_MS))
    latenciesMs.length = 0
    say(`${['minute', ...nodes.map(({ name }) => name), 'p50 ms', 'p99 ms'].join('\t')}   (memory given/in use, in MB)`)
    await publish(nodes)
    await together(nodes.length)
    await new Promise(resolve => setTimeout(resolve, 2 * TICK_MS))
    return summary(nodes)
  } finally {
    for (const { child } of nodes) {
      child.stdin?.end()
      if (child.exitCode === null) await once(child, 'exit')
    }
  }
}

/** Waits until every node holds as much of each feed as every other. */
async function together(nodes: number): Promise<void> {
  const startMs = performance.now()
  const isWhole = () =>
    held.size === nodes - 1 &&
    [...held.values()].every(sizes => sizes.size === nodes && new Set(sizes.values()).size === 1)
  while (!isWhole()) {
    if (performance.now() - startMs > PATIENCE_MS) throw new Error('the nodes did not come together')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

async function publish(nodes: readonly SoakNode[]): Promise<void> {
  startMs = performance.now()
  const writers = nodes.slice(1)
  let published = 0
  let rows = 0
  for (let passedMs = 0; passedMs < lastsMs; passedMs = performance.now() - startMs) {
    for (const node of nodes) node.memory.push({ atMs: passedMs, value: residentMb(node.child.pid ?? 0) })
    const due = Math.floor(((passedMs + TICK_MS) / 1_000) * rate) - published
    for (const [i, { child }] of writers.entries()) {
      const share = Math.floor((due * (i + 1)) / writers.length) - Math.floor((due * i) / writers.length)
      for (let each = 0; each < share; each++) setTimeout(() => child.stdin?.write('1\n'), (each / share) * TICK_MS)
    }
    published += due
    if (passedMs >= (rows * lastsMs) / ROWS) {
      rows++
      const memory = nodes.map(({ memory, live }) =>
        [memory, live].map(of => (of.at(-1)?.value ?? 0).toFixed(0)).join('/'),
      )
      for (const { child } of nodes) child.stdin?.write('live\n')
      const recent = latenciesMs.slice(-2_000)
      const latency = recent.length > 0 ? [0.5, 0.99].map(share => quantile(recent, share).toFixed(0)) : ['', '']
      say([(passedMs / 60_000).toFixed(1), ...memory, ...latency].join('\t'))
    }
    await new Promise(resolve => setTimeout(resolve, TICK_MS))
  }
}

/** Whether everything arrived everywhere. */
function summary(nodes: readonly SoakNode[]): boolean {
  const entries = [...held.values()].map(sizes => Math.max(...sizes.values()) - 1).reduce((sum, size) => sum + size, 0)
  say(`\n${entries.toLocaleString('en')} entries, held by every node`)
  say(`latency p50 ${quantile(latenciesMs, 0.5).toFixed(0)} ms, p99 ${quantile(latenciesMs, 0.99).toFixed(0)} ms`)
  for (const { name, memory, live } of nodes) say(`${name}: given ${course(memory)}; in use ${course(live)}`)
  return entries > 0
}

/** How a memory went after the first fifth: its first and its last value, and its slope, then and in the last third alone. */
function course(samples: readonly Sample[]): string {
  const since = (share: number) => samples.filter(({ atMs }) => atMs >= lastsMs * share)
  const warm = since(1 / 5)
  const [first, last] = [warm[0]?.value ?? 0, warm.at(-1)?.value ?? 0]
  const [slope, lately] = [warm, since(2 / 3)].map(part => slopePerHour(part).toFixed(1))
  return `${first.toFixed(0)} to ${last.toFixed(0)} MB, ${slope} MB an hour, ${lately} in the last third`
}

try {
  process.exitCode = (await main()) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
