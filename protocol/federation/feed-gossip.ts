import type { Cid } from '../bytes/cid.ts'
import { type PublicKeyHex, publicKeyBytes } from '../bytes/public-key.ts'
import type { Entry } from '../log/entry.ts'
import { type GossipVerdict as Dismissal, isRefusal, REASONS, type Refusal, refuse } from '../refusal.ts'
import { type Announcement, decodeAnnouncement } from './feed-announcement.ts'

/** Places of entries whose announcements were let through lately, over all logs; past it the oldest are forgotten. */
export const MOST_REMEMBERED = 8_192
/** An entry further behind the end of its log than this is no news: who lacks it asks by sync. */
export const MOST_BEHIND = 1_000

/** `accept` passes the message on to the mesh, `reject` counts against its sender, `ignore` does neither. */
export type GossipVerdict = 'accept' | Dismissal

/** A log that gossip may speak of, and the one node that writes it. */
export type GossipedLog = {
  readonly log: Cid
  readonly writer: PublicKeyHex
  readonly own: boolean
  readonly former?: readonly PublicKeyHex[]
}
export type GossipPlan = readonly { readonly federation: Cid; readonly logs: readonly GossipedLog[] }[]

export type Judged = {
  readonly verdict: GossipVerdict
  /** What the sync engine, and who watches for second histories, should hear of: true, and not what is held. */
  readonly news?: Announcement
  /** Why the message was refused. */
  readonly refusal?: Refusal
}

/**
 * What to do with messages of the feeds' topics. Without I/O, like the sync engine, and under the simulator the same.
 *
 * Each entry is passed on once. One announcement can be dressed in many ways that all hold (another checkpoint over it, a
 * signature more on the note), and each would be a new message for the mesh: whoever replays or dresses them must not make
 * everybody carry them again.
 */
export type FeedGossip = {
  follow(plan: GossipPlan): void
  receive(federation: Cid, message: Uint8Array): Judged
  /** Places remembered, to be watched. */
  remembered(): number
}

export type FeedGossipParts = {
  /** Entries of a log that this node holds; 0 for one not begun. */
  size(log: Cid): number
  /** Whether the entry held at a place is this very one. */
  holds(announcement: Announcement): boolean
  /** `checkAnnouncement`, as fast as the platform has it. */
  check(announcement: Announcement, writer: Uint8Array): Entry | Refusal
  readonly decode?: typeof decodeAnnouncement
}

export function openFeedGossip(parts: FeedGossipParts): FeedGossip {
  const { size, holds, check, decode = decodeAnnouncement } = parts
  let topics = new Map<Cid, ReadonlyMap<Cid, GossipedLog>>()
  const passed = new Set<string>()

  const remember = (place: string) => {
    passed.add(place)
    const [oldest] = passed
    if (passed.size > MOST_REMEMBERED && oldest !== undefined) passed.delete(oldest)
  }
  const judge = (announcement: Announcement, { writer, former = [] }: GossipedLog): Judged => {
    const { log, index } = announcement
    const held = size(log)
    if (index < held - MOST_BEHIND) return { verdict: 'ignore' }
    const place = `${log} ${index}`
    // What sync has brought already, others may still need.
    const isHeld = index < held && holds(announcement)
    // Another entry in the place of one that is held tells of a second history, however late it comes.
    const isOther = index < held && !isHeld
    if (passed.has(place) && !isOther) return { verdict: 'ignore' }
    const entry = check(announcement, publicKeyBytes(writer))
    const refusal = isRefusal(entry) ? entry : entry.bodyValue === null ? refuse('entry/erased') : undefined
    // An honest peer that has not heard of the new key passes on what the former one said.
    if (refusal && former.some(key => !isRefusal(check(announcement, publicKeyBytes(key)))))
      return { verdict: 'ignore' }
    if (refusal) return { verdict: REASONS[refusal.code].gossip, refusal }
    if (passed.has(place)) return { verdict: 'ignore', news: announcement }
    remember(place)
    return isHeld ? { verdict: 'accept' } : { verdict: 'accept', news: announcement }
  }

  return {
    follow(plan) {
      topics = new Map(plan.map(({ federation, logs }) => [federation, new Map(logs.map(place => [place.log, place]))]))
    },
    receive(federation, message) {
      const announcement = decode(message)
      if (isRefusal(announcement)) return { verdict: REASONS[announcement.code].gossip, refusal: announcement }
      const place = topics.get(federation)?.get(announcement.log)
      if (!place || place.own) return { verdict: 'ignore' }
      return judge(announcement, place)
    },
    remembered: () => passed.size,
  }
}
