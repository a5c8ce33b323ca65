import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { ROSTER_KINDS } from '../../../protocol/federation/replay-roster.ts'
import type { CharterAmended } from '../../../protocol/group/charter-entries.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { decodeEntry, leafBytes } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { StoredEntry } from '../../log/log-tables.ts'

type Placed = { readonly id: Cid; readonly index: number }

export function placed(core: Core, ids: readonly Cid[]): Placed[] {
  return ids.flatMap(id => {
    const place = core.tables.placeOf(id)
    return place ? [{ id, index: place.index }] : []
  })
}

/**
 * Entries of a roster up to a place in the log, with the decisions on which groups were expelled, the motions by which the charter
 * was changed, and `besides` among them.
 */
export function rosterBefore(core: Core, log: number, end: number, besides: readonly Placed[]): Cid[] {
  const standing = core.tables
    .ofKinds(log, [...ROSTER_KINDS])
    .filter(({ refused, index }) => refused === null && index < end)
  const grounds = new Set(standing.flatMap(groundsIn))
  const merged = standing.flatMap(entry => mergerDecisions(core, entry))
  const decisions = [...grounds, ...merged].flatMap(ground => {
    const proposal = core.projections.federations.decidedBy(ground)
    return proposal ? [core.tables.entry(proposal) ?? [], core.tables.entry(ground) ?? []].flat() : []
  })
  const moved = standing.flatMap(entry => {
    const motion = motionBehind(entry)
    return motion ? placed(core, core.projections.federations.motions.entries(motion)) : []
  })
  const entries = [...standing, ...decisions].map(entry => ({ id: idOf(entry), index: entry.index }))
  return [...entries, ...moved, ...besides].toSorted((a, b) => a.index - b.index).map(({ id }) => id)
}

function groundsIn({ signed }: StoredEntry): readonly Cid[] {
  const entry = decodeEntry(signed)
  if (isRefusal(entry) || entry.header.kind !== 'federation/expelled') return []
  const known = openBody('federation/expelled', entry)
  return isRefusal(known) ? [] : known.body.grounds
}

/** The own decision that a merger rests on. */
function mergerDecisions(core: Core, { signed }: StoredEntry): Cid[] {
  const entry = decodeEntry(signed)
  if (isRefusal(entry) || entry.header.kind !== 'federation/merged') return []
  const known = openBody('federation/merged', entry)
  const decided = isRefusal(known) ? null : core.projections.federations.proposal(known.body.proposal)?.decidedEntry
  return decided ? [decided] : []
}

/** New keys of a federation's node past a place of its log. */
export function replacedAfter(core: Core, log: number, index: number): Cid[] {
  return core.tables
    .ofKinds(log, ['node/replaced'])
    .filter(entry => entry.refused === null && entry.index > index)
    .map(idOf)
}

/** The vote whose outcome an amendment is; null where stewards have signed it. */
export function voteBehind(stored: Pick<StoredEntry, 'signed'>): Cid | null {
  const by = groundOf(stored)
  return by?.type === 'vote' ? by.proposal : null
}

/** The motion by which a federation's council has made an amendment; null of every other entry. */
function motionBehind(stored: Pick<StoredEntry, 'signed'>): Cid | null {
  const by = groundOf(stored)
  return by?.type === 'motion' ? by.motion : null
}

/** What an amendment rests on; null where the entry is none. */
function groundOf({ signed }: Pick<StoredEntry, 'signed'>): CharterAmended['by'] | null {
  const entry = decodeEntry(signed)
  if (isRefusal(entry) || entry.header.kind !== 'charter/amended') return null
  const known = openBody('charter/amended', entry)
  return isRefusal(known) ? null : known.body.by
}

export function idOf({ signed }: StoredEntry): Cid {
  return cidOfBytes(leafBytes(signed))
}
