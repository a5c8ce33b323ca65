import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'

/** A code is answered and confirmed while both devices are at hand. */
const HANDOVER_MS = 5 * 60_000

/** A member's key on its way from one device to another; `given` is sealed for the other device alone. */
export type Handover = {
  /** Whose key it is. */
  readonly member: PublicKeyHex
  readonly expiresAtMs: number
  /** X25519 public key of the one device that answered, hex. */
  readonly taker: string | null
  readonly given: { readonly giver: string; readonly parcel: string } | null
}

export type Handovers = ReturnType<typeof openHandovers>

/** Handovers that are under way, one a member: kept in memory, for five minutes. */
export function openHandovers(now: () => number) {
  const byId = new Map<string, Handover>()
  const find = (id: string): Handover | Refusal => {
    for (const [known, { expiresAtMs }] of byId) {
      // In the order in which they were begun: the first that still holds ends it.
      if (expiresAtMs > now()) break
      byId.delete(known)
    }
    return byId.get(id) ?? refuse('handover/unknown')
  }
  const change = (id: string, next: (standing: Handover) => Handover | Refusal): Handover | Refusal => {
    const standing = find(id)
    if (isRefusal(standing)) return standing
    const changed = next(standing)
    if (!isRefusal(changed)) byId.set(id, changed)
    return changed
  }
  return {
    find,
    /** Begins one in place of any that the member has under way. */
    begin(id: string, member: PublicKeyHex): Handover | Refusal {
      const standing = find(id)
      if (!isRefusal(standing)) return refuse('handover/taken')
      for (const [other, { member: whose }] of byId) if (whose === member) byId.delete(other)
      const begun = { member, expiresAtMs: now() + HANDOVER_MS, taker: null, given: null }
      byId.set(id, begun)
      return begun
    },
    /** The first device that answers is the only one. */
    claim: (id: string, taker: string) =>
      change(id, standing =>
        standing.taker === null || standing.taker === taker ? { ...standing, taker } : refuse('handover/taken'),
      ),
    give: (id: string, member: PublicKeyHex, given: NonNullable<Handover['given']>) =>
      change(id, standing =>
        standing.member === member && standing.taker !== null ? { ...standing, given } : refuse('handover/unknown'),
      ),
    /** Ended by whoever holds the member's key: the first device that stops, or the other one that has it now. */
    end(id: string, member: PublicKeyHex): void {
      const standing = find(id)
      if (!isRefusal(standing) && standing.member === member) byId.delete(id)
    },
  }
}
