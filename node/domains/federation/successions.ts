import { parseBase64, toBase64 } from '../../../protocol/bytes/base64.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import { followedKeys, type HeldCharter, type HeldLog } from '../../../protocol/federation/followed-keys.ts'
import type { NodeReplacement } from '../../../protocol/federation/node-replacement.ts'
import { decodeReplacements, encodeReplacements } from '../../../protocol/federation/succession.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { type KindName, type KnownEntry, openBody } from '../../../protocol/kinds.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { rangeAt, rangeRoot } from '../../../protocol/log/merkle.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { openLogTables } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Store } from '../../store/open.ts'

type Row = { header: Uint8Array; signature: Uint8Array; body: Uint8Array | null }

/** How a federation's node came to its key, as far as this node knows, and where the node is reached; empty before it had another. */
export type KnownSuccession = {
  readonly replacements: readonly NodeReplacement[]
  readonly addresses: readonly string[]
}

/**
 * What this node was told of new keys of a federation's node: in the federation's log, on joining, or by any member's feed. The
 * longest is the newest, since each key takes the place of the one before; the log's own word comes first. What is told is
 * followed as far as what is held here bears it out (`followedKeys`).
 * Asked after every commit: `CROSS JOIN` has SQLite look the few entries up by log and kind, where it would read all there are.
 */
export function openSuccessions(store: Store): (federation: Cid, founding: Charter) => KnownSuccession {
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
  const copyOf = store.prepare<[string], { id: number; size: number }>('SELECT id, size FROM log WHERE cid = ?')
  const amended = store.prepare<[number], Row & { idx: number }>(
    `SELECT header, signature, body, idx FROM entry
     WHERE log = ? AND kind = 'charter/amended' AND kind <> 'ballot/cast' AND refused IS NULL ORDER BY idx`,
  )
  const remembered = openRemembered(store)
  const tables = openLogTables(store)

  const heldOf = (federation: Cid, charter: Charter, replacements: readonly NodeReplacement[]): HeldLog => {
    const copy = copyOf.get(federation) ?? { id: 0, size: 0 }
    return {
      size: copy.size,
      charters() {
        const later = amended.all(copy.id).flatMap(({ idx, ...row }): HeldCharter[] => {
          const known = read(row, 'charter/amended')
          return known ? [{ from: idx, entry: known.entry.id, charter: known.body.terms }] : []
        })
        return [{ from: 0, entry: federation, charter }, ...later]
      },
      replacements,
      rootOf: size =>
        rangeRoot(
          rangeAt(size, (level, at) => tables.node(copy.id, level, at)),
          nativeSha256,
        ),
    }
  }
  return (federation, founding) => {
    const own = inLog.all(federation).flatMap(row => read(row, 'node/replaced')?.body.replacement ?? [])
    const joined = onJoining.all().flatMap(row => {
      const body = read(row, 'group/federated')?.body
      return body?.federation === federation && body.replacements ? [{ ...body, replacements: body.replacements }] : []
    })
    const told = inFeeds.all(federation).flatMap(row => {
      const body = read(row, 'node/succeeded')?.body
      return body?.replacements[0]?.group === federation ? [body] : []
    })
    const others = [...joined, ...told]
    const held = others.length > 0 ? heldOf(federation, founding, own) : undefined
    const trusted = [remembered.of(federation), ...joined.map(({ replacements }) => replacements)]
    const followed = others.map(({ replacements, addresses }) => {
      const known = longest(trusted.map(list => (held ? followedKeys(replacements, held, list) : [])))
      // Addresses are of the last key that was told.
      return { replacements: known, addresses: known.length === replacements.length ? addresses : [] }
    })
    const known = [{ replacements: own, addresses: [] }, ...followed]
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

function longest(lists: readonly (readonly NodeReplacement[])[]): readonly NodeReplacement[] {
  return lists.reduce((best, list) => (list.length > best.length ? list : best), [])
}

/**
 * The keys by which this node has cut its copy of a federation's log, or dropped it: the charter in force that bore them out may
 * stand in it no more.
 */
export function openRemembered(store: Store) {
  const stored = store.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
  const setValue = store.prepare<[string, string]>('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)')
  const nameOf = (federation: Cid) => `succession/${federation}`
  return {
    of(federation: Cid): readonly NodeReplacement[] {
      const bytes = parseBase64(stored.get(nameOf(federation)) ?? '')
      const list = bytes && bytes.length > 0 ? decodeReplacements(bytes) : []
      return isRefusal(list) ? [] : list
    },
    keep(federation: Cid, replacements: readonly NodeReplacement[]): void {
      setValue.run(nameOf(federation), toBase64(encodeReplacements(replacements)))
    },
  }
}

function read<K extends KindName>({ header, signature, body }: Row, kind: K): KnownEntry<K> | undefined {
  const entry = decodeEntry({ header, signature, body })
  const known = isRefusal(entry) ? entry : openBody(kind, entry)
  return isRefusal(known) ? undefined : known
}
