import type { Cid } from '../../../protocol/bytes/cid.ts'
import { equalBytes } from '../../../protocol/bytes/compare.ts'
import type { NodeReplacement } from '../../../protocol/federation/node-replacement.ts'
import { standingHead } from '../../../protocol/federation/succession.ts'
import { type KindName, type KnownEntry, openBody } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Store } from '../../store/open.ts'

type Row = { header: Uint8Array; signature: Uint8Array; body: Uint8Array | null }

/** How a federation's node came to its key, as far as this node knows, and where the node is reached; empty before it had another. */
export type KnownSuccession = {
  readonly replacements: readonly NodeReplacement[]
  readonly addresses: readonly string[]
}

/**
 * What this node was told of new keys of a federation's node: in the federation's log, on joining, or by any member's feed. The
 * longest is the newest, since each key takes the place of the one before; the log's own word comes first. What is told of the charter
 * by whose stewards a key was given has to be what the copy of the log here holds of it: a node whose key is in strange hands
 * could sign any amendment, and stewards who are none any more another key.
 * Asked after every commit: `CROSS JOIN` has SQLite look the few entries up by log and kind, where it would read all there are.
 */
export function openSuccessions(store: Store): (federation: Cid) => KnownSuccession {
  const inLog = store.prepare<[string], Row>(
    `SELECT header, signature, body FROM log JOIN entry ON entry.log = log.id
     WHERE cid = ? AND kind = 'node/replaced' AND kind <> 'ballot/cast' AND refused IS NULL ORDER BY idx`,
  )
  const onJoining = store.prepare<[], Row>(
    `SELECT header, signature, body FROM log CROSS JOIN entry ON entry.log = log.id
     WHERE own = 1 AND type = 'group' AND kind = 'group/federated' AND kind <> 'ballot/cast' AND refused IS NULL`,
  )
  const inFeeds = store.prepare<[string], Row>(
    `SELECT header, signature, entry.body FROM feed CROSS JOIN entry ON entry.log = feed.log
     WHERE federation = ? AND kind = 'node/succeeded' AND kind <> 'ballot/cast' AND refused IS NULL ORDER BY position`,
  )
  const amended = store.prepare<[string], Row & { idx: number }>(
    `SELECT header, signature, body, idx FROM log JOIN entry ON entry.log = log.id
     WHERE cid = ? AND kind = 'charter/amended' AND kind <> 'ballot/cast' AND refused IS NULL ORDER BY idx`,
  )
  const fitsHere = (federation: Cid, replacements: readonly NodeReplacement[]): boolean => {
    const held = replacements.length > 0 ? amended.all(federation) : []
    return replacements.every(replacement => {
      const { amended: shown } = replacement
      const size = standingHead(replacement)?.size ?? 0
      const last = held.findLast(({ idx }) => idx < size)
      return !last || (shown !== undefined && equalBytes(shown, encodeSignedEntry(last)))
    })
  }
  return federation => {
    const own = inLog.all(federation).flatMap(row => read(row, 'node/replaced')?.body.replacement ?? [])
    const joined = onJoining.all().flatMap(row => {
      const body = read(row, 'group/federated')?.body
      return body?.federation === federation && body.replacements ? [{ ...body, replacements: body.replacements }] : []
    })
    const told = inFeeds.all(federation).flatMap(row => {
      const body = read(row, 'node/succeeded')?.body
      return body?.replacements[0]?.group === federation ? [body] : []
    })
    const others = [...joined, ...told].filter(({ replacements }) => fitsHere(federation, replacements))
    const known = [{ replacements: own, addresses: [] }, ...others]
    const most = Math.max(...known.map(({ replacements }) => replacements.length))
    const newest = known.filter(({ replacements }) => replacements.length === most)
    const node = newest[0]?.replacements.at(-1)?.node
    const same = newest.filter(({ replacements }) => replacements.at(-1)?.node === node)
    return {
      replacements: newest[0]?.replacements ?? [],
      addresses: node === undefined ? [] : [...new Set(same.flatMap(({ addresses }) => addresses))],
    }
  }
}

function read<K extends KindName>({ header, signature, body }: Row, kind: K): KnownEntry<K> | undefined {
  const entry = decodeEntry({ header, signature, body })
  const known = isRefusal(entry) ? entry : openBody(kind, entry)
  return isRefusal(known) ? undefined : known
}
