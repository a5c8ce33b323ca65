import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { LogPlace } from '../../../protocol/federation/log-place.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { type Witnesses, witnessesOf } from '../../../protocol/federation/witnesses.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import { logPlaceOf } from './log-place.ts'

/** The groups that a decision, or a closing of the council, names. */
type Named = readonly { readonly group: Cid }[]

/** Where a decision stands: under a checkpoint that makes it final, where there is one. */
export function witnessedPlace(
  core: Core,
  log: LogRow,
  charter: Charter,
  named: Named,
  entry: Cid,
): LogPlace | Refusal {
  const groups = rosterAt(core, log, entry)
  const then = charterAt(core, log, charter, entry)
  return logPlaceOf(core, log, entry, checkpoint => witnessesNamed(then, named, groups, checkpoint)?.met === true)
}

/** Who witnesses a decision; null where a cosignature does not hold. */
export function witnessesAt(core: Core, log: LogRow, charter: Charter, named: Named, entry: Cid): Witnesses | null {
  const place = witnessedPlace(core, log, charter, named, entry)
  if (isRefusal(place)) return null
  const then = charterAt(core, log, charter, entry)
  return witnessesNamed(then, named, rosterAt(core, log, entry), place.checkpoint)
}

/** Witnesses among the groups that a decision names. */
export function witnessesNamed(
  charter: Charter,
  named: Named,
  groups: readonly FederationGroup[],
  checkpoint: string,
): Witnesses | null {
  const ids = new Set(named.map(({ group }) => group))
  const found = witnessesOf(
    charter,
    groups.filter(({ id }) => ids.has(id)),
    checkpoint,
    verifyOneNatively,
  )
  return isRefusal(found) ? null : found
}

/** The charter with the key that the federation's own node had at an entry of its log: that one is no witness of it. */
function charterAt(core: Core, log: LogRow, charter: Charter, entry: Cid): Charter {
  const at = core.tables.entry(entry)?.index ?? 0
  for (const { index, refused, signed } of core.tables.ofKinds(log.row, ['node/replaced'])) {
    const read = decodeEntry(signed)
    const known = refused === null && index > at && !isRefusal(read) ? openBody('node/replaced', read) : null
    if (known && !isRefusal(known)) return { ...charter, node: known.body.replacement.replaces }
  }
  return charter
}

/** The groups of a federation with the node keys they had at an entry of its log: whoever cosigned then still has. */
function rosterAt(core: Core, log: LogRow, entry: Cid): FederationGroup[] {
  const { federations } = core.projections
  const at = core.tables.entry(entry)?.index ?? 0
  const former = new Map<Cid, PublicKeyHex>()
  for (const { index, refused, signed } of core.tables.ofKinds(log.row, ['federation/node-replaced'])) {
    const read = decodeEntry(signed)
    const known = refused === null && index > at && !isRefusal(read) ? openBody('federation/node-replaced', read) : null
    if (!known || isRefusal(known)) continue
    const { group, replaces } = known.body.replacement
    if (!former.has(group)) former.set(group, replaces)
  }
  return federations.groups(log.row).map(group => {
    const node = former.get(group.id)
    return node ? { ...group, charter: { ...group.charter, node } } : group
  })
}
