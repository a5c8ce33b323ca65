import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPublicKey } from '@libp2p/peer-id'
import { type PublicKeyHex, publicKeyBytes } from '../../../protocol/bytes/public-key.ts'

/** The same place on the network, with another node at it. */
export function addressOfKey(address: string, key: PublicKeyHex): string {
  const bare = address.replace(/\/p2p\/[^/]+$/, '')
  return `${bare}/p2p/${peerIdFromPublicKey(publicKeyFromRaw(publicKeyBytes(key)))}`
}
