/** A piece of a bar: where it begins and how long it is, in percent of the whole. */
export type Piece = { readonly option: string; readonly start: number; readonly length: number }

/** Counts laid end to end on a bar whose whole is `total`; what is left over stays empty. */
export function layBar(counts: readonly { option: string; amount: number }[], total: number): Piece[] {
  if (total <= 0) return []
  let start = 0
  return counts.map(({ option, amount }) => {
    const length = Math.max(0, Math.min(100 - start, (100 * amount) / total))
    const piece = { option, start, length }
    start += length
    return piece
  })
}
