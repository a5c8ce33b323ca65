import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Test } from 'tap'

/** A machine of its own as far as the network goes: a Linux network namespace with one interface on the lab's switch. */
export type LabHost = {
  readonly name: string
  /** Where it listens: on the lab's network, late and with losses, or behind its router, where nobody outside reaches it. */
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
  /** Names of hosts that are at home, each behind a router that shares its address out and lets nobody in. */
  readonly atHome?: readonly string[]
  /** From one host to another, one way. */
  readonly latencyMs: number
  /** Share of the frames that get lost. */
  readonly loss: number
  readonly seed: number
}

const SWITCH = fileURLToPath(new URL('switch.ts', import.meta.url))
/** Of 198.18.0.0/15, which is kept for tests of networks. */
const PLUG = '198.18.0.1'
const BRIDGE = 'switch'
const FIRST_HOST = 10
const FIRST_ROUTER = 130
/** Of every home, as of so many: nobody outside can tell them apart by it. */
const HOME = { host: '192.168.7.2', router: '192.168.7.1' }
/** Room for Ethernet, IP and UDP around a frame, so that none is cut in two. */
const MTU = 1400
const TOOLS = ['/usr/sbin/ip', '/usr/bin/socat', '/usr/sbin/nft', '/usr/bin/unshare', '/usr/bin/mount']
/** Set where a process has a network to itself. */
const APART = 'COMUNAL_TEST_APART'
const run = promisify(execFile)

/** Why no lab can be built here, or undefined. */
function whyNoLab(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'network namespaces are made by root on Linux'
  if (!existsSync('/dev/net/tun')) return 'this kernel has no tun devices'
  const missing = TOOLS.filter(path => !existsSync(path))
  return missing.length > 0 ? `missing: ${missing.join(', ')}` : undefined
}

/**
 * A test with hosts of its own, alone in its file. It runs in a process that has the machine's network to itself, so
 * that what it plugs in and pulls out disturbs nobody: a browser on the same machine takes every new interface for
 * another network, and breaks off what is on its way. The kernel takes everything away when the process ends.
 */
export function labTest(t: Test, { file, name }: { file: string; name: string }, body: (t: Test) => Promise<void>) {
  const why = whyNoLab()
  if (why) return t.test(name, { skip: why }, body)
  if (process.env[APART]) return t.test(name, body)
  const itself = [process.execPath, ...process.execArgv, fileURLToPath(file)]
  const args = ['--net', '--mount', 'sh', '-c', MAKE_READY, 'sh', ...itself]
  return t.spawn('unshare', args, { env: { ...process.env, [APART]: '1' } }, name)
}

/** Names of namespaces are files: those of one lab are not those of another. */
const MAKE_READY = 'ip link set lo up && mkdir -p /run/netns && mount -t tmpfs -o mode=755 lab /run/netns && exec "$@"'

/** Builds the hosts and the switch between them. Disposing of it ends all that runs inside. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const homes = options.atHome ?? []
  const wires = options.names.map((name, at) => wireOf(at, name, homes.includes(name)))
  const children: ChildProcess[] = []
  const end = async () => {
    for (const child of children) child.kill('SIGKILL')
    for (const { namespace, outside } of wires) for (const one of new Set([namespace, outside])) await takeAway(one)
  }
  try {
    await ip('link', 'add', BRIDGE, 'type', 'bridge')
    await ip('addr', 'add', `${PLUG}/24`, 'dev', BRIDGE)
    await ip('link', 'set', BRIDGE, 'up')
    const { child, port, tell } = await startSwitch(PLUG, options)
    children.push(child)
    for (const wire of wires) {
      await layWire(wire.namespace, `${wire.link}h`, wire.managed)
      if (wire.isAtHome) await layWire(wire.outside, `${wire.link}r`, wire.plugged)
      children.push(plugIn(wire, `${PLUG}:${port}`))
    }
    for (const wire of wires) await appears(wire)
    for (const wire of wires) if (wire.isAtHome) await setUpRouter(wire)
    const plugOf = new Map(wires.map(({ name, plugged }) => [name, plugged]))
    const cut = (...parts: readonly (readonly LabHost[])[]) =>
      tell(parts.map(part => part.map(host => plugOf.get(host.name))))
    return { hosts: wires, cut, [Symbol.asyncDispose]: end }
  } catch (error) {
    await end()
    throw error
  }
}

type Wire = LabHost & {
  readonly isAtHome: boolean
  readonly namespace: string
  readonly link: string
  /** The namespace with the lab's interface in it, its address there, and the one that the switch knows it by. */
  readonly outside: string
  readonly outer: string
  readonly plugged: string
}

function wireOf(at: number, name: string, isAtHome: boolean): Wire {
  const namespace = `host-${at}`
  const outer = `10.77.0.${FIRST_HOST + at}`
  const managed = `198.18.0.${FIRST_HOST + at}`
  return {
    ...{ name, namespace, managed, outer, isAtHome },
    link: `wire${at}`,
    address: isAtHome ? HOME.host : outer,
    outside: isAtHome ? `router-${at}` : namespace,
    plugged: isAtHome ? `198.18.0.${FIRST_ROUTER + at}` : managed,
    inside: ['ip', 'netns', 'exec', namespace],
  }
}

/** A namespace with one interface, on the bridge that the test and the switch are at. */
async function layWire(namespace: string, link: string, address: string): Promise<void> {
  await ip('netns', 'add', namespace)
  await ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace)
  await ip('link', 'set', link, 'master', BRIDGE, 'up')
  await ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0')
  await ip('-n', namespace, 'link', 'set', 'eth0', 'up')
  await ip('-n', namespace, 'link', 'set', 'lo', 'up')
}

/** A tap device whose frames go to the switch. */
function plugIn({ outside, outer }: Wire, to: string): ChildProcess {
  const tap = `TUN:${outer}/24,tun-type=tap,tun-name=tap0,iff-no-pi,iff-up`
  return spawn('ip', ['netns', 'exec', outside, 'socat', tap, `UDP4:${to}`], { stdio: 'ignore' })
}

async function appears({ outside }: Wire): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    try {
      await ip('-n', outside, 'link', 'set', 'tap0', 'mtu', `${MTU}`)
      // What is for all goes there too: a host without any way out would not know where to send it.
      await ip('-n', outside, 'route', 'add', '224.0.0.0/4', 'dev', 'tap0')
      return
    } catch {
      await wait(20)
    }
  }
  throw new Error(`socat made no tap device in ${outside}`)
}

/** What stands in so many homes: it gives its own address to what goes out, and lets in only answers to it. */
async function setUpRouter({ namespace, outside }: Wire): Promise<void> {
  await ip('-n', outside, 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan0', 'netns', namespace)
  await ip('-n', outside, 'addr', 'add', `${HOME.router}/24`, 'dev', 'lan0')
  await ip('-n', outside, 'link', 'set', 'lan0', 'mtu', `${MTU}`, 'up')
  await ip('-n', namespace, 'addr', 'add', `${HOME.host}/24`, 'dev', 'lan0')
  await ip('-n', namespace, 'link', 'set', 'lan0', 'mtu', `${MTU}`, 'up')
  await ip('-n', namespace, 'route', 'add', 'default', 'via', HOME.router)
  await ip('netns', 'exec', outside, 'sysctl', '-qw', 'net.ipv4.ip_forward=1')
  await ip('netns', 'exec', outside, 'nft', ROUTER_RULES)
}

const ROUTER_RULES = `
table ip home {
  chain out { type nat hook postrouting priority srcnat; oifname tap0 masquerade; }
  chain in { type filter hook forward priority filter; iifname tap0 ct state new drop; }
}`

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
