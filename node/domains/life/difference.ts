import { diffArrays } from 'diff'

/** A run of text that two versions share, or that only the later or only the earlier one has. */
export type Change = { readonly change: 'same' | 'added' | 'removed'; readonly text: string }

/** Words, spaces and signs, each by itself: together they are the text again. */
const TOKENS = /[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu

/**
 * Changes past which two texts are taken as different altogether: a search costs its square, and a reader no longer sees
 * what stayed.
 */
const MOST_CHANGES = 400

/** What changed from one version to the next, by words (Myers, "An O(ND) Difference Algorithm", 1986). */
export function difference(before: string, after: string): Change[] {
  const tokens = (text: string): string[] => text.match(TOKENS) ?? []
  const found = diffArrays(tokens(before), tokens(after), { maxEditLength: MOST_CHANGES })
  if (!found) return whole(before, after)
  return found.map(({ added, removed, value }) => ({
    change: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

function whole(before: string, after: string): Change[] {
  const all: Change[] = [
    { change: 'removed', text: before },
    { change: 'added', text: after },
  ]
  return all.filter(({ text }) => text !== '')
}
