import { wordlist } from '@scure/bip39/wordlists/english.js'
import { type Cid, digestOfCid } from '../bytes/cid.ts'
import { sha256 } from '../bytes/sha256.ts'
import { contextual } from './context.ts'

/**
 * Three words (BIP 39, English) that stand for a request, to be compared on two screens: the first 33 bits of
 * SHA-256("comunal/v1/key-words\n" ‖ the SHA-256 in its id). To make another request with the same words takes
 * some 2^33 signatures.
 */
export function checkWords(request: Cid): readonly string[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = sha256(contextual('key-words', digestOfCid(request)))
  const bits = (BigInt(a) << 32n) | (BigInt(b) << 24n) | (BigInt(c) << 16n) | (BigInt(d) << 8n) | BigInt(e)
  return [29n, 18n, 7n].map(from => wordlist[Number((bits >> from) & 2047n)] ?? '')
}
