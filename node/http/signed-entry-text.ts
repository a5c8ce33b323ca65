import { decodeSignedEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import { type Refusal, refuse } from '../../protocol/refusal.ts'

/** The bytes of a canonical Base 64 text, at native speed; undefined for any other text. */
export function readBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

export function readEntryText(text: string): SignedEntry | Refusal {
  const bytes = readBase64(text)
  return bytes ? decodeSignedEntry(bytes) : refuse('request/bad', { problem: 'not canonical Base 64' })
}
