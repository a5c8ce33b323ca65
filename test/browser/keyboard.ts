import type { ElementHandle, Locator, Page } from 'playwright-core'

/** Where the focus is, as a sentence, and what is wrong with it there. */
type Focus = { readonly at: string; readonly problem: string | null; readonly isThere: boolean }
type Wanted = ElementHandle<Node> | null

/** Stops that a page has at most before something is a trap. */
const MOST_STOPS = 120
const MOST_LOOKS = 40

/** Somebody without a mouse: Tab, Enter, Space, arrows and letters, and eyes for where the focus is. */
export type Keyboard = {
  /** Goes to it by Tab alone. */
  to(wanted: Locator): Promise<void>
  press(...keys: string[]): Promise<void>
  /** Goes to it and presses Enter. */
  open(wanted: Locator): Promise<void>
  /** Goes to a field and writes. */
  write(wanted: Locator, text: string): Promise<void>
  /** Goes through everything there is, and out again. Returns the stops. */
  walk(): Promise<string[]>
}

export function keyboardOf(page: Page): Keyboard {
  const step = async (wanted?: Wanted): Promise<Focus> => {
    await page.keyboard.press('Tab')
    let focus = await page.evaluate(lookAtFocus, wanted)
    // The page may be on its way to where the focus is.
    for (let tries = 0; focus.problem && tries < MOST_LOOKS; tries++) {
      await page.waitForTimeout(50)
      focus = await page.evaluate(lookAtFocus, wanted)
    }
    if (focus.problem) throw new Error(`${focus.at}: ${focus.problem}`)
    return focus
  }
  const to = async (wanted: Locator) => {
    const element = await wanted.elementHandle()
    if (await wanted.evaluate(one => one.contains(document.activeElement))) return
    const passed: string[] = []
    for (;;) {
      const { at, isThere } = await step(element)
      if (isThere) return
      passed.push(at)
      if (passed.length > MOST_STOPS) throw new Error(`no way by Tab to ${wanted}: ${passed.join(' > ')}`)
    }
  }
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  return {
    to,
    press,
    async open(wanted) {
      await to(wanted)
      await press('Enter')
    },
    async write(wanted, text) {
      await to(wanted)
      await page.keyboard.type(text)
    },
    async walk() {
      const stops: string[] = []
      for (;;) {
        const { at } = await step()
        if (at === '') return stops
        stops.push(at)
        if (stops.length > MOST_STOPS) throw new Error(`no way out: ${stops.slice(-20).join(' > ')}`)
      }
    },
  }
}

/** Presses a button as somebody without a mouse does. */
export const pressByKeys = (page: Page, name: string) =>
  keyboardOf(page).open(page.getByRole('button', { name, exact: true }))

/** Follows a link as somebody without a mouse does. */
export const followByKeys = (page: Page, name: string) =>
  keyboardOf(page).open(page.getByRole('link', { name, exact: true }))

/** Runs in the page. Nothing has the focus where `at` is empty: it has left the page. */
function lookAtFocus(wanted: Node | null | undefined): Focus {
  const focused = document.activeElement
  const isThere = wanted?.contains(focused) ?? false
  if (!(focused instanceof HTMLElement) || focused === document.body) return { at: '', problem: null, isThere }
  const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])] : []
  const name = focused.ariaLabel ?? labels[0]?.textContent ?? focused.textContent ?? ''
  const at = `${focused.tagName.toLowerCase()} ${name.trim().slice(0, 60)}`
  // The mark of a hidden input is on what stands for it.
  const near: HTMLElement[] = []
  for (let one: HTMLElement | null = focused; one && near.length < 4; one = one.parentElement) near.push(one)
  const marked = near.find(one => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
  if (!marked) return { at, problem: 'the focus cannot be seen', isThere }
  const { top, bottom, width } = marked.getBoundingClientRect()
  const isInSight = width > 0 && bottom >= 0 && top <= window.innerHeight
  return { at, problem: isInSight ? null : 'the focus is out of sight', isThere }
}
