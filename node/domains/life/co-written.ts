import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type CoWrittenRecord, type WrittenTogether, writtenTogether } from '../../../protocol/life/co-writing.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** Somebody says that the part which a version gives them is theirs. */
export type Confirmation = { readonly revision: Cid; readonly by: PublicKeyHex; readonly atMs: number }

export type CoWritten = ReturnType<typeof openCoWritten>

/** Versions that several wrote at once: who wrote which part, and who has confirmed theirs. */
export function openCoWritten(store: Store) {
  const byRevision = store.prepare<[string], { draft: string; body: Uint8Array }>(
    'SELECT draft, body FROM co_written WHERE revision = ?',
  )
  const byDraft = store.prepare<[string], { revision: string; body: Uint8Array }>(
    'SELECT revision, body FROM co_written WHERE draft = ?',
  )
  const isConfirmed = store
    .prepare<[string, Uint8Array], number>('SELECT 1 FROM confirmation WHERE revision = ? AND by = ?')
    .pluck()
  const confirmed = store.prepare<[string], { revision: string; by: Uint8Array; at_ms: number }>(
    `SELECT confirmation.revision, by, at_ms FROM co_written JOIN confirmation USING (revision)
     WHERE draft = ? ORDER BY at_ms, by`,
  )
  return {
    record(revision: Cid): CoWrittenRecord | undefined {
      const row = byRevision.get(revision)
      return (
        row && {
          draft: storedCid(row.draft),
          writers: readStored(writtenTogether, row.body).writers,
          hasConfirmed: by => isConfirmed.get(revision, fromHex(by)) !== undefined,
        }
      )
    },
    /** The parts of a draft's versions, of those that have them. */
    ofDraft: (draft: Cid): ReadonlyMap<Cid, WrittenTogether> =>
      new Map(byDraft.all(draft).map(({ revision, body }) => [storedCid(revision), readStored(writtenTogether, body)])),
    confirmations: (draft: Cid): Confirmation[] =>
      confirmed
        .all(draft)
        .map(({ revision, by, at_ms }) => ({ revision: storedCid(revision), by: publicKeyHex(by), atMs: at_ms })),
  }
}
