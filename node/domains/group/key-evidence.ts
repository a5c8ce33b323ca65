import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type KnownEntry, openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { StoredEntry } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'

/** The entries by which authors of these got their keys, where these took the place of lost ones. */
export function replacementsOf({ tables }: Core, log: number, ids: readonly Cid[]): Cid[] {
  const authors = new Set(ids.map(id => read(tables.entry(id))?.entry.header.by))
  return tables.ofKinds(log, ['key/replaced']).flatMap(stored => {
    const known = read(stored)
    return known?.kind === 'key/replaced' && authors.has(known.body.key) ? [known.entry.id] : []
  })
}

function read(stored: StoredEntry | undefined): KnownEntry | undefined {
  const entry = stored && decodeEntry(stored.signed, nativeSha256)
  const known = !entry || isRefusal(entry) ? undefined : openEntry(entry)
  return isRefusal(known) ? undefined : known
}
