import { type RefObject, useEffect, useRef, useState } from 'react'

/** Pixels beyond the window that count as seen: what is about to come into view is there when it does. */
const AHEAD = 400

/** Whether something has come into view, once and for all: what nobody has seen yet need not be asked for. */
export function useSeen<E extends Element>(): { readonly place: RefObject<E | null>; readonly isSeen: boolean } {
  const place = useRef<E>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const element = place.current
    if (!element || isSeen) return
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
      },
      { rootMargin: `${AHEAD}px` },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [isSeen])
  return { place, isSeen }
}
