import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { LoadOrder, LoadReport } from './load.ts'

const program = fileURLToPath(new URL('load.ts', import.meta.url))

/** Drives a load from a process of its own, so that neither the node's nor the bench's own work slows it down. */
export async function driveLoad(order: LoadOrder): Promise<LoadReport> {
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: ['pipe', 'pipe', 'inherit'] })
  let report: LoadReport | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') child.stdin.write('go\n')
    else report = JSON.parse(line)
  }
  if (!report) throw new Error('the load broke off')
  if (report.accepted !== order.count) throw new Error(`${report.accepted} of ${order.count} votes were accepted`)
  return report
}
