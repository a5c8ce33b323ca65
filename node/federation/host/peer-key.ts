import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import type { PeerId } from '@libp2p/interface'
import { peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id'
import { type PublicKeyHex, publicKeyBytes, publicKeyHex } from '../../../protocol/bytes/public-key.ts'

/** Ed25519 public key of a node. */
export type PeerKey = PublicKeyHex

/** The key inside a libp2p peer id; undefined for the key types (RSA, secp256k1, …) that no node of ours has. */
export function keyOfPeerId(peerId: PeerId): PeerKey | undefined {
  return peerId.type === 'Ed25519' ? publicKeyHex(peerId.publicKey.raw) : undefined
}

/** The same of a peer id as text, as it stands in an address. */
export function keyOfPeerIdText(text: string): PeerKey | undefined {
  try {
    return keyOfPeerId(peerIdFromString(text))
  } catch {
    return undefined
  }
}

export function peerIdOfKey(key: PeerKey): PeerId {
  return peerIdFromPublicKey(publicKeyFromRaw(publicKeyBytes(key)))
}
