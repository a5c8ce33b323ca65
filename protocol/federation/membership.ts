import { bytes, cid, type Infer, object, optional } from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { nodeAddresses } from './addresses.ts'
import { followsMerger } from './merge-terms.ts'
import { judgeFollowing } from './merger.ts'
import { readGenesis } from './roster.ts'
import { replacementList, successionOf } from './succession.ts'

/** The group's own record that it belongs to a federation: from it the node knows whose logs to keep. */
export const groupFederated = object({
  federation: cid,
  /** The federation's genesis entry, encoded. */
  charter: bytes(),
  addresses: nodeAddresses,
  feed: cid,
  /** How the federation's node came to its key, where it is not its charter's any more. */
  replacements: optional(replacementList),
  /** Where its federation has merged into this one. */
  merged: optional(followsMerger),
})
export type GroupFederated = Infer<typeof groupFederated>
export const groupUnfederated = object({ federation: cid })

export function judgeFederated({ entry, body }: KnownEntry<'group/federated'>, reader: LogReader): Refusal | undefined {
  const genesis = readGenesis(body.charter, reader.verify)
  if (isRefusal(genesis)) return genesis
  if (genesis.id === reader.log) return refuse('charter/bad', { problem: 'a federation cannot be its own member' })
  if (genesis.id !== body.federation || genesis.charter.members !== 'groups') {
    return refuse('charter/bad', { problem: 'not the federation it says' })
  }
  const succession = successionOf(genesis, body.replacements ?? [], reader.verify)
  if (isRefusal(succession)) return succession
  if (reader.group(body.federation)?.state === 'member') {
    return refuse('federation/loop', { path: [body.federation, reader.log, body.federation].join(' > ') })
  }
  if (entry.header.by === reader.charter()?.node) return judgeFollowing(body, reader)
  return requirePermission(reader, entry.header.by, 'govern')
}

export function judgeUnfederated({ entry }: KnownEntry<'group/unfederated'>, reader: LogReader): Refusal | undefined {
  return requirePermission(reader, entry.header.by, 'govern')
}
