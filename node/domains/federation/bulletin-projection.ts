import { bulletinPublished } from '../../../protocol/federation/bulletin.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'

/** Bulletins, and the newest word of each feed on how far they reached, as tables. */
export function bulletinProjection(store: Store): Projection<'bulletin/published' | 'bulletin/reached'> {
  const add = store.prepare<[string, number, number, string, number, number, Uint8Array]>(
    'INSERT INTO bulletin (cid, log, idx, origin, at_ms, until_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const setReach = store.prepare<[number, string, number, number, number, number, number]>(
    `INSERT INTO bulletin_reach (log, bulletin, idx, at_ms, delivered, acknowledged, members)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (log, bulletin) DO UPDATE SET idx = excluded.idx, at_ms = excluded.at_ms,
       delivered = excluded.delivered, acknowledged = excluded.acknowledged, members = excluded.members`,
  )
  return {
    'bulletin/published': ({ entry, body }, { log, index }) => {
      const origin = body.passes?.origin ?? entry.id
      add.run(entry.id, log, index, origin, entry.header.at, body.untilMs, toStored(bulletinPublished, body))
    },
    'bulletin/reached': ({ entry, body }, { log, index }) => {
      const { bulletin, delivered, acknowledged, members } = body
      setReach.run(log, bulletin, index, entry.header.at, delivered, acknowledged, members)
    },
  }
}
