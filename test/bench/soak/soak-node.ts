import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { accepted } from '../../support/test-core.ts'
import { startMesh } from '../federation/mesh.ts'

/**
 * One node of a soak in a process of its own: `soak-node.ts SEAT`, the seat as JSON. Each line of its input is how many
 * offers to publish; each batch is a line of its output: the log, its size, and when it was committed, as JSON. Of other
 * nodes' logs it tells the same. The line `live` is answered with how much of its memory is in use once what nothing
 * holds any more is collected, in MB.
 */
await using stack = new AsyncDisposableStack()
const [node] = await startMesh([JSON.parse(process.argv[2] ?? '{}')], stack)
if (!node) throw new Error('no node')
const { core } = node
const sizes = new Map<string, number>()
const tell = (): void => {
  for (const { id, type, own, range } of core.logs.values()) {
    if (type !== 'feed' || sizes.get(id) === range.size) continue
    sizes.set(id, range.size)
    process.stdout.write(`${JSON.stringify({ log: id, own, size: range.size, atMs: Date.now() })}\n`)
  }
}
core.writer.onCommit(tell)
tell()
let number = 0
const input = createInterface({ input: process.stdin })
input.on('line', async line => {
  if (line === 'live') {
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    process.stdout.write(`${JSON.stringify({ liveMb: (heapUsed + external) / 1e6 })}\n`)
    return
  }
  const feed = [...core.logs.values()].find(log => log.own && log.type === 'feed')
  if (!feed) return
  const offer = {
    ...{
      revises: null,
      direction: 'offer' as const,
      kind: 'tools',
      quantity: 1,
      unit: 'piece',
      place: null,
      terms: '',
    },
    ...{ fromMs: Date.now(), untilMs: Date.now() + 86_400_000 },
  }
  const written = Array.from({ length: Number(line) }, () =>
    core.write(feed.id, 'offer/published', { ...offer, title: `Hammer ${number++}` }),
  )
  for (const ack of await Promise.all(written)) accepted(ack)
})
await once(input, 'close')
