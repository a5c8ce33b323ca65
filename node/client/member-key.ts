import { type PublicKeyHex, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import { nativeSignerFromSeed } from '../log/native-signer.ts'

/** A member's own key, as it lies in their key file. */
export type MemberKey = { readonly seed: Uint8Array; readonly signer: Signer; readonly key: PublicKeyHex }

export function memberKey(seed: Uint8Array): MemberKey {
  const signer = nativeSignerFromSeed(seed)
  return { seed, signer, key: publicKeyHex(signer.publicKey) }
}
