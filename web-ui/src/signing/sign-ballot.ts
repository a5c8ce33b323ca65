import { fromBase64 } from '../../../protocol/bytes/base64.ts'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts'
import { ballotDate } from '../../../protocol/governance/ballot.ts'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { blindedSigner, blindPublicKey } from '../../../protocol/keys/ballot-key.ts'
import { Problem } from '../api/problem.ts'
import type { DeviceKey } from '../device-key.ts'
import { type Signed, signKind } from './sign-entry.ts'

export const WRONG_BALLOT_KEY = 'page/wrong-ballot-key'

/** The node's word on this member's ballot key for one proposal. `factor` is Base 64. */
export type BallotKey = { readonly factor: string; readonly ballotKey: string; readonly log: string }

/**
 * Signs a ballot with the member's key for this one proposal.
 * The node says the factor; that the key it expects follows from it and from the member's own key is checked here,
 * so that a node cannot have a ballot signed under a key it made up.
 */
export function signBallot(
  deviceKey: DeviceKey,
  { factor, ballotKey, log }: BallotKey,
  { proposal, choice, seq }: { proposal: string; choice: Choice; seq: number },
): Signed {
  const scalar = fromBase64(factor)
  if (toHex(blindPublicKey(fromHex(deviceKey.key), scalar)) !== ballotKey) {
    throw new Problem({ code: WRONG_BALLOT_KEY, sentence: 'The ballot key does not follow from this key.', status: 0 })
  }
  const signer = blindedSigner(fromHex(deviceKey.seed), scalar)
  const body = { proposal: trustedCid(proposal), choice }
  return signKind(signer, { kind: 'ballot/cast', log: trustedCid(log), seq, body, at: ballotDate(Date.now()) })
}
