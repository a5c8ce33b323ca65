import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import {
  backersFor,
  type Council,
  type KeyChange,
  MOST_KEYS,
  namesMember,
  readKeyChange,
  type StewardKey,
} from '../../../protocol/federation/steward-key.ts'
import type { Chartered } from '../../../protocol/group/amending.ts'
import { type KnownEntry, openBody } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry, type SignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import { replacementsOf } from './replace-node.ts'

/**
 * The entries of the group's own log that show others how a lost key was replaced: of who has backed it, stewards whom the
 * charter names, no more than it takes. Undefined where it names the member by no key, where they are too few, or an entry is missing.
 * @param council the charter and the keys of its stewards, as those know them who are told.
 */
export function keyChangeOf(
  { tables }: Core,
  own: LogRow,
  { entry, body }: KnownEntry<'key/replaced'>,
  council: Pick<Council, 'charter' | 'keys'>,
): KeyChange | undefined {
  if (!namesMember(council, body)) return undefined
  const asked = tables.entry(body.request)
  const { keys, needed } = backersFor(council, body.member)
  const backed = new Map<PublicKeyHex, Uint8Array>()
  for (const { signed } of tables.ofKinds(own.row, ['key/backed'])) {
    const backing = backingIn(signed)
    if (backing?.body.request !== body.request) continue
    const { by } = backing.entry.header
    if (backed.size < needed && keys.includes(by)) backed.set(by, encodeSignedEntry(signed))
  }
  if (!asked || backed.size < needed) return undefined
  return {
    asked: encodeSignedEntry(asked.signed),
    backed: [...backed.values()],
    replaced: encodeSignedEntry(entry.signed),
  }
}

/** How stewards got other keys, as far as those could check it who know the group by its charter as it is now. */
export function keyChangesFor(core: Core, own: LogRow, founding: Chartered | Refusal): KeyChange[] {
  const charter = core.reader(own).charter()
  if (!charter || isRefusal(founding)) return []
  const nodes = [founding.charter.node, ...replacementsOf(core, own).map(({ node }) => node)]
  const changes: KeyChange[] = []
  let keys: readonly StewardKey[] = []
  for (const { signed } of core.tables.ofKinds(own.row, ['key/replaced'])) {
    const entry = decodeEntry(signed)
    const known = isRefusal(entry) ? entry : openBody('key/replaced', entry)
    const change = isRefusal(known) ? undefined : keyChangeOf(core, own, known, { charter, keys })
    const key = change && readKeyChange(change, { id: own.id, charter, keys }, nodes, verifyOneNatively)
    if (!change || !key || isRefusal(key)) continue
    changes.push(change)
    keys = [...keys, key]
  }
  return changes.slice(0, MOST_KEYS)
}

function backingIn(signed: SignedEntry): KnownEntry<'key/backed'> | undefined {
  const entry = decodeEntry(signed)
  const known = isRefusal(entry) ? entry : openBody('key/backed', entry)
  return isRefusal(known) ? undefined : known
}
