import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openCore } from '../../../node/core.ts'
import { nodeKeyPath, storePath } from '../../../node/data-folder.ts'
import { keyInFile } from '../../../node/key-file.ts'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { startVerifier } from '../../../node/log/verifier.ts'
import { toHex } from '../../../protocol/bytes/hex.ts'
import { decodeSyncMessage, encodeSyncMessage } from '../../../protocol/federation/feed-sync-message.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { surroundings } from '../../bench/city.ts'
import { foundFederation, type Seat } from '../../bench/federation/found-federation.ts'
import { startMesh } from '../../bench/federation/mesh.ts'
import { startNodeProcess } from '../../bench/node-process.ts'
import { PATIENCE_MS, until } from '../../support/patience.ts'
import { accepted } from '../../support/test-core.ts'
import { offer } from '../sync-rig.ts'
import type { Outcome } from './attacks.ts'

const OF_MEMBERS = ['garbage', 'oversize', 'halfOpen', 'unread', 'connections', 'gossip'] as const
/** Each by a member of the federation of its own, the last by who is none. */
export const ATTACKS = [...OF_MEMBERS, 'stranger'] as const
/** What one peer may make a node hold: 32 questions of 2 MiB at most each, gossip frames, and room for the collector. */
export const MOST_GROWTH_MB = 128
const FEEDS = '/comunal/feeds/1'
const ENTRIES = 600

/** A node in a process of its own, an honest peer of it here, and another process that attacks it. */
export type HostileRig = AsyncDisposable & {
  /** Memory that the attacked node has been given, in MB. */
  victimMb(): number
  /** Milliseconds of every answer that the honest peer got from it while something went on. */
  waitsDuring<T>(work: Promise<T>): Promise<{ spentMs: readonly number[]; outcome: T }>
  attack(name: (typeof ATTACKS)[number]): Promise<Outcome>
  /** The honest group publishes so many offers; resolves when the attacked node holds them. */
  publish(count: number): Promise<void>
  /** Stops it. @returns the sizes of the logs of others that it has kept, and how many entries the honest feed has. */
  keptOfOthers(): Promise<{ sizes: readonly number[]; honest: number }>
}

export async function openHostileRig(folder: string): Promise<HostileRig> {
  await using parts = new AsyncDisposableStack()
  const seats = await foundFederation(join(folder, 'hostile'), 1 + OF_MEMBERS.length)
  const [victimSeat, honestSeat, ...hostile] = seats
  if (!victimSeat || !honestSeat) throw new Error('too few')
  const [honest] = await startMesh([honestSeat], parts)
  const feed = honest && [...honest.core.logs.values()].find(log => log.own && log.type === 'feed')
  const victimKey = toHex(nativeSignerFromSeed(seedOf(victimSeat)).publicKey)
  const victimPeer = honest?.host.peers().find(({ peer }) => peer === victimKey)?.peer
  if (!honest || !feed || !victimPeer) throw new Error('no feed, or not in the roster')
  let published = 1
  const write = async (count: number) => {
    // As long as they may be: a range of them fills more than a stream's window.
    const long = { ...offer('Bread'), title: 'B'.repeat(120), terms: 'x'.repeat(500) }
    const written = Array.from({ length: count }, () => honest.core.write(feed.id, 'offer/published', long))
    for (const ack of await Promise.all(written)) accepted(ack)
    published += count
  }
  await write(ENTRIES)
  const victim = parts.use(await startNodeProcess(victimSeat.folder, victimSeat.listen))

  /** What the victim holds of the honest group's feed, asked over the network; and how long the answer took. */
  const ask = async (): Promise<{ size: number; ms: number }> => {
    const startMs = performance.now()
    const heads = encodeSyncMessage({ type: 'heads', heads: [], reply: true })
    const answer = decodeSyncMessage(await honest.host.request(victimPeer, FEEDS, heads))
    if (isRefusal(answer) || answer.type !== 'heads') throw new Error('no heads')
    const size = answer.heads.find(({ log }) => log === feed.id)?.size ?? 0
    return { size, ms: performance.now() - startMs }
  }
  const holdsAll = async () => {
    const startMs = performance.now()
    while ((await ask()).size < published) {
      if (performance.now() - startMs > PATIENCE_MS) throw new Error(`the victim never held ${published}`)
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
  await until(() => honest.host.peers().some(({ peer, connected }) => peer === victimPeer && connected))
  await holdsAll()

  const federation = honest.network.status().feeds[0]?.federation
  const target = { address: victimSeat.listen, federation, feed: feed.id, size: published }
  const program = fileURLToPath(new URL('attacker.ts', import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(target)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  parts.defer(async () => {
    child.stdin.end()
    child.kill()
    await ended
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const running = parts.move()
  return {
    victimMb: victim.residentMb,
    async waitsDuring(work) {
      let over = false
      const done = work.finally(() => {
        over = true
      })
      const spentMs: number[] = []
      do {
        spentMs.push((await ask()).ms)
        await new Promise(resolve => setTimeout(resolve, 40))
      } while (!over)
      return { spentMs, outcome: await done }
    },
    async attack(name) {
      const seed = name === 'stranger' ? new Uint8Array(32).fill(7) : seedOf(hostile[OF_MEMBERS.indexOf(name)])
      child.stdin.write(`${name} ${toHex(seed)}\n`)
      const line = await lines.next()
      if (line.done) throw new Error('the attacker broke off')
      return JSON.parse(line.value)
    },
    async publish(count) {
      await write(count)
      await holdsAll()
    },
    async keptOfOthers() {
      await victim[Symbol.asyncDispose]()
      await using verifier = startVerifier(0)
      const signer = nativeSignerFromSeed(seedOf(victimSeat))
      await using core = accepted(openCore({ path: storePath(victimSeat.folder), signer, verifier, ...surroundings }))
      const sizes = [...core.logs.values()].filter(({ own }) => !own).map(({ range }) => range.size)
      return { sizes, honest: published }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

function seedOf(seat: Seat | undefined): Uint8Array {
  return accepted(keyInFile(nodeKeyPath(seat?.folder ?? ''), surroundings.randomBytes))
}
