import { concatBytes } from '../bytes/compare.ts'

/** What a signature or a derived secret is for; one per purpose, so that none can stand in for another. */
export type Context =
  | 'active'
  | 'ballot-key'
  | 'ballot-nonce'
  | 'charter-amended'
  | 'cowriting'
  | 'entry'
  | 'handover'
  | 'handover-digits'
  | 'invitation'
  | 'key-words'
  | 'mandate'
  | 'node-replaced'
  | 'pin'
  | 'session'
  | 'shelf'
  | 'ticket'

/** The bytes to sign: a line that names the purpose, then the bytes themselves. Nothing is ever signed bare. */
export function contextual(context: Context, bytes: Uint8Array): Uint8Array {
  return concatBytes(new TextEncoder().encode(`comunal/v1/${context}\n`), bytes)
}
