import type { Cid } from '../../../protocol/bytes/cid.ts'
import { isVetoEntry, type VetoEntry, type VetoRecord, vetoRecords } from '../../../protocol/federation/veto.ts'
import { openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'

type Row = { header: Uint8Array; signature: Uint8Array; body: Uint8Array | null; idx: number }
/** What was said of a veto, with its place in the federation's log. */
export type PlacedVetoEntry = { readonly known: VetoEntry; readonly index: number }

/** Queries over the vetoes of federated proposals. */
export function openVetoes(store: Store) {
  const saidOf = store.prepare<[string], Row>(
    `SELECT header, signature, entry.body, idx FROM veto JOIN entry ON entry.position = veto.position
     WHERE proposal = ? ORDER BY veto.position`,
  )
  const revoteOf = store.prepare<[string], string | null>('SELECT revote FROM contested WHERE proposal = ?').pluck()
  const contestedIn = store
    .prepare<[number], string>('SELECT proposal FROM contested WHERE log = ? AND revote IS NULL ORDER BY proposal')
    .pluck()
  const suspendedIn = store.prepare<[number], { proposal: string; revote: string | null }>(
    'SELECT proposal, revote FROM contested WHERE log = ? ORDER BY proposal',
  )
  const said = (proposal: Cid): PlacedVetoEntry[] =>
    saidOf.all(proposal).flatMap(({ header, signature, body, idx }) => {
      const entry = decodeEntry({ header, signature, body })
      const known = isRefusal(entry) ? entry : openEntry(entry)
      return !isRefusal(known) && isVetoEntry(known) ? [{ known, index: idx }] : []
    })
  return {
    said,
    /** Vetoes of a proposal as they stand, in the order of the log. */
    of: (proposal: Cid): VetoRecord[] => vetoRecords(said(proposal).map(({ known }) => known)),
    revote(proposal: Cid): Cid | undefined {
      const id = revoteOf.get(proposal)
      return id ? storedCid(id) : undefined
    },
    /** Every decided proposal of a log with suspended clauses, and the re-vote on it if there is one. */
    suspended: (log: number): { proposal: Cid; revote: Cid | null }[] =>
      suspendedIn.all(log).map(({ proposal, revote }) => {
        return { proposal: storedCid(proposal), revote: revote === null ? null : storedCid(revote) }
      }),
    /** Decided proposals of a log with suspended clauses, on which nobody has been asked again. */
    contested: (log: number): Cid[] => contestedIn.all(log).map(storedCid),
  }
}
