import type { Cid } from '../../protocol/bytes/cid.ts'
import type { Store } from '../store/open.ts'

const NAME = 'gossip-cursor'

/** How many entries of each of its own logs this node has published; kept, so that a restart repeats and misses nothing. */
export type GossipCursor = {
  published(log: Cid): number
  advance(log: Cid, size: number): void
}

export function openGossipCursor(store: Store): GossipCursor {
  const read = store.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
  const write = store.prepare<[string, string]>('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)')
  const value: unknown = JSON.parse(read.get(NAME) ?? '{}')
  const sizes = new Map<string, number>()
  for (const [log, size] of Object.entries(value ?? {})) if (typeof size === 'number') sizes.set(log, size)
  return {
    published: log => sizes.get(log) ?? 0,
    advance(log, size) {
      if (size === sizes.get(log)) return
      sizes.set(log, size)
      write.run(NAME, JSON.stringify(Object.fromEntries(sizes)))
    },
  }
}
