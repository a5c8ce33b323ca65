import { toHex } from '../../../protocol/bytes/hex.ts'

const KEY_BYTES = 32
const HEAD = '/key/swarm/psk/1.0.0/\n/base16/\n'
const FILE = /^\/key\/swarm\/psk\/1\.0\.0\/\n\/base16\/\n[0-9a-f]{64}\s*$/

/** A new key of a private network, as the text of its file. Source: go-ipfs' swarm key, format 1.0.0. */
export function makeNetworkKey(randomBytes: (length: number) => Uint8Array): string {
  return `${HEAD}${toHex(randomBytes(KEY_BYTES))}\n`
}

/** The text of a network key's file as the transport takes it; undefined where it is none. */
export function readNetworkKey(text: string): Uint8Array | undefined {
  return FILE.test(text) ? new TextEncoder().encode(text.trimEnd()) : undefined
}
