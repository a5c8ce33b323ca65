import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'

/** The 24 words (BIP 39, English) that write a 32-byte seed down; eight bits of them are a checksum. */
export function phraseOfSeed(seed: Uint8Array): string {
  if (seed.length !== 32) throw new RangeError(`a seed has 32 bytes, not ${seed.length}`)
  return entropyToMnemonic(seed, wordlist)
}

/** The seed of 24 words, however they are spaced and capitalised; undefined where a word or the checksum is wrong. */
export function seedOfPhrase(phrase: string): Uint8Array | undefined {
  const words = phrase.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length !== 24) return undefined
  try {
    return mnemonicToEntropy(words.join(' '), wordlist)
  } catch {
    return undefined
  }
}
