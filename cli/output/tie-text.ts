import { toHex } from '../../protocol/bytes/hex.ts'
import type { Tie, TieBreak } from '../../protocol/governance/methods/outcome.ts'

const BROKEN: Readonly<Record<TieBreak, string>> = {
  method: 'got the same; the method’s own rule put them in this order.',
  draw: 'got the same; the draw put them in this order.',
  none: 'got the same, which decides nothing.',
}

/** What was tied and how that ended, a sentence each; where there was a draw, from what. */
export function tieSentences(ties: readonly Tie[], nameOf: (option: string) => string, seed: Uint8Array): string[] {
  const sentences = ties.map(({ options, brokenBy }) => `Tied: ${options.map(nameOf).join(', ')} ${BROKEN[brokenBy]}`)
  return ties.some(({ brokenBy }) => brokenBy === 'draw')
    ? [...sentences, `Drawn from the seed ${toHex(seed)}.`]
    : sentences
}
