import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { ListLook } from './long-list.tsx'

/** Pixels, until a row has been measured. */
const GUESS = { list: 72, stack: 170 } as const
const GAP = { list: 0, stack: 16 } as const
/** Rows above and below the window. */
const BEYOND = 8

/**
 * Rows of a long list, those near the window alone; what is left out keeps its place. The row in which somebody was last stays,
 * so that the focus is not lost when they scroll.
 */
export function VirtualRows({
  keys,
  look,
  rowAt,
}: {
  keys: readonly string[]
  look: ListLook
  rowAt: (at: number) => ReactNode
}) {
  const list = useRef<HTMLUListElement>(null)
  const [above, setAbove] = useState(0)
  const [held, setHeld] = useState<string>()
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0
    setAbove(top + window.scrollY)
  }, [])
  const rows = useWindowVirtualizer({
    count: keys.length,
    estimateSize: () => GUESS[look],
    gap: GAP[look],
    overscan: BEYOND,
    scrollMargin: above,
    getItemKey: at => keys[at] ?? at,
    rangeExtractor: range => rowsOf(range, held === undefined ? -1 : keys.indexOf(held)),
  })
  return (
    <ul ref={list} className={`${look} rows`} style={{ blockSize: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
          onFocus={() => setHeld(keys[index])}
          aria-setsize={keys.length}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${start - above}px)` }}
        >
          {rowAt(index)}
        </li>
      ))}
    </ul>
  )
}

function rowsOf(range: Range, held: number): number[] {
  const near = defaultRangeExtractor(range)
  return held < 0 || near.includes(held) ? near : [...near, held].sort((one, other) => one - other)
}
