import { compareBytes, concatBytes } from '../../bytes/compare.ts'
import { sha256 } from '../../bytes/sha256.ts'

/**
 * The order of a draw: by SHA-256(seed ‖ UTF-8 of the option), ascending. Everyone who knows the seed gets the same
 * order, whatever the order of the list, and nobody who does not know it can tell beforehand.
 * @param seed 32 bytes, committed to before the vote opened.
 */
export function drawOrder(seed: Uint8Array, options: readonly string[]): string[] {
  if (seed.length !== 32) throw new RangeError('a draw needs a seed of 32 bytes')
  const utf8 = new TextEncoder()
  return options
    .map(option => ({ option, lot: sha256(concatBytes(seed, utf8.encode(option))) }))
    .sort((a, b) => compareBytes(a.lot, b.lot))
    .map(({ option }) => option)
}
