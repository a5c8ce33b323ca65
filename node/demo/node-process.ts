import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A node that runs as a process of its own. */
export type NodeProcess = {
  readonly url: string
  /** Token of the one-time link for its first steward. */
  readonly setupToken: string
  /** Resolves with a sentence if it ends before it is asked to. */
  readonly lost: Promise<string>
  stop(): Promise<void>
}

export type NodeProcessOptions = {
  /** The program that takes `start`: `cli/main.ts`. */
  readonly program: string
  readonly folder: string
  readonly name: string
  readonly signal: AbortSignal
}

/** Megabytes for what is young in memory, as `npm start` has it: a node at rest holds a fifth less. */
const SMALL_YOUNG_SPACE = ['--max-semi-space-size=4']
/** Many times what the slowest start took with thirteen nodes on two cores: a slow machine, or a busy one, plays it too. */
const START_LIMIT_MS = 120_000
/** How long a node may take to stop before it is ended. */
const STOP_LIMIT_MS = 5_000
/** Lines of a failed node's own words that are worth repeating. */
const LAST_LINES = 5

/**
 * Starts a node on a data folder, its ports free ones of this machine. It stops by itself when this process ends, however
 * that ends: its standard input closes then.
 */
export async function startNodeProcess({ program, folder, name, signal }: NodeProcessOptions): Promise<NodeProcess> {
  const address = ['--port', '0', '--listen', '/ip4/127.0.0.1/tcp/0']
  const args = [
    ...SMALL_YOUNG_SPACE,
    program,
    'start',
    '--attached',
    '--json',
    '--data',
    folder,
    '--log',
    'error',
    ...address,
  ]
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A terminal's Ctrl-C is for the demo alone: it takes its nodes down in its own time.
    detached: true,
    // A few ballots: threads of its own for checking signatures would cost each node more than they save.
    env: { ...process.env, COMUNAL_VERIFIERS: '0' },
  })
  const lastWords: string[] = []
  createInterface({ input: child.stderr }).on('line', line => {
    lastWords.push(line)
    if (lastWords.length > LAST_LINES) lastWords.shift()
  })
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(`The node of ${name} did not start: ${error.message}`))
    child.once('exit', (code, signal) =>
      resolve([`The node of ${name} ended (${signal ?? `exit ${code}`}).`, ...lastWords].join('\n')),
    )
  })
  const stop = stopOf(child, ended)
  const started = new Promise<{ url: string; setupUrl: string | null }>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', line => resolve(JSON.parse(line)))
    ended.then(sentence => reject(new Error(sentence)))
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    const limit = setTimeout(() => reject(new Error(`The node of ${name} took too long to start.`)), START_LIMIT_MS)
    limit.unref()
  })
  try {
    const { url, setupUrl } = await started
    const [, setupToken = ''] = /token=([^&]+)/.exec(setupUrl ?? '') ?? []
    return { url, setupToken, lost: ended, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function stopOf(child: ChildProcess, ended: Promise<string>): () => Promise<void> {
  return async () => {
    child.stdin?.end()
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearTimeout(force)
  }
}
