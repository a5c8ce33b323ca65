import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type ClosedPaper, paperEntries } from '../../../protocol/governance/closed-paper.ts'
import { type Choice, choiceCodec } from '../../../protocol/governance/method.ts'
import { type PaperReading, type PaperSheet, readSheets } from '../../../protocol/governance/paper.ts'
import type { PaperReader, PaperSaid } from '../../../protocol/governance/paper-entries.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'
import { openPaperNotes } from './paper-notes.ts'

type ReadingRow = { serial: string; by: Uint8Array; seq: number; position: number; choice: Uint8Array | null }
type SheetCounts = { agreed: number; spoilt: number; read: number }

export type PaperSheets = ReturnType<typeof openPaperSheets>

/** Queries over the sheets of a vote. */
export function openPaperSheets(store: Store) {
  const entries = store
    .prepare<[string], string>('SELECT cid FROM paper_entry WHERE proposal = ? ORDER BY position')
    .pluck()
  const entryCount = store.prepare<[string], number>('SELECT count(*) FROM paper_entry WHERE proposal = ?').pluck()
  const newest = store
    .prepare<[string], number>('SELECT coalesce(max(position), 0) FROM paper_entry WHERE proposal = ?')
    .pluck()
  const out = store
    .prepare<[string], number>('SELECT count(*) FROM paper_issue WHERE proposal = ? AND returned = 0')
    .pluck()
  const printed = store
    .prepare<[string], number>('SELECT coalesce(max(count), 0) FROM paper_print WHERE proposal = ?')
    .pluck()
  const counts = store.prepare<[string], SheetCounts>(
    `SELECT coalesce(sum(agreed), 0) AS agreed, coalesce(sum(agreed = 1 AND choice IS NULL), 0) AS spoilt,
       count(*) AS read FROM paper_sheet WHERE proposal = ?`,
  )
  const choices = store
    .prepare<[string], Uint8Array>(
      'SELECT choice FROM paper_sheet WHERE proposal = ? AND agreed = 1 AND choice IS NOT NULL ORDER BY serial',
    )
    .pluck()
  const sheet = store.prepare<[string, string], ReadingRow>(
    'SELECT * FROM paper_reading WHERE proposal = ? AND serial = ? ORDER BY position',
  )
  const readings = store.prepare<[string], ReadingRow>('SELECT * FROM paper_reading WHERE proposal = ?')
  const issue = store.prepare<[string], { proposal: string; returned: number }>(
    'SELECT proposal, returned FROM paper_issue WHERE cid = ?',
  )
  const parts = store.prepare<[string], string>('SELECT entry FROM paper_part WHERE proposal = ? ORDER BY part').pluck()
  const countsOf = (proposal: Cid): SheetCounts => counts.get(proposal) ?? { agreed: 0, spoilt: 0, read: 0 }
  const said = (proposal: Cid): PaperSaid => {
    const { agreed, read } = countsOf(proposal)
    const issued = out.get(proposal) ?? 0
    const count = entryCount.get(proposal) ?? 0
    return { issued, agreed, open: read - agreed, count, printed: printed.get(proposal) ?? 0 }
  }
  return {
    said,
    /** What the sheets come to: those that count, those that are spoilt, those that are not agreed on. */
    tally(proposal: Cid) {
      const { agreed, spoilt, read } = countsOf(proposal)
      return { issued: out.get(proposal) ?? 0, counted: agreed - spoilt, spoilt, unsettled: read - agreed }
    },
    /** What a closing has to say of it, but for the keys. */
    closing(proposal: Cid): Omit<ClosedPaper, 'keys'> | undefined {
      const ids = entries.all(proposal).map(storedCid)
      if (ids.length === 0) return undefined
      const { agreed, spoilt, read } = countsOf(proposal)
      return { entries: paperEntries(ids, nativeSha256), counted: agreed - spoilt, spoilt, unsettled: read - agreed }
    },
    /** The choices that two tellers agree on, one a sheet. */
    choices: (proposal: Cid): Choice[] => choices.all(proposal).map(bytes => readStored(choiceCodec, bytes)),
    sheet: (proposal: Cid, serial: string): PaperReading[] => sheet.all(proposal, serial).map(readingOf),
    /** Every sheet that was read. */
    sheets: (proposal: Cid): PaperSheet[] => readSheets(readings.all(proposal).map(readingOf)),
    issue(id: Cid): { proposal: Cid; isReturned: boolean } | undefined {
      const row = issue.get(id)
      return row && { proposal: storedCid(row.proposal), isReturned: row.returned === 1 }
    },
    /** Ids of all entries about paper, in the order of the log. */
    entryIds: (proposal: Cid): Cid[] => entries.all(proposal).map(storedCid),
    /** Ids of the entries that say who voted on paper; none before the close. */
    tableIds: (proposal: Cid): Cid[] => parts.all(proposal).map(storedCid),
    /** Position of the newest entry about it; 0 where there is none. */
    newest: (proposal: Cid): number => newest.get(proposal) ?? 0,
  }
}

/** What the rules may know of paper. */
export function openPaperReader(store: Store): PaperReader {
  const { said, closing, sheet, issue } = openPaperSheets(store)
  const { holder, isOnPaper, hasDrawn, isPrinted } = openPaperNotes(store)
  return { said, closing, sheet, issue, holder, isOnPaper, hasDrawn, isPrinted }
}

function readingOf({ serial, by, seq, position, choice }: ReadingRow): PaperReading {
  const teller: PublicKeyHex = publicKeyHex(by)
  return { by: teller, seq, index: position, serial, choice: choice && readStored(choiceCodec, choice) }
}
