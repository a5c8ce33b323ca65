import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { SHOWN_KINDS } from '../../../protocol/federation/replay-objections.ts'
import { PAPER_SHOWN_KINDS } from '../../../protocol/federation/replay-paper.ts'
import { type KindName, type KnownEntry, openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry, leafBytes } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { StoredEntry } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import { openObjections } from '../governance/objections.ts'
import { openPaperSheets } from '../paper/paper-sheets.ts'

/** Ids of the entries about the objections to a proposal, and of those that show by what right they were written. */
export function objectionEvidence(core: Core, log: number, proposal: Cid): Cid[] {
  const said = openObjections(core.store).said(proposal)
  return withRights(
    core,
    log,
    said.map(({ id }) => id),
    SHOWN_KINDS,
  )
}

/** The same of the entries about paper. */
export function paperEvidence(core: Core, log: number, proposal: Cid): Cid[] {
  return withRights(core, log, openPaperSheets(core.store).entryIds(proposal), PAPER_SHOWN_KINDS)
}

/**
 * Entries with those that show by what right their authors wrote them: how they became members and got their roles, and the same of
 * whoever let them in, up to the charter, with the elections by which any of these may have held an office. In the order of the log.
 */
function withRights(core: Core, log: number, ids: readonly Cid[], kinds: ReadonlySet<KindName>): Cid[] {
  const last = ids.at(-1)
  const end = last && core.tables.placeOf(last)
  if (!end) return []
  const own = new Set(ids)
  const needed = authorsOf(core, ids)
  const requests = new Set<Cid>()
  const stored = core.tables
    .ofKinds(log, [...kinds])
    .filter(({ refused, index }) => refused === null && index <= end.index)
  // Backwards: what shows a right stands before what it is needed for.
  const shown = stored.toReversed().flatMap(one => {
    const known = read(one)
    if (!known || !(own.has(known.entry.id) || isAbout(known, needed, requests))) return []
    needed.add(known.entry.header.by)
    if (known.kind === 'member/joined' && known.body.invitation) needed.add(known.body.invitation.key)
    if (known.kind === 'key/replaced') {
      needed.add(known.body.member)
      requests.add(known.body.request)
    }
    return [cidOfBytes(leafBytes(one.signed))]
  })
  return shown.toReversed()
}

function authorsOf(core: Core, ids: readonly Cid[]): Set<PublicKeyHex> {
  return new Set(
    ids.flatMap(id => {
      const stored = core.tables.entry(id)
      const known = stored && read(stored)
      return known ? [known.entry.header.by] : []
    }),
  )
}

function read({ signed }: StoredEntry): KnownEntry | undefined {
  const entry = decodeEntry(signed, nativeSha256)
  const known = isRefusal(entry) ? entry : openEntry(entry)
  return isRefusal(known) ? undefined : known
}

function isAbout(known: KnownEntry, keys: ReadonlySet<PublicKeyHex>, requests: ReadonlySet<Cid>): boolean {
  switch (known.kind) {
    case 'member/joined':
      return keys.has(known.entry.header.by)
    case 'member/invited':
      return keys.has(known.body.key)
    case 'member/approved':
    case 'member/vouched':
    case 'member/role-set':
    case 'member/removed':
      return keys.has(known.body.member)
    case 'key/replaced':
      return keys.has(known.body.key)
    case 'key/asked':
      return requests.has(known.entry.id)
    case 'key/backed':
      return requests.has(known.body.request)
    case 'election/called':
      return known.body.role !== null
    case 'charter/amended':
      return true
    default:
      return false
  }
}
