import { Command } from 'commander'
import { granted, stopWith } from '../../node/client/problem.ts'
import { type Config, readConfig } from '../../node/config.ts'
import { readNodeAddress, removeNodeAddress, writeNodeAddress } from '../../node/node-address.ts'
import { isRefusal, refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { EXIT } from '../exit.ts'
import { gather } from '../read-option.ts'

type StartOptions = {
  port?: string
  host?: string
  listen?: readonly string[]
  announce?: readonly string[]
  behindRouter?: true
  local: boolean
  log?: string
  attached?: true
}

/** A second Ctrl-C within this time is the terminal's echo of the first; after it, somebody will not wait. */
const ECHO_MS = 3_000

/** `comunal start`: runs the node until Ctrl-C or a service manager's signal. */
export function startCommand(): Command {
  return new Command('start')
    .description('run the node until Ctrl-C')
    .option('--port <number>', 'port of the page and the API; 0 takes a free one')
    .option('--host <address>', 'address to listen on: 0.0.0.0 for everyone on the network')
    .option('--listen <multiaddr>', 'where other nodes reach this one; once for each', gather)
    .option('--announce <multiaddr>', 'how others see that address, where it differs; once for each', gather)
    .option('--behind-router', 'nobody can connect to this node from outside: peers pass connections on to it')
    .option('--no-local', 'neither ask nor tell on the local network where nodes are')
    .option('--log <level>', 'silent, error, warn, info or debug')
    .option('--attached', 'stop also when standard input ends: for programs that start nodes')
    .action(async (options: StartOptions, command: Command) => {
      await start(contextOf(command), options)
      // All is stopped and let go; libp2p has a timer of a second left, which nobody has to wait for.
      process.stdout.write('', () => process.exit(EXIT.done))
    })
}

async function start({ output, dataFolder, pen }: Context, options: StartOptions): Promise<void> {
  const config = configOf(dataFolder, options)
  const { holdDataFolder } = await import('../../node/data-folder.ts')
  const held = holdDataFolder(dataFolder)
  const running = isRefusal(held) ? readNodeAddress(dataFolder) : undefined
  if (running) return output.result({ ...running, running: true }, () => `A node runs here already: ${running.url}`)
  using _held = granted(held)
  const signals = listenForSignals(options.attached === true)
  const [{ startApp }, { openLogger }] = await Promise.all([
    import('../../node/app.ts'),
    import('../../node/ops/logger.ts'),
  ])
  const app = granted(await startApp(config, { ...pen, log: openLogger(config.logLevel) }).catch(explainStart(config)))
  try {
    const { url, setupUrl } = app
    writeNodeAddress(dataFolder, { url, pid: process.pid })
    output.result({ url, setupUrl, pid: process.pid }, () =>
      [
        `Comunal runs at ${url}`,
        ...(setupUrl ? ['', 'It keeps no group yet. This link founds one; it works once:', `  ${setupUrl}`, ''] : []),
        'Ctrl-C stops it.',
      ].join('\n'),
    )
    await signals.first
    signals.stopping()
  } finally {
    removeNodeAddress(dataFolder)
    await app.stop()
    signals.stopped()
  }
}

function configOf(dataFolder: string, options: StartOptions): Config {
  const { port, host, listen, announce, behindRouter, local, log } = options
  return granted(
    readConfig({
      ...process.env,
      COMUNAL_DATA: dataFolder,
      ...(port === undefined ? {} : { COMUNAL_PORT: port }),
      ...(host === undefined ? {} : { COMUNAL_HOST: host }),
      ...(listen === undefined ? {} : { COMUNAL_LISTEN: listen.join(',') }),
      ...(announce === undefined ? {} : { COMUNAL_ANNOUNCE: announce.join(',') }),
      ...(behindRouter === undefined ? {} : { COMUNAL_BEHIND_ROUTER: 'on' }),
      ...(local ? {} : { COMUNAL_LOCAL: 'off' }),
      ...(log === undefined ? {} : { COMUNAL_LOG: log }),
    }),
  )
}

/** An address that is taken, or not this machine's, is somebody's setting and no bug. */
function explainStart({ http }: Config): (error: unknown) => never {
  return error => {
    const code = error instanceof Error ? Reflect.get(error, 'code') : undefined
    const problem =
      code === 'EADDRINUSE' ? 'taken by another program' : code === 'EADDRNOTAVAIL' ? 'not of this machine' : undefined
    if (problem) stopWith(refuse('config/bad', { name: 'COMUNAL_PORT', address: `${http.host}:${http.port}`, problem }))
    throw error
  }
}

/** Catches signals from before the start, so that none in between leaves a half-started node behind. */
function listenForSignals(attached: boolean) {
  const { promise: first, resolve } = Promise.withResolvers<void>()
  let stoppingSinceMs: number | undefined
  const onSignal = () => {
    if (stoppingSinceMs !== undefined && Date.now() - stoppingSinceMs > ECHO_MS) process.exit(130)
    resolve()
  }
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.on(name, onSignal)
  if (attached) process.stdin.on('end', resolve).on('error', resolve).resume()
  return {
    first,
    stopping: () => {
      stoppingSinceMs = Date.now()
    },
    /** Nothing is left to stop; the listeners stay, so that a last echo does not end the process by its signal. */
    stopped: () => {
      if (attached) process.stdin.destroy()
    },
  }
}
