import type { Cid } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Infer } from '../../../protocol/bytes/schema.ts'
import { withTerms } from '../../../protocol/group/amending.ts'
import { type Charter, type CharterTerms, charterCodec, charterTerms } from '../../../protocol/group/charter.ts'
import { type CharterDraft, type CharterReader, charterGround } from '../../../protocol/group/charter-entries.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** Terms that were in force, the entry that set them, and what that rests on: null of the founding terms. */
export type CharterVersion = {
  readonly entry: Cid
  readonly terms: CharterTerms
  readonly ground: Infer<typeof charterGround> | null
  readonly atMs: number
}

/** A vote on a change of the charter: `entry` says what came of it, `code` why it could not take effect. */
export type CharterVote = { readonly proposal: Cid; readonly entry: Cid | null; readonly code: string | null }

type VersionRow = { entry: string; terms: Uint8Array; ground: Uint8Array | null; at_ms: number }
type DraftRow = { cid: string; amends: string; terms: Uint8Array; accepted_at_ms: number }
type SignatureRow = { by: Uint8Array; signature: Uint8Array }
type VoteRow = { proposal: string; entry: string | null; code: string | null }

export type Charters = ReturnType<typeof openCharters>

/** Queries over the charters of groups: in force, before, drawn up, voted on. */
export function openCharters(store: Store) {
  const logId = store.prepare<[number], string>('SELECT cid FROM log WHERE id = ?').pluck()
  const current = store.prepare<[number], Uint8Array>('SELECT body FROM charter WHERE log = ?').pluck()
  const versions = store.prepare<[number], VersionRow>('SELECT * FROM charter_version WHERE log = ? ORDER BY idx')
  const entries = store
    .prepare<[number], string>('SELECT entry FROM charter_version WHERE log = ? ORDER BY idx')
    .pluck()
  const newest = store
    .prepare<[number], string>('SELECT entry FROM charter_version WHERE log = ? ORDER BY idx DESC LIMIT 1')
    .pluck()
  const termsBy = store
    .prepare<[number, string], Uint8Array>('SELECT terms FROM charter_version WHERE log = ? AND entry = ?')
    .pluck()
  const draftOf = store.prepare<[number, string], DraftRow>('SELECT * FROM charter_draft WHERE log = ? AND cid = ?')
  const draftsUpon = store.prepare<[number, string], DraftRow>(
    'SELECT * FROM charter_draft WHERE log = ? AND amends = ? ORDER BY accepted_at_ms, cid',
  )
  const signaturesOf = store.prepare<[string], SignatureRow>(
    'SELECT by, signature FROM charter_signature WHERE draft = ? ORDER BY position',
  )
  const voteOf = store.prepare<[string], VoteRow>('SELECT * FROM charter_vote WHERE proposal = ?')
  const unsettled = store
    .prepare<[number], string>('SELECT proposal FROM charter_vote WHERE log = ? AND entry IS NULL ORDER BY proposal')
    .pluck()

  const readDraft = ({ cid, amends, terms, accepted_at_ms }: DraftRow): CharterDraft => ({
    id: storedCid(cid),
    amends: storedCid(amends),
    terms: readStored(charterTerms, terms),
    acceptedAtMs: accepted_at_ms,
    signatures: signaturesOf.all(cid).map(({ by, signature }) => ({ by: publicKeyHex(by), signature })),
  })
  const charter = (log: number): Charter | undefined => {
    const bytes = current.get(log)
    return bytes && readStored(charterCodec, bytes)
  }
  const inForce = (log: number): Cid => {
    const entry = newest.get(log) ?? logId.get(log)
    if (entry === undefined) throw new Error('a charter of no log')
    return storedCid(entry)
  }
  const vote = (proposal: Cid): CharterVote | undefined => {
    const row = voteOf.get(proposal)
    return row && { proposal, entry: row.entry === null ? null : storedCid(row.entry), code: row.code }
  }
  return {
    inForce,
    /** The entries that set every charter that was in force, first to last; empty where it never changed. */
    order: (log: number): Cid[] => entries.all(log).map(storedCid),
    /** Every charter that was in force, first to last; empty where it never changed. */
    versions: (log: number): CharterVersion[] =>
      versions.all(log).map(({ entry, terms, ground, at_ms }) => ({
        entry: storedCid(entry),
        terms: readStored(charterTerms, terms),
        ground: ground && readStored(charterGround, ground),
        atMs: at_ms,
      })),
    /** What stewards have drawn up upon the charter in force, the oldest first. */
    drafts: (log: number): CharterDraft[] => draftsUpon.all(log, inForce(log)).map(readDraft),
    vote,
    /** Votes on the charter of which nothing has come yet; motions of a council only while they are open or carried. */
    unsettledVotes: (log: number): Cid[] => unsettled.all(log).map(storedCid),
    /** The charters of one log as the rules see them. */
    reader: (log: number): CharterReader => ({
      inForce: () => inForce(log),
      version(entry) {
        const held = charter(log)
        const terms = termsBy.get(log, entry)
        if (terms && held) return withTerms(held, readStored(charterTerms, terms))
        return entry === inForce(log) ? held : undefined
      },
      draft(id) {
        const row = draftOf.get(log, id)
        return row && readDraft(row)
      },
      isSettled: proposal => (vote(proposal)?.entry ?? null) !== null,
    }),
  }
}
