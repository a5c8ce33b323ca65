import { lazy, type ReactNode, Suspense } from 'react'
import { useIsPrinting } from './use-printing.ts'

/** Up to so many rows stand in the page whole: they can be printed, and searched by the browser. A card asks for its own tally. */
const MOST_WHOLE: Record<ListLook, number> = { list: 100, stack: 20 }

const VirtualRows = lazy(() => import('./virtual-rows.tsx').then(m => ({ default: m.VirtualRows })))

/** How a list looks: `list` for lines, `stack` for cards. */
export type ListLook = 'list' | 'stack'

/** A list that may become long: beyond a hundred lines or twenty cards only those near the window are in the page; on paper all. */
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
  const most = MOST_WHOLE[look]
  const isPrinting = useIsPrinting()
  if (items.length <= most || isPrinting) return whole(items)
  const rowAt = (at: number) => {
    const item = items[at]
    return item === undefined ? null : rowOf(item)
  }
  return (
    <Suspense fallback={whole(items.slice(0, most))}>
      <VirtualRows keys={items.map(keyOf)} look={look} rowAt={rowAt} />
    </Suspense>
  )
}
