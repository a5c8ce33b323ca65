import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { program, shellEnvironment } from './comunal-process.ts'

/** `comunal witness serve`, as a process of its own. */
export type WitnessProcess = {
  readonly url: string
  readonly vkey: string
  /** How it ended: the signal that ended it, or null. */
  readonly ended: Promise<NodeJS.Signals | null>
  stop(signal?: NodeJS.Signals): Promise<NodeJS.Signals | null>
}

/** @param preload a module that the process loads first. */
export async function startedWitness(
  data: string,
  log: string,
  { preload, port = '0' }: { preload?: URL; port?: string } = {},
): Promise<WitnessProcess> {
  const args = ['--data', data, '--json', '--attached', '--log', log, '--port', port]
  const load = preload ? ['--import', preload.href] : []
  const child = spawn(process.execPath, [...load, program, 'witness', 'serve', ...args], {
    env: shellEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<NodeJS.Signals | null>(resolve => child.on('close', (_code, signal) => resolve(signal)))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    ended.then(signal => reject(new Error(`the witness ended with ${signal}`)))
  })
  const { url, vkey }: { url: string; vkey: string } = JSON.parse(line)
  return {
    url,
    vkey,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}
