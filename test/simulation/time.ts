/** What is to happen, in the order of virtual time; of two at one moment the one that was put in first. */
export type Agenda = {
  nowMs(): number
  after(ms: number, act: () => void): void
  /** Does what comes next, unless it is after a moment: then time stands at that moment. */
  next(untilMs: number): boolean
}

type Item = { readonly atMs: number; readonly order: number; readonly act: () => void }

export function openAgenda(): Agenda {
  const heap: Item[] = []
  let nowMs = 0
  let order = 0
  const isBefore = (a: Item, b: Item) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

  const put = (item: Item) => {
    let place = heap.push(item) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      const other = heap[above]
      if (!other || isBefore(other, item)) break
      heap[place] = other
      place = above
    }
    heap[place] = item
  }
  const take = (): Item | undefined => {
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let place = 0
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]]
      const below = right && left && isBefore(right, left) ? 2 * place + 2 : 2 * place + 1
      const child = heap[below]
      if (!child || !isBefore(child, last)) break
      heap[place] = child
      place = below
    }
    heap[place] = last
    return first
  }

  return {
    nowMs: () => nowMs,
    after: (ms, act) => put({ atMs: nowMs + Math.max(0, ms), order: order++, act }),
    next(untilMs) {
      const first = heap[0]
      if (!first || first.atMs > untilMs) {
        nowMs = Math.max(nowMs, untilMs)
        return false
      }
      take()
      nowMs = first.atMs
      first.act()
      return true
    },
  }
}
