import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What `npm start` runs, with its options; `npm run bench` builds it first. */
const program = fileURLToPath(new URL('../../dist/program/cli/main.js', import.meta.url))

/** A node as a person starts it, on free ports of this machine. */
export type NodeProcess = {
  readonly url: string
  /** From the start of the process to its word that it listens. */
  readonly startedInMs: number
  /** What the process holds of memory now. */
  residentMb(): number
  [Symbol.asyncDispose](): Promise<void>
}

export async function startNodeProcess(folder: string, listen = '/ip4/127.0.0.1/tcp/0'): Promise<NodeProcess> {
  const startMs = performance.now()
  const args = [
    '--max-semi-space-size=4',
    program,
    'start',
    '--attached',
    '--json',
    '--data',
    folder,
    '--port',
    '0',
    '--listen',
    listen,
  ]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    ended.then(() => reject(new Error('the node did not start')))
  })
  const startedInMs = performance.now() - startMs
  const { url }: { url?: string } = JSON.parse(line)
  if (url === undefined) throw new Error(`the node did not start: ${line}`)
  return {
    url,
    startedInMs,
    residentMb: () => residentMb(child.pid ?? 0),
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await ended
    },
  }
}

/** Resident memory of a process; of its own pages and those it shares. Linux only, like the machines a node runs on. */
export function residentMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_024
}
