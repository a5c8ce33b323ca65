import type { PublicKeyHex } from '../bytes/public-key.ts'

/** A run of a text and who wrote it. */
export type Piece = { readonly by: PublicKeyHex; readonly text: string }
/** Characters of a text that are somebody's, spaces left out. */
export type Contribution = { readonly by: PublicKeyHex; readonly characters: number }

/** How much of a text is whose, the most first; equal shares by key. */
export function contributions(pieces: readonly Piece[]): Contribution[] {
  const characters = new Map<PublicKeyHex, number>()
  for (const { by, text } of pieces) {
    const own = [...text.replace(/\s/gu, '')].length
    if (own > 0) characters.set(by, (characters.get(by) ?? 0) + own)
  }
  return [...characters]
    .map(([by, count]) => ({ by, characters: count }))
    .sort((a, b) => b.characters - a.characters || (a.by < b.by ? -1 : 1))
}

/** Neighbours of one writer as one. */
export function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last?.by === piece.by) result[result.length - 1] = { by: last.by, text: last.text + piece.text }
    else result.push(piece)
  }
  return result
}
