import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { NodeProcess } from '../../node/demo/node-process.ts'
import { program, shellEnvironment } from '../support/comunal-process.ts'
import type { LabHost } from './lab.ts'

export type LabNode = NodeProcess & {
  readonly host: LabHost
  readonly data: string
  /** Pulls the plug: SIGKILL, and nothing is asked. */
  kill(): Promise<void>
  /** Starts it again on the same folder and addresses. */
  restart(): Promise<void>
}

const PAGE_PORT = 4280
const PEER_PORT = 4281

/** Runs `comunal start` on a host of a lab. Others reach it over the lab's network, the test past it. */
export async function startLabNode(host: LabHost, data: string, settings: readonly string[] = []): Promise<LabNode> {
  let lose = (_: string) => {}
  const lost = new Promise<string>(resolve => {
    lose = resolve
  })
  let child = launch(host, data, settings)
  const { setupUrl } = await firstWords(child)
  const [, setupToken = ''] = /token=([^&]+)/.exec(setupUrl ?? '') ?? []
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
    lose(`${host.name} ended`)
  }
  return {
    host,
    data,
    url: `http://${host.managed}:${PAGE_PORT}`,
    setupToken,
    lost,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async restart() {
      child = launch(host, data, settings)
      await firstWords(child)
    },
  }
}

function launch({ inside, address, name }: LabHost, data: string, settings: readonly string[]): ChildProcess {
  const start = ['start', '--attached', '--json', '--data', data, '--host', '0.0.0.0', '--port', `${PAGE_PORT}`]
  const listen = ['--listen', `/ip4/${address}/tcp/${PEER_PORT}`]
  const [command = '', ...args] = [...inside, process.execPath, program, ...start, ...listen, ...settings]
  const child = spawn(command, args, { env: shellEnvironment(), stdio: ['pipe', 'pipe', 'inherit'] })
  child.once('error', error => {
    throw new Error(`the node of ${name} did not start`, { cause: error })
  })
  return child
}

/** What a node prints when it listens. */
async function firstWords(child: ChildProcess): Promise<{ setupUrl: string | null }> {
  if (!child.stdout) throw new Error('a node without output')
  const lines = createInterface({ input: child.stdout })
  const line = await Promise.race([once(lines, 'line'), once(child, 'exit')])
  return JSON.parse(String(line[0]))
}
