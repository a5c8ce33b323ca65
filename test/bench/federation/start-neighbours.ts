import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Seat } from './found-federation.ts'

const neighbours = fileURLToPath(new URL('neighbours.ts', import.meta.url))

/** Starts the nodes of some data folders in one process of their own. */
export async function startNeighbours(seats: readonly Seat[]): Promise<AsyncDisposable> {
  const child = spawn(process.execPath, [neighbours, JSON.stringify(seats)], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return {
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
