import { type Cid, cidFromDigest } from '../../protocol/bytes/cid.ts'
import { type KnownEntry, openEntry } from '../../protocol/kinds.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import type { Store } from '../store/open.ts'
import { storedCid } from './stored.ts'

/** An entry as news: where it stands and what it is about. */
export type Happening = {
  readonly position: number
  readonly log: Cid
  readonly index: number
  readonly kind: string
  readonly id: Cid
  /** The proposal, or the draft of one, that it concerns. */
  readonly subject: Cid | null
  readonly atMs: number
}

/** Ballots that came in for one vote, as a whole: which ones and when they came is nobody's business. */
export type Voting = { readonly proposal: Cid; readonly first: number; readonly last: number }

type Row = {
  position: number
  log: string
  idx: number
  id: Uint8Array
  kind: string
  header: Uint8Array
  signature: Uint8Array
  body: Uint8Array | null
  accepted_at_ms: number
}

/** What has happened in all logs of this node between two positions. */
export function openActivity(store: Store) {
  const entries = store.prepare<[number, number, number], Row>(
    `SELECT position, log.cid AS log, idx, entry.id, kind, header, signature, body, accepted_at_ms
     FROM entry JOIN log ON log.id = entry.log
     WHERE position > ? AND position <= ? AND kind <> 'ballot/cast' AND refused IS NULL ORDER BY position LIMIT ?`,
  )
  const votings = store.prepare<[number, number], { proposal: string; first: number; last: number }>(
    `SELECT proposal.cid AS proposal, min(ballot.position) AS first, max(ballot.position) AS last
     FROM ballot JOIN proposal ON proposal.id = ballot.proposal
     WHERE ballot.position > ? AND ballot.position <= ? GROUP BY ballot.proposal ORDER BY last`,
  )
  return {
    /** Entries that took effect, ballots left out: after `from`, up to `to`, `most` at once. */
    entries: (from: number, to: number, most: number): Happening[] => entries.all(from, to, most).map(readRow),
    votings: (from: number, to: number): Voting[] =>
      votings.all(from, to).map(({ proposal, first, last }) => ({ proposal: storedCid(proposal), first, last })),
  }
}

export type Activity = ReturnType<typeof openActivity>

function readRow(row: Row): Happening {
  const entry = decodeEntry({ header: row.header, signature: row.signature, body: row.body }, nativeSha256)
  const known = isRefusal(entry) || row.body === null ? entry : openEntry(entry)
  return {
    position: row.position,
    log: storedCid(row.log),
    index: row.idx,
    kind: row.kind,
    id: cidFromDigest(row.id),
    subject: isRefusal(known) || !('kind' in known) ? null : subjectOf(known),
    atMs: row.accepted_at_ms,
  }
}

function subjectOf(known: KnownEntry): Cid | null {
  switch (known.kind) {
    case 'proposal/opened':
    case 'federation/proposed':
      return known.entry.id
    case 'proposal/electorate':
    case 'proposal/delegations':
    case 'proposal/closed':
    case 'ballot/cast':
    case 'paper/issued':
    case 'paper/returned':
    case 'paper/printed':
    case 'paper/keyed':
    case 'proposal/paper':
    case 'objection/raised':
    case 'argument/made':
    case 'feedback/given':
    case 'task/added':
    case 'evaluation/given':
    case 'federation/decided':
    case 'mandate/issued':
      return known.body.proposal
    case 'draft/started':
      return known.entry.id
    case 'draft/revised':
    case 'draft/confirmed':
    case 'draft/submitted':
    case 'amendment/offered':
    case 'review/given':
      return known.body.draft
    default:
      return null
  }
}
