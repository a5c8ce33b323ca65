import type { Cid } from '../bytes/cid.ts'
import { type PublicKeyHex, publicKeyBytes, publicKeyHex } from '../bytes/public-key.ts'
import type { Charter } from '../group/charter.ts'
import type { Verify } from '../keys/verify.ts'
import { readCosignatures } from '../log/cosignature.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import type { FederationGroup } from './roster.ts'

/** Whose nodes stand for it that a decision is in the one history of its federation's log. */
export type Witnesses = {
  readonly by: readonly { readonly group: Cid; readonly name: string; readonly atS: number }[]
  /** Nodes that could have. */
  readonly of: number
  /** As many as the charter asks for; with fewer the decision is not yet witnessed, and does not bind. */
  readonly needed: number
  readonly met: boolean
}

/**
 * Who has cosigned the checkpoint that a decision stands under, of the groups that it was decided over. The federation's
 * own node is no witness of itself. Refuses with `witness/bad-cosignature` or `note/bad`.
 */
export function witnessesOf(
  charter: Charter,
  groups: readonly FederationGroup[],
  checkpoint: string,
  verify?: Verify,
): Witnesses | Refusal {
  const byNode = new Map<PublicKeyHex, FederationGroup>()
  for (const group of groups) {
    const { node } = group.charter
    if (node !== charter.node && !byNode.has(node)) byNode.set(node, group)
  }
  const read = readCosignatures(checkpoint, [...byNode.keys()].map(publicKeyBytes), verify)
  if (isRefusal(read)) return read
  const by = read.flatMap(({ publicKey, atS }) => {
    const group = byNode.get(publicKeyHex(publicKey))
    return group ? [{ group: group.id, name: group.charter.name, atS }] : []
  })
  const of = byNode.size
  const needed = charter.federation?.witnesses ?? (of === 0 ? 0 : Math.floor(of / 2) + 1)
  return { by, of, needed, met: by.length >= needed }
}
