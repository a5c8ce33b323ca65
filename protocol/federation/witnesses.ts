import type { Cid } from '../bytes/cid.ts'
import { type PublicKeyHex, publicKeyBytes, publicKeyHex } from '../bytes/public-key.ts'
import type { Charter } from '../group/charter.ts'
import type { Verify } from '../keys/verify.ts'
import { nodeWitness, parseWitnessVkey, readCosignatures, type WitnessKey } from '../log/cosignature.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import type { FederationGroup } from './roster.ts'

/** Who stands for it that a decision is in the one history of its federation's log. */
export type Witnesses = {
  /** `group` is null for a witness that is no member's node. */
  readonly by: readonly { readonly group: Cid | null; readonly name: string; readonly atS: number }[]
  /** Witnesses that could have. */
  readonly of: number
  /** With fewer the decision waits for witnesses, and does not bind. */
  readonly needed: number
  readonly met: boolean
}

/** How far a proposal has come: `waiting` is decided, but not yet witnessed by as many as the charter asks for. */
export type DecisionState = 'open' | 'waiting' | 'decided'

/**
 * One rule for nodes and verifiers. A decision whose cosignatures do not hold (null) is not witnessed.
 * @param decided whether the federation's node has entered the decision in its log.
 */
export function decisionState(decided: boolean, witnesses: Witnesses | null): DecisionState {
  if (!decided) return 'open'
  return witnesses?.met ? 'decided' : 'waiting'
}

/** The witnesses that a charter names besides the nodes of the members. */
export function outsideWitnesses({ federation }: Charter): WitnessKey[] {
  return (federation?.outsideWitnesses ?? []).flatMap(text => parseWitnessVkey(text) ?? [])
}

/**
 * Who has cosigned the checkpoint that a decision stands under, of the groups that it was decided over and the outside
 * witnesses of the charter; each key once. The federation's own node is no witness of itself. As many are needed as the
 * charter says, or all where there are fewer; where it says nothing, more than half: two majorities share a witness.
 * Refuses with `witness/bad-cosignature` or `note/bad`.
 */
export function witnessesOf(
  charter: Charter,
  groups: readonly FederationGroup[],
  checkpoint: string,
  verify?: Verify,
): Witnesses | Refusal {
  const byKey = new Map<PublicKeyHex, { group: Cid | null; name: string; key: WitnessKey }>()
  for (const { id, charter: member } of groups) {
    if (member.node === charter.node || byKey.has(member.node)) continue
    byKey.set(member.node, { group: id, name: member.name, key: nodeWitness(publicKeyBytes(member.node)) })
  }
  for (const key of outsideWitnesses(charter)) {
    const hex = publicKeyHex(key.publicKey)
    if (hex !== charter.node && !byKey.has(hex)) byKey.set(hex, { group: null, name: key.name, key })
  }
  const keys = [...byKey.values()].map(({ key }) => key)
  const read = readCosignatures(checkpoint, keys, verify)
  if (isRefusal(read)) return read
  const by = read.flatMap(({ publicKey, atS }) => {
    const found = byKey.get(publicKeyHex(publicKey))
    return found ? [{ group: found.group, name: found.name, atS }] : []
  })
  const of = byKey.size
  const said = charter.federation?.witnesses
  const needed = said === undefined ? (of === 0 ? 0 : Math.floor(of / 2) + 1) : Math.min(said, of)
  return { by, of, needed, met: by.length >= needed }
}
