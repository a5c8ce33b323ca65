/** How long what is out of order may take to come back before the focus goes to what stands around it. */
const BACK_BY_MS = 1_000
/** What says where one is. */
const PLACES = 'section, article, form, details, main'
const HEADINGS = 'h1, h2, h3, h4, summary'

/**
 * Keeps the focus near where somebody works without a mouse. Where what had it is disabled while something is sent, it comes
 * back to it; where that is gone (a line of a list, a form that was sent, a page that was left), it goes to the heading of what
 * stood around it. Source: WCAG 2.2, success criterion 2.4.3.
 */
export function keepFocus(page: Document): void {
  let path: readonly Element[] = []
  let isLooking = false
  let isByKeys = false
  let lateBy: ReturnType<typeof setTimeout> | undefined

  const mend = (isLate: boolean) => {
    isLooking = false
    if (isLate) lateBy = undefined
    const [last] = path
    if (!last || page.activeElement !== page.body) return
    const isDisabled = last.matches(':disabled')
    if (last.isConnected && isDisabled && !isLate) {
      lateBy ??= setTimeout(() => mend(true), BACK_BY_MS)
      return
    }
    if (last instanceof HTMLElement && isShown(last) && !isDisabled) return take(last, isByKeys)
    const places = path.filter(one => one.matches(PLACES) && isShown(one))
    const heading = places.map(headingOf).find(one => one !== null) ?? page.querySelector<HTMLElement>('main h1')
    if (heading) take(heading, isByKeys)
  }
  const look = () => {
    if (isLooking || path.length === 0) return
    isLooking = true
    // By the second frame the browser has taken the focus off what is gone, and whoever else wants it has it.
    requestAnimationFrame(() => requestAnimationFrame(() => mend(false)))
  }
  page.addEventListener('focusin', ({ target }) => {
    clearTimeout(lateBy)
    lateBy = undefined
    path = target instanceof Element ? withAncestors(target) : []
  })
  // Who points beside everything lets go of it on purpose.
  page.addEventListener('pointerdown', () => {
    path = []
    isByKeys = false
  })
  page.addEventListener('keydown', () => {
    isByKeys = true
  })
  // What is not on paper loses the focus while it is printed.
  matchMedia('print').addEventListener('change', look)
  const changes = { subtree: true, childList: true, attributeFilter: ['disabled'] }
  new MutationObserver(look).observe(page.body, changes)
}

/** Browsers that the page is for may be older than `checkVisibility`. */
function isShown(one: Element): boolean {
  const folded = one.parentElement?.closest('details:not([open])')
  const isFolded = folded && !folded.querySelector(':scope > summary')?.contains(one)
  return one.getClientRects().length > 0 && !isFolded
}

function headingOf(place: Element): HTMLElement | null {
  return place.querySelector(place.matches('main') ? 'h1' : HEADINGS)
}

function withAncestors(element: Element): Element[] {
  const path: Element[] = []
  for (let one: Element | null = element; one; one = one.parentElement) path.push(one)
  return path
}

/** Only who goes by keys is taken to where the focus is: who points has the page in view. */
function take(element: HTMLElement, isByKeys: boolean): void {
  if (element.tabIndex < 0) element.tabIndex = -1
  element.focus({ preventScroll: !isByKeys || !isOutOfSight(element) })
}

function isOutOfSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom < 0 || top > window.innerHeight
}
