import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { buildPageIfStale } from '../../scripts/build-page-if-stale.mjs'
import { buildProgramIfStale } from '../../scripts/build-program-if-stale.mjs'

/** What a command line did. */
export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

// What `npm start` and `npx comunal` run. `npm test` has built it; a test file that is run by itself builds it here.
buildPageIfStale()
buildProgramIfStale()

/** The program that people run, built from the sources. */
export const program = fileURLToPath(new URL('../../dist/program/cli/main.js', import.meta.url))

/** The environment of a person's shell: nothing of the test runner's, and no settings of whoever runs the tests. */
export function shellEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(NODE_OPTIONS|TAP|COMUNAL_|XDG_|FORCE_COLOR)/.test(name),
  )
  // Compiled code is kept between runs, but not among what the person has.
  const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))
  return { ...Object.fromEntries(own), XDG_CACHE_HOME: cache, COMUNAL_VERIFIERS: '0', ...extra }
}

/** Runs `comunal` as a process, as a person would. */
export function comunal(args: readonly string[], env: NodeJS.ProcessEnv = {}, input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    env: shellEnvironment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {}).end(input)
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    child.on('error', reject).on('close', code => resolve({ code, stdout, stderr }))
  })
}

/** The JSON object that a command printed; a command that failed throws with what it said. */
export async function comunalJson<T>(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<T> {
  const { code, stdout, stderr } = await comunal([...args, '--json'], env)
  if (code !== 0) throw new Error(`comunal ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`)
  const value: T = JSON.parse(stdout)
  return value
}

export type RunningNode = {
  readonly url: string
  readonly setupUrl: string | null
  readonly pid: number | undefined
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Runs `comunal start` on free ports of this machine until it is stopped. */
export async function startedNode(data: string, args: readonly string[] = []): Promise<RunningNode> {
  const ports = ['--port', '0', '--listen', '/ip4/127.0.0.1/tcp/0']
  const child = spawn(process.execPath, [program, 'start', '--attached', '--data', data, '--json', ...ports, ...args], {
    env: shellEnvironment(),
    // Its standard input ends when the test does, however that ends: no node outlives its test.
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    ended.then(code => reject(new Error(`the node ended with ${code}`)))
  })
  const { url, setupUrl }: { url: string; setupUrl: string | null } = JSON.parse(line)
  return {
    url,
    setupUrl,
    pid: child.pid,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}
