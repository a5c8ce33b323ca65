import { fromHex } from '../../../protocol/bytes/hex.ts'
import { phraseOfSeed, seedOfPhrase } from '../../../protocol/keys/recovery-phrase.ts'
import type { DeviceKey } from '../device-key.ts'
import { keyOfSeed } from './make-key.ts'

/** The 24 words of a key. */
export function wordsOf({ seed }: DeviceKey): string[] {
  return phraseOfSeed(fromHex(seed)).split(' ')
}

/** The key of 24 words, in whatever case and spacing they were typed; undefined where they are no phrase. */
export function keyOfWords(words: string): DeviceKey | undefined {
  const seed = seedOfPhrase(words.trim().toLowerCase().split(/\s+/).join(' '))
  return seed instanceof Uint8Array ? keyOfSeed(seed) : undefined
}
