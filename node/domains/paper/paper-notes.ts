import { type Cid, digestOfCid } from '../../../protocol/bytes/cid.ts'
import { concatBytes, equalBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { serialOf } from '../../../protocol/governance/paper.ts'
import { serialsRoot } from '../../../protocol/governance/paper-table.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'

export type PaperNotes = ReturnType<typeof openPaperNotes>

/** What only the node knows of paper: whose mark is whose, and which serials were drawn. */
export function openPaperNotes(store: Store) {
  const addMark = store.prepare<[Uint8Array, string, Uint8Array, Uint8Array]>(
    'INSERT INTO paper_mark (mark, proposal, member, opening) VALUES (?, ?, ?, ?)',
  )
  const memberOf = store
    .prepare<[Uint8Array, string], Uint8Array>('SELECT member FROM paper_mark WHERE mark = ? AND proposal = ?')
    .pluck()
  const issueOf = store
    .prepare<[string, Uint8Array], string>(
      `SELECT paper_issue.cid FROM paper_mark JOIN paper_issue USING (proposal, mark)
       WHERE paper_mark.proposal = ? AND member = ? AND returned = 0`,
    )
    .pluck()
  const isIssued = store
    .prepare<[string, Uint8Array], number>('SELECT 1 FROM paper_issue WHERE proposal = ? AND mark = ?')
    .pluck()
  const hasVoted = store
    .prepare<[Uint8Array, Uint8Array, string], number>(
      `SELECT 1 FROM proposal JOIN ballot_key ON ballot_key.proposal = ? AND ballot_key.member = ?
         JOIN voter ON voter.proposal = proposal.id AND voter.key = ballot_key.key
       WHERE proposal.cid = ? AND voter.chosen IS NOT NULL`,
    )
    .pluck()
  const keyOf = store
    .prepare<[Uint8Array, Uint8Array], number>('SELECT 1 FROM ballot_key WHERE proposal = ? AND member = ?')
    .pluck()
  const memberOfKey = store
    .prepare<[Uint8Array, Uint8Array], Uint8Array>('SELECT member FROM ballot_key WHERE proposal = ? AND key = ?')
    .pluck()
  const keysOut = store
    .prepare<[string, Uint8Array], Uint8Array>(
      `SELECT ballot_key.key FROM paper_issue JOIN paper_mark USING (proposal, mark)
         JOIN ballot_key ON ballot_key.member = paper_mark.member
       WHERE paper_issue.proposal = ? AND returned = 0 AND ballot_key.proposal = ? ORDER BY ballot_key.key`,
    )
    .pluck()
  const membersOut = store
    .prepare<[string], Uint8Array>(
      `SELECT member FROM paper_issue JOIN paper_mark USING (proposal, mark)
       WHERE paper_issue.proposal = ? AND returned = 0`,
    )
    .pluck()
  const printed = store
    .prepare<[string], number>('SELECT coalesce(max(count), 0) FROM paper_print WHERE proposal = ?')
    .pluck()
  const placeOf = store
    .prepare<[string, string], number>('SELECT place FROM paper_serial WHERE proposal = ? AND serial = ?')
    .pluck()
  const serials = store
    .prepare<[string, number], string>(
      'SELECT serial FROM paper_serial WHERE proposal = ? AND place < ? ORDER BY place',
    )
    .pluck()
  const dropSerials = store.prepare<[string, number]>('DELETE FROM paper_serial WHERE proposal = ? AND place >= ?')
  const addSerial = store.prepare<[string, number, string]>(
    'INSERT OR IGNORE INTO paper_serial (proposal, place, serial) VALUES (?, ?, ?)',
  )
  const printedOf = (proposal: Cid): number => printed.get(proposal) ?? 0
  const issue = (proposal: Cid, member: PublicKeyHex): Cid | undefined => {
    const id = issueOf.get(proposal, fromHex(member))
    return id === undefined ? undefined : storedCid(id)
  }
  return {
    /** Keeps a new mark of a member before anybody sees it. @param opening 32 random bytes. */
    mark(proposal: Cid, member: PublicKeyHex, opening: Uint8Array): Uint8Array {
      const mark = nativeSha256(concatBytes(opening, fromHex(member)))
      addMark.run(mark, proposal, fromHex(member), opening)
      return mark
    },
    /** How the voter stands for whom a mark was made; a mark serves once. */
    holder(proposal: Cid, mark: Uint8Array): { isOnPaper: boolean; hasVoted: boolean } | undefined {
      const member = memberOf.get(mark, proposal)
      if (!member || !keyOf.get(digestOfCid(proposal), member)) return undefined
      const isOnPaper = isIssued.get(proposal, mark) !== undefined || issueOf.get(proposal, member) !== undefined
      return { isOnPaper, hasVoted: hasVoted.get(digestOfCid(proposal), member, proposal) !== undefined }
    },
    isEntitled: (proposal: Cid, member: PublicKeyHex): boolean =>
      keyOf.get(digestOfCid(proposal), fromHex(member)) !== undefined,
    hasVoted: (proposal: Cid, member: PublicKeyHex): boolean =>
      hasVoted.get(digestOfCid(proposal), fromHex(member), proposal) !== undefined,
    /** The entry that handed a member the sheet that is out. */
    issue,
    isOnPaper(proposal: Cid, ballotKey: PublicKeyHex): boolean {
      const member = memberOfKey.get(digestOfCid(proposal), fromHex(ballotKey))
      return member !== undefined && issueOf.get(proposal, member) !== undefined
    },
    /** Ballot keys to whom a sheet is out, in ascending order. */
    keys: (proposal: Cid): PublicKeyHex[] => keysOut.all(proposal, digestOfCid(proposal)).map(publicKeyHex),
    members: (proposal: Cid): Set<PublicKeyHex> => new Set(membersOut.all(proposal).map(publicKeyHex)),
    /**
     * Draws serials for sheets to be printed next; what was drawn before and not printed is forgotten.
     * @returns the new ones, and what `paper/printed` has to say.
     */
    draw(proposal: Cid, sheets: number, randomBytes: (length: number) => Uint8Array) {
      return store.transaction(() => {
        const before = printedOf(proposal)
        dropSerials.run(proposal, before)
        for (let place = before; place < before + sheets; ) {
          if (addSerial.run(proposal, place, serialOf(randomBytes(5))).changes === 1) place++
        }
        const all = serials.all(proposal, before + sheets)
        return { serials: all.slice(before), count: all.length, root: serialsRoot(all, nativeSha256) }
      })()
    },
    hasDrawn(proposal: Cid, { count, root }: { count: number; root: Uint8Array }): boolean {
      const drawn = serials.all(proposal, count)
      return drawn.length === count && equalBytes(serialsRoot(drawn, nativeSha256), root)
    },
    isPrinted(proposal: Cid, serial: string): boolean {
      const place = placeOf.get(proposal, serial)
      return place !== undefined && place < printedOf(proposal)
    },
    /** All serials that were printed, in that order. */
    serials: (proposal: Cid): string[] => serials.all(proposal, printedOf(proposal)),
  }
}
