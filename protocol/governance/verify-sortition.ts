import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { Verify } from '../keys/verify.ts'
import { type KindName, type KnownEntry, openBody } from '../kinds.ts'
import { checkEntrySignature, decodeEntry, type Entry, type SignedEntry } from '../log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { electorateRoot } from './electorate.ts'
import { checkDrawn, contributionsRoot, drawPanel, drawStrata, type Panel, panelSeed } from './sortition.ts'
import { areCommitted, type Stratum } from './strata.ts'

/** All that a draw rests on. */
export type SortitionEvidence = {
  readonly called: SignedEntry
  readonly committed: SignedEntry
  /** In the order of the log. */
  readonly joined: readonly SignedEntry[]
  readonly drawn: SignedEntry
  /** In any order. */
  readonly pool: readonly PublicKeyHex[]
  /** The pool by roles, in the order that was committed to, where the draw is in proportion to these. */
  readonly strata: readonly Stratum[]
  readonly declined: readonly SignedEntry[]
  /** Where others of these are by a key that took the place of a lost one: the node's word for whose it is. */
  readonly replaced?: readonly SignedEntry[]
}

/**
 * Draws again from the signed entries alone. That the pool is who could be drawn at the time, only the group's log can
 * show; that it is the one the node fixed before the seed was known, is checked here.
 * @param trusted the group's log and the key of its node, which its charter names.
 * @returns the panel, or the first thing that does not hold.
 */
export function verifySortition(
  evidence: SortitionEvidence,
  trusted: { readonly log: Cid; readonly node: PublicKeyHex },
  verify: Verify,
): Panel | Refusal {
  const read = <K extends KindName>(kind: K, signed: SignedEntry): KnownEntry<K> | Refusal => {
    const entry = decodeEntry(signed)
    if (isRefusal(entry)) return entry
    if (entry.header.kind !== kind || entry.header.log !== trusted.log) return refuse('entry/wrong-log', { kind })
    if (!checkEntrySignature(entry, verify)) return refuse('entry/bad-signature', { id: entry.id })
    return openBody(kind, entry)
  }
  const called = read('sortition/called', evidence.called)
  if (isRefusal(called)) return called
  const committed = read('sortition/committed', evidence.committed)
  if (isRefusal(committed)) return committed
  const drawn = read('sortition/drawn', evidence.drawn)
  if (isRefusal(drawn)) return drawn
  const { node } = trusted
  if (committed.entry.header.by !== node || drawn.entry.header.by !== node) return refuse('member/not-allowed')
  const joined = readAll('sortition/joined', evidence.joined)
  if (isRefusal(joined)) return joined
  const declined = readAll('sortition/declined', evidence.declined)
  if (isRefusal(declined)) return declined
  const replaced = readAll('key/replaced', evidence.replaced ?? [])
  if (isRefusal(replaced)) return replaced
  if (replaced.some(({ entry }) => entry.header.by !== node)) return refuse('member/not-allowed')
  const members = new Map(replaced.map(({ body }) => [body.key, body.member]))
  const authorOf = ({ entry }: { readonly entry: Entry }) => members.get(entry.header.by) ?? entry.header.by
  const about = [committed, drawn, ...joined, ...declined]
  if (about.some(({ body }) => body.sortition !== called.entry.id)) return refuse('sortition/unknown')
  const authors = new Set(joined.map(authorOf))
  if (authors.size !== joined.length) return refuse('sortition/already')
  const ids = joined.map(({ entry }) => entry.id)
  const unsound = checkDrawn(committed.body, drawn.body, ids)
  if (unsound) return unsound
  const pool = [...evidence.pool].sort()
  if (!equalBytes(electorateRoot(pool), committed.body.pool.root)) {
    return refuse('sortition/bad', { field: 'pool', problem: 'not the pool that the node fixed' })
  }
  const seed = panelSeed(drawn.body.seed, contributionsRoot(ids))
  const away = new Set(declined.map(authorOf))
  const { seats, stratify } = called.body
  if (stratify === undefined) return drawPanel(seed, pool, seats, away)
  const strata = evidence.strata.map(({ role, keys }) => ({ role, keys: [...keys].sort() }))
  const isWhole =
    strata
      .flatMap(({ keys }) => keys)
      .sort()
      .join() === pool.join()
  if (!isWhole || !areCommitted(strata, committed.body.strata ?? [])) {
    return refuse('sortition/bad', { field: 'strata', problem: 'not the roles that the node fixed' })
  }
  return drawStrata(seed, strata, seats, away)

  function readAll<K extends KindName>(kind: K, all: readonly SignedEntry[]): KnownEntry<K>[] | Refusal {
    const entries: KnownEntry<K>[] = []
    for (const signed of all) {
      const known = read(kind, signed)
      if (isRefusal(known)) return known
      entries.push(known)
    }
    return entries
  }
}
