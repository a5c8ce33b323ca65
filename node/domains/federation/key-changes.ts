import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type KeyChange, MOST_KEYS, readKeyChange, type StewardKey } from '../../../protocol/federation/steward-key.ts'
import type { Chartered } from '../../../protocol/group/amending.ts'
import { type KnownEntry, openBody } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'

/** The entries of the group's own log that show others how a lost key was replaced; undefined where one is missing. */
export function keyChangeOf(
  { tables }: Core,
  own: LogRow,
  { entry, body }: KnownEntry<'key/replaced'>,
): KeyChange | undefined {
  const asked = tables.entry(body.request)
  if (!asked) return undefined
  const backed = tables.ofKinds(own.row, ['key/backed']).filter(({ signed }) => requestIn(signed) === body.request)
  return {
    asked: encodeSignedEntry(asked.signed),
    backed: backed.map(({ signed }) => encodeSignedEntry(signed)),
    replaced: encodeSignedEntry(entry.signed),
  }
}

/** How stewards got other keys, as far as those could check it who know the group by its charter as it is now. */
export function keyChangesFor(core: Core, own: LogRow, founding: Chartered | Refusal): KeyChange[] {
  const charter = core.reader(own).charter()
  if (!charter || isRefusal(founding)) return []
  const nodes = [founding.charter.node, charter.node]
  const changes: KeyChange[] = []
  let keys: readonly StewardKey[] = []
  for (const { signed } of core.tables.ofKinds(own.row, ['key/replaced'])) {
    const entry = decodeEntry(signed)
    const known = isRefusal(entry) ? entry : openBody('key/replaced', entry)
    const change = isRefusal(known) ? undefined : keyChangeOf(core, own, known)
    const key = change && readKeyChange(change, { id: own.id, charter, keys }, nodes, verifyOneNatively)
    if (!change || !key || isRefusal(key)) continue
    changes.push(change)
    keys = [...keys, key]
  }
  return changes.slice(0, MOST_KEYS)
}

function requestIn(signed: Parameters<typeof decodeEntry>[0]): Cid | undefined {
  const entry = decodeEntry(signed)
  const known = isRefusal(entry) ? entry : openBody('key/backed', entry)
  return isRefusal(known) ? undefined : known.body.request
}
