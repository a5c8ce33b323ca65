import { base64 } from '@scure/base'

/** Standard Base 64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  return base64.encode(bytes)
}

/** The bytes of a Base 64 text, or undefined where it is not the one canonical encoding of some bytes. */
export function parseBase64(text: string): Uint8Array | undefined {
  try {
    return base64.decode(text)
  } catch {
    return undefined
  }
}

/** As `parseBase64`, for texts of our own making: throws where it is none. */
export function fromBase64(text: string): Uint8Array {
  const bytes = parseBase64(text)
  if (!bytes) throw new TypeError('not canonical Base 64')
  return bytes
}
