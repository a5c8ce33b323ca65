import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyBytes, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { blindPublicKey } from '../../../protocol/keys/ballot-key.ts'
import type { Clerk } from './clerk.ts'

/** A member's own key for one vote, and the factor that makes it. */
export type BallotKey = { readonly factor: Uint8Array; readonly key: PublicKeyHex }

const MOST_KEPT = 5_000

/** The ballot keys of members who ask; kept for a while, since blinding takes about a millisecond. */
export function openBallotKeys(clerk: Pick<Clerk, 'factor' | 'voterKey'>) {
  const kept = new Map<string, BallotKey>()
  /** Undefined where the member is not entitled in that vote. */
  return (proposal: Cid, member: PublicKeyHex): BallotKey | undefined => {
    const place = `${proposal}/${member}`
    const held = kept.get(place)
    if (held) return held
    const factor = clerk.factor(proposal, member)
    const key = clerk.voterKey(proposal, member)
    if (!factor || !key) return undefined
    const made = { factor, key: publicKeyHex(blindPublicKey(publicKeyBytes(key), factor)) }
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(place, made)
    return made
  }
}
