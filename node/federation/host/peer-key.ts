import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import type { PeerId } from '@libp2p/interface'
import { peerIdFromPublicKey } from '@libp2p/peer-id'

/** Ed25519 public key of a node, 64 lower-case hexadecimal characters. */
export type PeerKey = string

/** The key inside a libp2p peer id; undefined for the key types (RSA, secp256k1, …) that no node of ours has. */
export function keyOfPeerId(peerId: PeerId): PeerKey | undefined {
  return peerId.type === 'Ed25519' ? Buffer.from(peerId.publicKey.raw).toString('hex') : undefined
}

export function peerIdOfKey(key: PeerKey): PeerId {
  return peerIdFromPublicKey(publicKeyFromRaw(Buffer.from(key, 'hex')))
}
