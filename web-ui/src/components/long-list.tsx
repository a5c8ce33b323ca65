import { lazy, type ReactNode, Suspense } from 'react'

/** Up to so many rows stand in the page whole: they can be printed, and searched by the browser. */
const MOST_WHOLE = 100

const VirtualRows = lazy(() => import('./virtual-rows.tsx').then(m => ({ default: m.VirtualRows })))

/** How a list looks: `list` for lines, `stack` for cards. */
export type ListLook = 'list' | 'stack'

/** A list that may become long: beyond a hundred rows only those near the window are in the page. */
export function LongList<T>({
  items,
  look,
  keyOf,
  rowOf,
}: {
  items: readonly T[]
  look: ListLook
  keyOf: (item: T) => string
  rowOf: (item: T) => ReactNode
}) {
  const whole = (shown: readonly T[]) => (
    <ul className={look}>
      {shown.map(item => (
        <li key={keyOf(item)}>{rowOf(item)}</li>
      ))}
    </ul>
  )
  if (items.length <= MOST_WHOLE) return whole(items)
  const rowAt = (at: number) => {
    const item = items[at]
    return item === undefined ? null : rowOf(item)
  }
  return (
    <Suspense fallback={whole(items.slice(0, MOST_WHOLE))}>
      <VirtualRows keys={items.map(keyOf)} look={look} rowAt={rowAt} />
    </Suspense>
  )
}
