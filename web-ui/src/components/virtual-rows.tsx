import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { ListLook } from './long-list.tsx'

/** Pixels, until a row has been measured. */
const GUESS = { list: 72, stack: 170 } as const
const GAP = { list: 0, stack: 16 } as const
/** Rows above and below the window. */
const BEYOND = 8

/** Rows of a long list, those near the window alone; what is left out keeps its place. */
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
  })
  return (
    <ul ref={list} className={`${look} rows`} style={{ blockSize: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
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
