import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { WrittenTogether } from '../../../protocol/life/co-writing.ts'
import { joined, type Piece } from '../../../protocol/life/contribution.ts'
import { difference } from './difference.ts'
import type { Revision } from './drafts.ts'

type Version = Pick<Revision, 'by' | 'text'> & Partial<Pick<Revision, 'together'>>

/**
 * Who wrote which part of the newest version. What a revision leaves standing stays whose it was, what it adds is its
 * writer's; what somebody takes out and another puts back is the other's. A version that several wrote at once says it
 * itself.
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

/** The parts that a version which several wrote at once gives its writers. */
export function piecesTogether(text: string, { writers, runs }: Pick<WrittenTogether, 'writers' | 'runs'>): Piece[] {
  const characters = [...text]
  let at = 0
  return runs.map(([writer = 0, length = 0]) => {
    const by = writers[writer]
    if (by === undefined) throw new Error('a part without its writer')
    at += length
    return { by, text: characters.slice(at - length, at).join('') }
  })
}

function withVersion(pieces: readonly Piece[], { by, text: after, together }: Version): readonly Piece[] {
  if (together) return joined(piecesTogether(after, together))
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
