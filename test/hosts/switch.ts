// A process: the switch that the hosts of a lab are plugged into. Frames come from each host's tap device over UDP and go
// out again late, or not at all. Only the kernel's netem would do the same, and not every kernel has it.
//   node switch.ts ADDRESS LATENCY_MS LOSS SEED
// Prints its port; takes lines of JSON: the parts that the hosts are cut into, lists of their addresses; [] heals.
import { createSocket, type RemoteInfo } from 'node:dgram'
import { createInterface } from 'node:readline'
import { seededNumbers } from '../support/tampering.ts'

type Port = { readonly address: string; readonly port: number }
type Waiting = { readonly dueMs: number; readonly frame: Buffer; readonly to: readonly Port[] }

const [, , address = '', latency = '0', loss = '0', seed = '1'] = process.argv
const latencyMs = Number(latency)
/** Frames lost of a thousand. */
const lossPermille = Math.round(Number(loss) * 1000)
const random = seededNumbers(Number(seed))

const BROADCAST_BIT = 1
const MAC_BYTES = 6

/** Where a frame to a MAC address goes, learnt from the frames that came from it. */
const learnt = new Map<string, Port>()
const ports = new Map<string, Port>()
const waiting: Waiting[] = []
let parts: readonly (readonly string[])[] = []
let timer: NodeJS.Timeout | undefined

const socket = createSocket('udp4')
socket.on('message', (frame, from) => {
  const here = portOf(from)
  learnt.set(macAt(frame, MAC_BYTES), here)
  const to = receivers(frame, here).filter(port => areJoined(here, port) && random(1000) >= lossPermille)
  if (to.length > 0) send({ dueMs: performance.now() + latencyMs, frame, to })
})
socket.bind(0, address, () => console.log(socket.address().port))

const control = createInterface({ input: process.stdin })
control.on('line', line => {
  parts = JSON.parse(line)
  console.log('ok')
})
// Its standard input ends when the test does, however that ends.
control.on('close', () => process.exit(0))

function portOf({ address, port }: RemoteInfo): Port {
  const known = ports.get(address)
  if (known?.port === port) return known
  const plugged = { address, port }
  ports.set(address, plugged)
  return plugged
}

function receivers(frame: Buffer, from: Port): readonly Port[] {
  const target = learnt.get(macAt(frame, 0))
  const isForAll = ((frame[0] ?? 0) & BROADCAST_BIT) !== 0
  if (target && !isForAll) return [target]
  return [...ports.values()].filter(port => port.address !== from.address)
}

function areJoined(one: Port, other: Port): boolean {
  if (parts.length === 0) return true
  return parts.some(part => part.includes(one.address) && part.includes(other.address))
}

/** All wait equally long, so what came first leaves first. */
function send(late: Waiting): void {
  waiting.push(late)
  if (!timer) timer = setTimeout(deliver, latencyMs)
}

function deliver(): void {
  const nowMs = performance.now()
  const firstLeft = waiting.findIndex(({ dueMs }) => dueMs > nowMs)
  for (const { frame, to } of waiting.splice(0, firstLeft < 0 ? waiting.length : firstLeft)) {
    for (const { address, port } of to) socket.send(frame, port, address)
  }
  const [next] = waiting
  timer = next && setTimeout(deliver, Math.max(0, next.dueMs - nowMs))
}

function macAt(frame: Buffer, offset: number): string {
  return frame.toString('hex', offset, offset + MAC_BYTES)
}
