import { type Announcement, encodeAnnouncement } from '../../protocol/federation/feed-announcement.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { signNote } from '../../protocol/log/note.ts'
import { emptyLog, proofOf, writeOwn } from './disk.ts'
import { forgedMandate } from './lies.ts'
import type { SimNode } from './sim-node.ts'
import type { World } from './world.ts'
import { offerBy } from './writing.ts'

/** How often a liar gossips what it should not. */
export const ATTACK_MS = 10_000
const DRESSES = 12
const AHEAD = 40

/** What a liar gossips on its own account, every now and then. */
export function attack(world: World, liar: SimNode): void {
  if (!liar.up) return
  if (liar.lies.has('floods')) {
    for (const message of dressed(liar)) world.gossip(liar, message)
    for (let i = 0; i < DRESSES; i++) world.gossip(liar, Uint8Array.of(1, 2, 3, i, Math.floor(world.random() * 256)))
  }
  if (liar.lies.has('replays')) for (const message of replayed(world, liar)) world.gossip(liar, message)
  if (liar.lies.has('runs ahead')) for (const message of ahead(liar)) world.gossip(liar, message)
  if (liar.lies.has('forges a mandate')) {
    const message = forged(liar)
    if (message) world.gossip(liar, message)
  }
}

/** What it holds of others: first with proofs that do not hold, then one in many dresses that all do. */
function dressed(liar: SimNode): Uint8Array[] {
  const known = liar.peers.flatMap(victim => held(liar, victim) ?? [])
  const unproven = known.map(announcement => ({ ...announcement, proof: [new Uint8Array(32)] }))
  const line = (i: number) => signNote('x\n', `witness-${i}`, liar.player.node).split('\n\n')[1] ?? ''
  const variants = known
    .slice(0, 1)
    .flatMap(announcement =>
      Array.from({ length: DRESSES }, (_, i) => ({ ...announcement, checkpoint: announcement.checkpoint + line(i) })),
    )
  return [...unproven, ...variants].map(encodeAnnouncement)
}

/** The newest entry that it holds of another's log, announced as the writer would. */
function held(liar: SimNode, victim: SimNode): Announcement | undefined {
  const copy = liar.disk.get(victim.own)
  const index = (copy?.entries.length ?? 0) - 1
  const signed = copy?.entries[index]
  if (!copy || !signed) return undefined
  return { log: victim.own, index, signed, checkpoint: copy.checkpoint, proof: proofOf(copy, index) }
}

/** True announcements, again. */
function replayed(world: World, liar: SimNode): Uint8Array[] {
  const own = [0, 1, 2].flatMap(index => world.announcementOf(liar, index) ?? [])
  const others = liar.peers.flatMap(victim => held(liar, victim) ?? []).slice(0, DRESSES)
  return [...own, ...others].map(encodeAnnouncement)
}

/** Entries of its own log far ahead of all that it ever shows: the gap before them is never filled. */
function ahead({ own, group, disk, player }: SimNode): Uint8Array[] {
  const size = disk.get(own)?.entries.length ?? 0
  if (!group) return []
  const future = emptyLog()
  const common = disk.get(own)?.entries ?? []
  const entries = Array.from({ length: 2 * AHEAD }, (_, i) => offerBy(group, 20_000 + size + i, 0))
  writeOwn(future, own, [...common, ...entries], player.node)
  return Array.from({ length: AHEAD }, (_, i) => size + AHEAD + i).flatMap(index => {
    const signed = future.entries[index]
    if (!signed) return []
    return [
      encodeAnnouncement({ log: own, index, signed, checkpoint: future.checkpoint, proof: proofOf(future, index) }),
    ]
  })
}

/** A mandate of another group, under a checkpoint of the liar's own making. */
function forged(liar: SimNode): Uint8Array | undefined {
  const victim = liar.peers.find(({ group }) => group !== undefined)
  const copy = victim && liar.disk.get(victim.own)
  if (!victim?.group || !copy) return undefined
  const size = copy.entries.length + 1
  const checkpoint = signCheckpoint({ log: victim.own, size, root: new Uint8Array(32) }, liar.player.node)
  const signed = forgedMandate(liar, victim.group, 8)
  return encodeAnnouncement({ log: victim.own, index: size - 1, signed, checkpoint, proof: [] })
}
