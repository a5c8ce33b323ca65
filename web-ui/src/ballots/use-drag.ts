import { type PointerEvent, type RefObject, useRef, useState } from 'react'
import { type RowPlace, type Target, targetAt } from './ranking.ts'

/** An option on its way: how far it was carried, in pixels, and where it would come to. */
export type Carried = { readonly option: string; readonly by: number; readonly target: Target }

type Start = {
  readonly option: string
  readonly y: number
  readonly rows: readonly RowPlace[]
  readonly bottom: number
}

/** A finger that trembles does not carry anything yet, in pixels. */
const TREMBLE = 6
/** So near to the edge of the window the page scrolls along, in pixels, so far at a time. */
const EDGE = 90
const SCROLL = 14

/**
 * Carries the rows of a ranking by their handles, with a mouse, a pen or a finger alike. Rows carry `data-tier`. Nothing
 * moves before it is let go, so that what was measured at the start holds to the end.
 */
export function useDrag(list: RefObject<HTMLElement | null>, mayShare: boolean, onDrop: (held: Carried) => void) {
  const start = useRef<Start>(undefined)
  // What is let go is what was carried last, drawn by then or not.
  const last = useRef<Carried>(undefined)
  const [carried, setCarried] = useState<Carried>()
  const stop = () => {
    start.current = undefined
    last.current = undefined
    setCarried(undefined)
  }
  const handleOf = (option: string) => ({
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !list.current) return
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = { option, y: event.pageY, ...measure(list.current) }
    },
    onPointerMove({ pageY, clientY }: PointerEvent<HTMLElement>) {
      const held = start.current
      if (!held || (!last.current && Math.abs(pageY - held.y) < TREMBLE)) return
      last.current = { option, by: pageY - held.y, target: targetAt(pageY, held.rows, held.bottom, mayShare) }
      setCarried(last.current)
      if (clientY < EDGE) window.scrollBy(0, -SCROLL)
      if (clientY > window.innerHeight - EDGE) window.scrollBy(0, SCROLL)
    },
    onPointerUp() {
      if (last.current) onDrop(last.current)
      stop()
    },
    onPointerCancel: stop,
  })
  return { carried, handleOf, stop }
}

function measure(list: HTMLElement): Pick<Start, 'rows' | 'bottom'> {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-tier]')].map(row => {
    const { top, bottom } = row.getBoundingClientRect()
    return { tier: Number(row.dataset.tier), top: top + window.scrollY, bottom: bottom + window.scrollY }
  })
  return { rows, bottom: list.getBoundingClientRect().bottom + window.scrollY }
}
