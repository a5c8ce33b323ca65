import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { difference } from './difference.ts'
import type { Revision } from './drafts.ts'

/** A run of a text and who wrote it. */
export type Piece = { readonly by: PublicKeyHex; readonly text: string }
/** Characters of the newest version that are somebody's, spaces left out. */
export type Contribution = { readonly by: PublicKeyHex; readonly characters: number }

type Version = Pick<Revision, 'by' | 'text'>

/**
 * Who wrote which part of the newest version. What a revision leaves standing stays whose it was, what it adds is its
 * writer's; what somebody takes out and another puts back is the other's.
 * @param versions oldest first.
 */
export function piecesOf(versions: readonly Version[]): readonly Piece[] {
  return versions.reduce<readonly Piece[]>(withVersion, [])
}

const MOST_KEPT = 200

/** The same for drafts that are asked for again and again: only what is new since is looked at. */
export function openPieces(): (versions: readonly Revision[]) => readonly Piece[] {
  const kept = new Map<Cid, readonly Piece[]>()
  return versions => {
    const known = versions.findLastIndex(({ id }) => kept.has(id))
    const held = versions[known]
    const pieces = versions.slice(known + 1).reduce(withVersion, (held && kept.get(held.id)) ?? [])
    const newest = versions.at(-1)
    if (kept.size >= MOST_KEPT) kept.clear()
    if (newest) kept.set(newest.id, pieces)
    return pieces
  }
}

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

function withVersion(pieces: readonly Piece[], { by, text: after }: Version): readonly Piece[] {
  const before = pieces.map(({ text }) => text).join('')
  const result: Piece[] = []
  let [at, offset] = [0, 0]
  const take = (length: number, keep: boolean) => {
    for (let left = length; left > 0; ) {
      const piece = pieces[at]
      if (!piece) throw new Error('the pieces are not the text')
      const part = piece.text.slice(offset, offset + left)
      if (keep) result.push({ by: piece.by, text: part })
      left -= part.length
      offset += part.length
      if (offset === piece.text.length) {
        at++
        offset = 0
      }
    }
  }
  for (const { change, text } of difference(before, after)) {
    if (change === 'added') result.push({ by, text })
    else take(text.length, change === 'same')
  }
  return joined(result)
}

/** Neighbours of one writer as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last?.by === piece.by) result[result.length - 1] = { by: last.by, text: last.text + piece.text }
    else result.push(piece)
  }
  return result
}
