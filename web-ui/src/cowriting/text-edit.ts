/** A change of one place in a text: `removed` characters at `at`, then `inserted` there. In UTF-16 units, as in a field. */
export type TextEdit = { readonly at: number; readonly removed: number; readonly inserted: string }

/** Runs as Yjs tells of changes. */
export type Delta = readonly {
  readonly retain?: number | undefined
  readonly delete?: number | undefined
  readonly insert?: unknown
}[]

/**
 * What was typed, from before and after. Where the same letters stand side by side, `caret` (the end of what was put in)
 * says which is new. No surrogate pair is cut.
 */
export function editBetween(before: string, after: string, caret: number): TextEdit | undefined {
  if (before === after) return undefined
  const mostEnd = Math.min(before.length, after.length, Math.max(0, after.length - caret))
  let end = 0
  while (end < mostEnd && before.at(-1 - end) === after.at(-1 - end)) end++
  let start = 0
  const mostStart = Math.min(before.length, after.length) - end
  while (start < mostStart && before[start] === after[start]) start++
  if (isInsidePair(before, start) || isInsidePair(after, start)) start--
  if (isInsidePair(before, before.length - end) || isInsidePair(after, after.length - end)) end--
  return { at: start, removed: before.length - end - start, inserted: after.slice(start, after.length - end) }
}

/** The same change in a text that another change has passed over meanwhile; what both took out is gone once. */
export function editAfter({ at, removed, inserted }: TextEdit, other: TextEdit | undefined): TextEdit {
  if (!other) return { at, removed, inserted }
  const otherEnd = other.at + other.removed
  const shift = other.inserted.length - other.removed
  const place = (index: number) => {
    if (index <= other.at) return index
    return index >= otherEnd ? index + shift : other.at
  }
  const start = place(at)
  // What the other put in within what this takes out stays.
  const isAcross = at < other.at && at + removed > other.at
  return { at: start, removed: isAcross ? other.at - at : place(at + removed) - start, inserted }
}

/** Where a place in a text is after changes by others; what they put in at the very place comes after it. */
export function placeAfter(delta: Delta, place: number): number {
  let [at, moved] = [0, place]
  for (const { retain = 0, delete: removed = 0, insert } of delta) {
    if (at > moved) break
    at += retain
    if (typeof insert === 'string') {
      if (at < moved) moved += insert.length
      at += insert.length
    }
    if (removed > 0 && at < moved) moved -= Math.min(removed, moved - at)
  }
  return moved
}

function isInsidePair(text: string, place: number): boolean {
  return place > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(place - 1, place + 1))
}
