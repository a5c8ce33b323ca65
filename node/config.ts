import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Refusal, refuse } from '../protocol/refusal.ts'

/** How one node is set up: environment and command line in, typed and checked settings out. */
export type Config = {
  /** Folder of the store and the node's key. */
  readonly dataFolder: string
  readonly http: { readonly host: string; readonly port: number }
  /** Multiaddrs that the network host listens on; none: the node stays by itself. */
  readonly listen: readonly string[]
  /** Multiaddrs under which others reach this node, where they differ from those it listens on. */
  readonly announce: readonly string[]
  /** Nobody can connect to this node from outside: peers pass connections on to it. */
  readonly behindRouter: boolean
  /** Whether nodes of its federations are looked for on the local network, and told there where this one is. */
  readonly asksAround: boolean
  readonly logLevel: LogLevel
  /** Threads that check signatures. */
  readonly verifierThreads: number
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const
type LogLevel = (typeof LOG_LEVELS)[number]

export const DEFAULT_HTTP_PORT = 4280
export const DEFAULT_NETWORK_PORT = 4281

/** Environment variables that a node reads; anything else is left alone. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings. `COMUNAL_DATA`, `COMUNAL_HOST`, `COMUNAL_PORT`, `COMUNAL_LISTEN`, `COMUNAL_ANNOUNCE` (comma-separated
 * multiaddrs), `COMUNAL_BEHIND_ROUTER`, `COMUNAL_LOCAL`, `COMUNAL_LOG`, `COMUNAL_VERIFIERS`. Refuses with `config/bad` and the name of what does not read.
 */
export function readConfig(env: Environment): Config | Refusal {
  const port = readInteger(env.COMUNAL_PORT, DEFAULT_HTTP_PORT, 65_535)
  if (port === undefined) return refuse('config/bad', { name: 'COMUNAL_PORT' })
  const verifierThreads = readInteger(env.COMUNAL_VERIFIERS, 1, 64)
  if (verifierThreads === undefined) return refuse('config/bad', { name: 'COMUNAL_VERIFIERS' })
  const listen = readList(env.COMUNAL_LISTEN, [`/ip4/0.0.0.0/tcp/${DEFAULT_NETWORK_PORT}`])
  const behindRouter = readSwitch(env.COMUNAL_BEHIND_ROUTER, false)
  if (behindRouter === undefined) return refuse('config/bad', { name: 'COMUNAL_BEHIND_ROUTER' })
  // Nobody else is on the loopback.
  const asksAround = readSwitch(env.COMUNAL_LOCAL, !listen.every(isLoopback))
  if (asksAround === undefined) return refuse('config/bad', { name: 'COMUNAL_LOCAL' })
  const logLevel = LOG_LEVELS.find(level => level === (env.COMUNAL_LOG ?? 'warn'))
  if (!logLevel) return refuse('config/bad', { name: 'COMUNAL_LOG' })
  return {
    dataFolder: env.COMUNAL_DATA ?? defaultDataFolder(env),
    http: { host: env.COMUNAL_HOST ?? '127.0.0.1', port },
    listen,
    announce: readList(env.COMUNAL_ANNOUNCE, []),
    behindRouter,
    asksAround,
    logLevel,
    verifierThreads,
  }
}

/** `$XDG_DATA_HOME/comunal`, by default `~/.local/share/comunal`. */
function defaultDataFolder(env: Environment): string {
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'comunal')
}

function readInteger(text: string | undefined, otherwise: number, most: number): number | undefined {
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  return Number.isInteger(value) && value >= 0 && value <= most ? value : undefined
}

/** `on` or `off`; undefined where it says neither. */
function readSwitch(text: string | undefined, otherwise: boolean): boolean | undefined {
  if (text === undefined || text === '') return otherwise
  return text === 'on' ? true : text === 'off' ? false : undefined
}

function isLoopback(address: string): boolean {
  return /^\/(ip4\/127\.|ip6\/::1\/)/.test(address)
}

function readList(text: string | undefined, otherwise: readonly string[]): readonly string[] {
  if (text === undefined) return otherwise
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')
}
