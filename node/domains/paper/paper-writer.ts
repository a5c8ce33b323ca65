import { freezePaper } from '../../../protocol/governance/paper-table.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { StoredProposal } from '../governance/proposals.ts'
import { openPaperNotes } from './paper-notes.ts'
import { openPaperSheets } from './paper-sheets.ts'

/**
 * Writes who voted on paper, of a vote that closes; what a crash has cut off is written on from there, since nothing about the
 * sheets changes once its first part stands.
 */
export function openPaperWriter(core: Core) {
  const notes = openPaperNotes(core.store)
  const sheets = openPaperSheets(core.store)
  /** Writes what is missing of the table; nothing where nothing was said of paper. */
  return async (own: LogRow, { id, paperTable: seen }: StoredProposal): Promise<Refusal | undefined> => {
    if (sheets.said(id).count === 0) return
    const parts = freezePaper(id, notes.keys(id), notes.serials(id), nativeSha256)
    for (const part of parts.slice(seen?.partsSeen ?? 0)) {
      const ack = await core.write(own.id, 'proposal/paper', part)
      if (isRefusal(ack)) return ack
    }
  }
}
