import type { Cid } from '../../protocol/bytes/cid.ts'
import {
  type Announcement,
  checkAnnouncement,
  encodeAnnouncement,
  feedTopic,
} from '../../protocol/federation/feed-announcement.ts'
import { MOST_BEHIND, openFeedGossip } from '../../protocol/federation/feed-gossip.ts'
import { leafBytes } from '../../protocol/log/entry.ts'
import type { Core } from '../core.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import { verifyOneNatively } from '../log/native-verify.ts'
import type { ForkWatch } from './fork-watch.ts'
import { openGossipCursor } from './gossip-cursor.ts'
import type { NetworkHost, PeerKey } from './host/host.ts'
import type { FederationScope, SharedLog } from './roster.ts'
import { proofOf } from './shelf.ts'
import type { Sync } from './sync.ts'

/** Entries read and published before others get a turn. */
const BATCH = 50

/** New entries of this node's own logs to its peers, and theirs to the sync engine. A hint, never the delivery. */
export type FeedGossip = {
  follow(scopes: readonly FederationScope[]): void
  /** Publishes what was written since; called after every commit. */
  publishNew(): void
  [Symbol.asyncDispose](): Promise<void>
}

export function startGossip(parts: {
  core: Core
  host: NetworkHost
  sync: Sync
  forks: Pick<ForkWatch, 'announced'>
}): FeedGossip {
  const { core, host, sync, forks } = parts
  const cursor = openGossipCursor(core.store)
  const topics = new Map<Cid, Map<Cid, SharedLog>>()
  let publishing: Promise<void> | undefined
  let again = false
  let stopped = false

  const onMessage = (federation: Cid, message: Uint8Array, from: PeerKey) => {
    if (stopped) return 'ignore'
    const { verdict, news, refusal } = engine.receive(federation, message)
    if (refusal) core.log.warn({ peer: from, code: refusal.code, ...refusal.detail }, 'gossip.refused')
    if (news) {
      forks.announced(news)
      sync.announced(from, news)
    }
    return verdict
  }
  const holds = ({ log, index, signed }: Announcement): boolean => {
    const row = core.logs.get(log)
    const held = row && index < row.range.size ? core.tables.entryAt(row.row, index) : undefined
    return held !== undefined && Buffer.from(leafBytes(held.signed)).equals(leafBytes(signed))
  }

  const size = (log: Cid) => core.logs.get(log)?.range.size ?? 0
  const check = (announcement: Announcement, writer: Uint8Array) =>
    checkAnnouncement(announcement, writer, verifyOneNatively, nativeSha256)
  const engine = openFeedGossip({ size, holds, check })

  const publishLog = async (federation: Cid, log: Cid): Promise<void> => {
    // Older ones are left to sync: nobody waits for them.
    let next = Math.max(cursor.published(log), size(log) - MOST_BEHIND)
    for (;;) {
      const row = core.logs.get(log)
      if (stopped || !row || next >= row.range.size) return
      const { checkpoint } = row
      for (const { index, signed } of core.tables.range(row.row, next, BATCH)) {
        if (index >= row.range.size) break
        const proof = proofOf(core, row, index)
        await host.publish(feedTopic(federation), encodeAnnouncement({ log, index, signed, checkpoint, proof }))
        next = index + 1
      }
      cursor.advance(log, next)
    }
  }
  const publishAll = async (): Promise<void> => {
    do {
      again = false
      for (const [federation, logs] of [...topics]) {
        for (const { log, own } of logs.values()) {
          if (!own || cursor.published(log) >= size(log)) continue
          await publishLog(federation, log)
        }
      }
    } while (again && !stopped)
  }
  const publishNew = () => {
    if (stopped) return
    again = true
    publishing ??= publishAll()
      .catch((error: unknown) => core.log.error({ err: error }, 'gossip.publish-failed'))
      .finally(() => {
        publishing = undefined
      })
  }

  return {
    follow(scopes) {
      engine.follow(scopes)
      const followed = new Set(scopes.map(({ federation }) => federation))
      for (const federation of [...topics.keys()]) {
        if (followed.has(federation)) continue
        topics.delete(federation)
        host.unsubscribe(feedTopic(federation))
      }
      for (const { federation, logs } of scopes) {
        const isNew = !topics.has(federation)
        topics.set(federation, new Map(logs.map(shared => [shared.log, shared])))
        if (!isNew) continue
        host.subscribe(feedTopic(federation), (message, from) => onMessage(federation, message, from), messageId)
      }
      publishNew()
    },
    publishNew,
    async [Symbol.asyncDispose]() {
      stopped = true
      await publishing
    },
  }
}

/** Over the whole message: a true entry sent ahead with a false place must not pass for the true announcement. */
const messageId = nativeSha256
