import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

/** Lower-case hex, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes)
}

/** Bytes of a hex text; throws where it is none, so ask for a parsed type (`PublicKeyHex`) at the border. */
export function fromHex(text: string): Uint8Array {
  return hexToBytes(text)
}
