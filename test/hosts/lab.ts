import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A machine of its own as far as the network goes: a Linux network namespace with one interface on the lab's switch. */
export type LabHost = {
  readonly name: string
  /** On the lab's network: where the other hosts reach it, late and with losses. Null behind a router of its own. */
  readonly address: string
  /** From the test, past the switch: undisturbed. */
  readonly managed: string
  /** What to put before a command so that it runs there. */
  readonly inside: readonly string[]
}

export type Lab = AsyncDisposable & {
  readonly hosts: readonly LabHost[]
  /** Lets frames pass only between hosts of one part; without parts, between all. */
  cut(...parts: readonly (readonly LabHost[])[]): Promise<void>
}

export type LabOptions = {
  readonly names: readonly string[]
  /** Names of hosts that share one address on the lab's network, behind a router that lets nobody in: a home. */
  readonly behindRouter?: readonly string[]
  /** From one host to another, one way. */
  readonly latencyMs: number
  /** Share of the frames that get lost. */
  readonly loss: number
  readonly seed: number
}

const SWITCH = fileURLToPath(new URL('switch.ts', import.meta.url))
/** The part of 198.18.0.0/15, which is kept for tests of networks, that one lab takes. */
const LABS = 200
const FIRST_HOST = 10
/** Room for Ethernet, IP and UDP around a frame, so that none is cut in two. */
const MTU = 1400
const run = promisify(execFile)

/** Why no lab can be built here, or undefined. */
export function whyNoLab(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'network namespaces are made by root on Linux'
  if (!existsSync('/dev/net/tun')) return 'this kernel has no tun devices'
  const missing = ['/usr/sbin/ip', '/usr/bin/socat', '/usr/sbin/nft'].filter(path => !existsSync(path))
  return missing.length > 0 ? `missing: ${missing.join(', ')}` : undefined
}

/** Builds the hosts and the switch between them. Disposing of it takes all of it away, also what still runs inside. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const number = await claimBridge()
  const bridge = bridgeName(number)
  const plug = `198.18.${number}.1`
  const wires = new Map(options.names.map((name, at) => [name, wireOf(number, at, name)]))
  const children: ChildProcess[] = []
  const end = async () => {
    for (const child of children) child.kill('SIGKILL')
    for (const { namespace } of wires.values()) await takeAway(namespace)
    await ip('link', 'del', bridge).catch(() => {})
  }
  try {
    await ip('addr', 'add', `${plug}/24`, 'dev', bridge)
    await ip('link', 'set', bridge, 'up')
    const { child, port, tell } = await startSwitch(plug, options)
    children.push(child)
    for (const wire of wires.values()) {
      await layWire(wire, bridge)
      children.push(plugIn(wire, `${plug}:${port}`))
    }
    for (const wire of wires.values()) await appears(wire)
    const hosts = [...wires.values()].map(({ name, address, managed, inside }) => ({ name, address, managed, inside }))
    const cut = (...parts: readonly (readonly LabHost[])[]) => tell(parts.map(part => part.map(host => host.managed)))
    return { hosts, cut, [Symbol.asyncDispose]: end }
  } catch (error) {
    await end()
    throw error
  }
}

type Wire = LabHost & { readonly namespace: string; readonly link: string }

function wireOf(lab: number, at: number, name: string): Wire {
  const namespace = `comunal-${lab}-${at}`
  return {
    name,
    namespace,
    link: `cm${lab}x${at}`,
    address: `10.77.${lab}.${FIRST_HOST + at}`,
    managed: `198.18.${lab}.${FIRST_HOST + at}`,
    inside: ['ip', 'netns', 'exec', namespace],
  }
}

/** The bridge's name is the lock: whoever could make it has the lab of that number. */
async function claimBridge(): Promise<number> {
  for (let number = 0; number < LABS; number++) {
    try {
      await ip('link', 'add', bridgeName(number), 'type', 'bridge')
      return number
    } catch (error) {
      if (!String(error).includes('File exists')) throw error
    }
  }
  throw new Error('every lab of this machine is taken; `ip link` shows their bridges')
}

const bridgeName = (number: number) => `cmlab${number}`

async function layWire({ namespace, link, managed }: Wire, bridge: string): Promise<void> {
  await takeAway(namespace)
  await ip('netns', 'add', namespace)
  await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace)
  await ip('link', 'set', link, 'master', bridge, 'up')
  await ip('-n', namespace, 'addr', 'add', `${managed}/24`, 'dev', 'eth0')
  await ip('-n', namespace, 'link', 'set', 'eth0', 'up')
  await ip('-n', namespace, 'link', 'set', 'lo', 'up')
}

/** A tap device whose frames go to the switch. The first datagram is none: it tells the switch that somebody is there. */
function plugIn({ inside, address }: Wire, to: string): ChildProcess {
  const tap = `TUN:${address}/24,tun-type=tap,tun-name=tap0,iff-no-pi,iff-up`
  const [command = '', ...args] = [...inside, 'socat', tap, `UDP4:${to}`]
  return spawn(command, args, { stdio: 'ignore' })
}

async function appears({ namespace }: Wire): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await ip('-n', namespace, 'link', 'set', 'tap0', 'mtu', `${MTU}`)
      return
    } catch {
      await wait(20)
    }
  }
  throw new Error(`socat made no tap device in ${namespace}`)
}

async function startSwitch(address: string, { latencyMs, loss, seed }: LabOptions) {
  const args = [SWITCH, address, `${latencyMs}`, `${loss}`, `${seed}`]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const port = await nextLine(lines)
  const tell = async (message: unknown) => {
    const answered = nextLine(lines)
    child.stdin.write(`${JSON.stringify(message)}\n`)
    await answered
  }
  return { child, port, tell }
}

async function nextLine(lines: Interface): Promise<string> {
  const [line] = await once(lines, 'line')
  return String(line)
}

/** Ends what runs in a namespace and removes it, with its interfaces; nothing if there is none. */
async function takeAway(namespace: string): Promise<void> {
  const { stdout } = await run('ip', ['netns', 'pids', namespace]).catch(() => ({ stdout: '' }))
  for (const pid of stdout.split('\n').filter(Boolean)) kill(Number(pid))
  await ip('netns', 'del', namespace).catch(() => {})
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

async function ip(...args: string[]): Promise<void> {
  await run('ip', args)
}
