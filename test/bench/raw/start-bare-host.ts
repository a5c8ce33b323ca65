import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { residentMb } from '../node-process.ts'

const program = fileURLToPath(new URL('bare-host.ts', import.meta.url))

/** A process with libp2p in it and nothing else: what no node can be below. */
export type BareHost = { readonly startedInMs: number; residentMb(): number; [Symbol.asyncDispose](): Promise<void> }

export async function startBareHost(): Promise<BareHost> {
  const startMs = performance.now()
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const startedInMs = performance.now() - startMs
  return {
    startedInMs,
    residentMb: () => residentMb(child.pid ?? 0),
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
