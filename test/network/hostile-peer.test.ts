import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { openCore } from '../../node/core.ts'
import { nodeKeyPath, storePath } from '../../node/data-folder.ts'
import { keyInFile } from '../../node/key-file.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { decodeSyncMessage, encodeSyncMessage } from '../../protocol/federation/feed-sync-message.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { surroundings } from '../bench/city.ts'
import { foundFederation, type Seat } from '../bench/federation/found-federation.ts'
import { startMesh } from '../bench/federation/mesh.ts'
import { quantile } from '../bench/measurement.ts'
import { startNodeProcess } from '../bench/node-process.ts'
import { accepted } from '../support/test-core.ts'
import '../support/comunal-process.ts'
import { PATIENCE_MS, until } from '../support/patience.ts'
import type { Outcome } from './hostile/attacks.ts'
import { offer } from './sync-rig.ts'

const ATTACKS = ['garbage', 'oversize', 'halfOpen', 'unread', 'connections', 'gossip'] as const
/** What one peer may make a node hold: 32 questions of 2 MiB at most each, gossip frames, and room for the collector. */
const MOST_GROWTH_MB = 128
/** Nobody else waits longer than this, or, where the machine has much else to do, than so many times as long as in quiet. */
const QUICK_MS = 1_000
const MOST_TIMES_QUIET = 50
const FEEDS = '/comunal/feeds/1'
const ENTRIES = 600

const folder = t.testdir()
const stack = new AsyncDisposableStack()
t.teardown(() => stack.disposeAsync())
const seats = await foundFederation(join(folder, 'hostile'), 1 + ATTACKS.length)
const [victimSeat, honestSeat, ...hostile] = seats
if (!victimSeat || !honestSeat) throw new Error('too few')
const seedOf = (seat: Seat | undefined) =>
  accepted(keyInFile(nodeKeyPath(seat?.folder ?? ''), surroundings.randomBytes))
const victimKey = nativeSignerFromSeed(seedOf(victimSeat)).publicKey
const [honest] = await startMesh([honestSeat], stack)
const feed = honest && [...honest.core.logs.values()].find(log => log.own && log.type === 'feed')
if (!honest || !feed) throw new Error('no feed')
const victimPeer = honest.host.peers().find(({ peer }) => peer === toHex(victimKey))?.peer
if (!victimPeer) throw new Error('not in the roster')
const peerOfVictim = victimPeer
const publish = async (count: number) => {
  // As long as they may be: a range of them fills more than a stream's window.
  const long = { ...offer('Bread'), title: 'B'.repeat(120), terms: 'x'.repeat(500) }
  const written = Array.from({ length: count }, () => honest.core.write(feed.id, 'offer/published', long))
  for (const ack of await Promise.all(written)) accepted(ack)
}
await publish(ENTRIES)
const victim = await startNodeProcess(victimSeat.folder, victimSeat.listen)
stack.use(victim)

/** What the victim holds of the honest group's feed, asked over the network; and how long the answer took. */
async function ask(): Promise<{ size: number; ms: number }> {
  const startMs = performance.now()
  const heads = encodeSyncMessage({ type: 'heads', heads: [], reply: true })
  const answer = decodeSyncMessage((await honest?.host.request(peerOfVictim, FEEDS, heads)) ?? new Uint8Array())
  if (isRefusal(answer) || answer.type !== 'heads') throw new Error('no heads')
  const size = answer.heads.find(({ log }) => log === feed?.id)?.size ?? 0
  return { size, ms: performance.now() - startMs }
}
async function holds(size: number): Promise<void> {
  const startMs = performance.now()
  while ((await ask()).size < size) {
    if (performance.now() - startMs > PATIENCE_MS) throw new Error(`the victim never held ${size}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
/** Median of what the honest peer waits for an answer, while something goes on. */
async function latencyDuring<T>(work: Promise<T>): Promise<{ ms: number; outcome: T }> {
  let over = false
  const done = work.finally(() => {
    over = true
  })
  const spent: number[] = []
  do {
    spent.push((await ask()).ms)
    await new Promise(resolve => setTimeout(resolve, 40))
  } while (!over)
  return { ms: quantile(spent, 0.5), outcome: await done }
}

await until(() => honest.host.peers().some(({ peer, connected }) => peer === victimPeer && connected))
await holds(ENTRIES + 1)

const target = { address: victimSeat.listen, federation: honest.network.status().feeds[0]?.federation, feed: feed.id }
const program = fileURLToPath(new URL('hostile/attacker.ts', import.meta.url))
const child = spawn(process.execPath, [program, JSON.stringify({ ...target, size: ENTRIES + 1 })], {
  stdio: ['pipe', 'pipe', 'inherit'],
})
const ended = once(child, 'exit')
stack.defer(async () => {
  child.stdin.end()
  child.kill()
  await ended
})
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
async function attack(name: string, seed: Uint8Array): Promise<Outcome> {
  child.stdin.write(`${name} ${toHex(seed)}\n`)
  const line = await lines.next()
  if (line.done) throw new Error('the attacker broke off')
  return JSON.parse(line.value)
}

const inQuiet = async () => (await latencyDuring(new Promise(resolve => setTimeout(resolve, 500)))).ms
await inQuiet()
const quietMb = victim.residentMb()

for (const [i, name] of [...ATTACKS, 'stranger' as const].entries()) {
  t.test(`${name}: cut, at no cost to others`, async t => {
    const seed = name === 'stranger' ? new Uint8Array(32).fill(7) : seedOf(hostile[i])
    const quietMs = await inQuiet()
    const { ms, outcome } = await latencyDuring(attack(name, seed))
    const grownMb = victim.residentMb() - quietMb
    t.comment(
      `${name}: ${outcome.tried} tried; ${ms.toFixed(1)} ms, quiet ${quietMs.toFixed(1)} ms; grown by ${grownMb.toFixed(0)} MB`,
    )
    t.ok(outcome.cut, `cut after ${outcome.tried}`)
    t.ok(grownMb < MOST_GROWTH_MB, `${grownMb.toFixed(0)} MB more`)
    t.ok(
      ms < Math.max(QUICK_MS, MOST_TIMES_QUIET * quietMs),
      `${ms.toFixed(1)} ms, when quiet ${quietMs.toFixed(1)} ms`,
    )
  })
}

t.test('news of the honest still comes, and nothing of the hostile is kept', async t => {
  await publish(5)
  await holds(ENTRIES + 6)
  await victim[Symbol.asyncDispose]()
  await using verifier = startVerifier(0)
  const signer = nativeSignerFromSeed(seedOf(victimSeat))
  await using core = accepted(openCore({ path: storePath(victimSeat.folder), signer, verifier, ...surroundings }))
  const sizes = [...core.logs.values()].filter(({ own }) => !own).map(({ range }) => range.size)
  t.same(sizes, [ENTRIES + 6], 'only the honest feed was copied, with its own entries')
})
