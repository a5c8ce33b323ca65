import { fromHex } from '../../../protocol/bytes/hex.ts'
import { choiceCodec } from '../../../protocol/governance/method.ts'
import { readSheets } from '../../../protocol/governance/paper.ts'
import { proposalPaper } from '../../../protocol/governance/paper-table.ts'
import type { Store } from '../../store/open.ts'
import type { Proposals } from '../governance/proposals.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'
import { openPaperSheets } from './paper-sheets.ts'

type PaperKinds = 'paper/issued' | 'paper/returned' | 'paper/printed' | 'paper/keyed' | 'proposal/paper'

/** Sheets of paper, and the tables of who voted on it, as tables. */
export function paperProjection(store: Store, proposals: Proposals): Projection<PaperKinds> {
  const { sheet } = openPaperSheets(store)
  const addEntry = store.prepare<[number, string, string]>(
    'INSERT INTO paper_entry (position, cid, proposal) VALUES (?, ?, ?)',
  )
  const addIssue = store.prepare<[string, string, Uint8Array]>(
    'INSERT INTO paper_issue (cid, proposal, mark, returned) VALUES (?, ?, ?, 0)',
  )
  const takeBack = store.prepare<[string]>('UPDATE paper_issue SET returned = 1 WHERE cid = ?')
  const addPrint = store.prepare<[string, number, Uint8Array]>(
    'INSERT INTO paper_print (proposal, count, root) VALUES (?, ?, ?)',
  )
  type Reading = [string, string, Uint8Array, number, number, Uint8Array | null]
  const setReading = store.prepare<Reading>(
    `INSERT INTO paper_reading (proposal, serial, by, seq, position, choice) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = excluded.seq, position = excluded.position, choice = excluded.choice
     WHERE excluded.seq >= seq`,
  )
  const setSheet = store.prepare<[string, string, number, Uint8Array | null]>(
    'INSERT OR REPLACE INTO paper_sheet (proposal, serial, agreed, choice) VALUES (?, ?, ?, ?)',
  )
  const addPart = store.prepare<[string, number, string]>(
    'INSERT INTO paper_part (proposal, part, entry) VALUES (?, ?, ?)',
  )
  const setTable = store.prepare<[Uint8Array, number, number, Uint8Array | null, string]>(
    `UPDATE proposal SET paper = ?, paper_keys_seen = paper_keys_seen + ?, paper_serials_seen = paper_serials_seen + ?,
       paper_last_key = coalesce(?, paper_last_key) WHERE cid = ?`,
  )
  return {
    'paper/issued': ({ entry, body }, { position }) => {
      addEntry.run(position, entry.id, body.proposal)
      addIssue.run(entry.id, body.proposal, body.mark)
    },
    'paper/returned': ({ entry, body }, { position }) => {
      addEntry.run(position, entry.id, body.proposal)
      takeBack.run(body.issued)
    },
    'paper/printed': ({ entry, body }, { position }) => {
      addEntry.run(position, entry.id, body.proposal)
      addPrint.run(body.proposal, body.count, body.root)
    },
    'paper/keyed': ({ entry, body }, { position }) => {
      const { proposal, serial, choice } = body
      const { by, seq } = entry.header
      addEntry.run(position, entry.id, proposal)
      setReading.run(proposal, serial, fromHex(by), seq, position, choice && toStored(choiceCodec, choice))
      const agreed = readSheets(sheet(proposal, serial))[0]?.agreed
      setSheet.run(proposal, serial, agreed ? 1 : 0, agreed?.choice ? toStored(choiceCodec, agreed.choice) : null)
    },
    'proposal/paper': ({ entry, body }) => {
      const last = body.keys.at(-1)
      addPart.run(body.proposal, body.part, entry.id)
      const part = toStored(proposalPaper, { ...body, keys: [], serials: [] })
      setTable.run(part, body.keys.length, body.serials.length, last ? fromHex(last) : null, body.proposal)
      proposals.forget(body.proposal)
    },
  }
}
