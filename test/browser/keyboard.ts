import type { ElementHandle, Locator, Page } from 'playwright-core'
import { PATIENCE_MS } from './browser.ts'

/** Where the focus is, as a sentence, what is wrong with it there, and which way leads to what is looked for. */
type Focus = {
  readonly at: string
  readonly problem: string | null
  readonly isThere: boolean
  /** What is looked for stands before it. */
  readonly isBehind: boolean
  /** What is looked for has been made anew meanwhile. */
  readonly isGone: boolean
  /** What had it is gone, and nothing has it now. */
  readonly isLost: boolean
}
type Look = { readonly wanted: Wanted; readonly after: 'step' | 'doing' | 'leaving' }
type Wanted = ElementHandle<Node> | null

/** Stops that a page has at most before something is a trap. */
const MOST_STOPS = 120
const BETWEEN_LOOKS_MS = 50
const STOPS_BETWEEN_FINDS = 20
const KEYED_LETTERS = 3

/** Somebody without a mouse: Tab, Enter, Space, arrows and letters, and eyes for where the focus is. */
export type Keyboard = {
  /** Goes to it by Tab alone, back or on, whichever way it is. */
  to(wanted: Locator): Promise<void>
  press(...keys: string[]): Promise<void>
  /** Goes to it and presses Enter. */
  open(wanted: Locator): Promise<void>
  /** Goes to a field and writes, in the place of what stood there. */
  write(wanted: Locator, text: string): Promise<void>
  /** Goes through everything there is, and out again. Returns the stops. */
  walk(): Promise<string[]>
}

export function keyboardOf(page: Page): Keyboard {
  /** The page may be on its way to where the focus is. */
  const look = async (look: Look, problemOf: (focus: Focus) => string | null): Promise<Focus> => {
    const patienceEndsAt = performance.now() + PATIENCE_MS
    for (;;) {
      const focus = await page.evaluate(lookAtFocus, look)
      const problem = problemOf(focus)
      if (!problem) return focus
      if (performance.now() > patienceEndsAt) throw new Error(`${focus.at}: ${problem}`)
      await page.waitForTimeout(BETWEEN_LOOKS_MS)
    }
  }
  const step = async (wanted: Wanted, isBack = false): Promise<Focus> => {
    await page.keyboard.press(isBack ? 'Shift+Tab' : 'Tab')
    return look({ wanted, after: 'step' }, ({ problem }) => problem)
  }
  const find = async (wanted: Locator): Promise<Wanted> => {
    const element = await wanted.elementHandle()
    await page.waitForFunction(
      one => !one?.isConnected || !(one instanceof Element && one.matches(':disabled')),
      element,
    )
    return element
  }
  const to = async (wanted: Locator) => {
    let element = await find(wanted)
    let focus = await look({ wanted: element, after: 'doing' }, ({ isLost }) => (isLost ? 'the focus is lost' : null))
    const passed: string[] = []
    while (!focus.isThere) {
      passed.push(focus.at)
      // It may have been made anew, or be out of reach for a while: nobody gets to what is disabled.
      if (focus.isGone || passed.length % STOPS_BETWEEN_FINDS === 0) element = await find(wanted)
      if (passed.length > MOST_STOPS) throw new Error(`no way by Tab to ${wanted}: ${passed.join(' > ')}`)
      focus = await step(element, focus.isBehind)
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
      if (await wanted.inputValue()) await press('Control+a')
      // The first letters by their keys; the rest comes as if pasted, which takes a tenth of the time.
      if (text) await page.keyboard.type(text.slice(0, KEYED_LETTERS))
      else await press('Delete')
      if (text.length > KEYED_LETTERS) await page.keyboard.insertText(text.slice(KEYED_LETTERS))
    },
    async walk() {
      const stops: string[] = []
      for (;;) {
        const { at } = await step(null)
        if (at === '') break
        stops.push(at)
        if (stops.length > MOST_STOPS) throw new Error(`no way out: ${stops.slice(-20).join(' > ')}`)
      }
      await look({ wanted: null, after: 'leaving' }, () => null)
      return stops
    },
  }
}

/** Presses a button as somebody without a mouse does. */
export const press = (page: Page, name: string | RegExp) =>
  open(page.getByRole('button', { name, exact: typeof name === 'string' }))

/** Follows a link as somebody without a mouse does. */
export const follow = (page: Page, name: string) => open(page.getByRole('link', { name, exact: true }))

/** Opens what Enter opens: a link, a button, what is folded. */
export const open = (wanted: Locator) => keyboardOf(wanted.page()).open(wanted)

export const write = (field: Locator, text: string) => keyboardOf(field.page()).write(field, text)

/** Marks a box, or takes the mark off. */
export async function tick(box: Locator): Promise<void> {
  const keys = keyboardOf(box.page())
  await keys.to(box)
  await keys.press('Space')
}

/** Chooses from a list by the arrows; the list may grow meanwhile. */
export async function choose(list: Locator, label: string): Promise<void> {
  const keys = keyboardOf(list.page())
  await list.locator('option', { hasText: label }).first().waitFor({ state: 'attached' })
  await keys.to(list)
  for (let turns = 0; turns <= MOST_STOPS; turns++) {
    const steps = await list.evaluate(stepsTo, label)
    if (steps === 0) return
    await keys.press(steps > 0 ? 'ArrowDown' : 'ArrowUp')
  }
  throw new Error(`no way by the arrows to ${label} in ${list}`)
}

/** Runs in the page: how many arrows down (or up, below zero) from what is chosen to what is looked for. */
function stepsTo(list: Element, label: string): number {
  if (!(list instanceof HTMLSelectElement)) throw new Error('not a list to choose from')
  const labels = [...list.options].map(({ text }) => text.trim())
  const wanted = labels.indexOf(label)
  if (wanted < 0) throw new Error(`no ${label} among ${labels.join(', ')}`)
  return wanted - list.selectedIndex
}

/** Chooses one of several marks by the arrows: goes to the group, then to the mark. */
export async function pick(radio: Locator): Promise<void> {
  const keys = keyboardOf(radio.page())
  const group = radio.locator('xpath=ancestor::*[@role="radiogroup" or self::fieldset][1]')
  await keys.to(group)
  const isPicked = () => radio.evaluate(one => one instanceof HTMLInputElement && one.checked)
  for (let turns = 0; !(await isPicked()); turns++) {
    if (turns > MOST_STOPS) throw new Error(`no way by the arrows to ${radio}`)
    await keys.press(turns === 0 ? 'Space' : 'ArrowDown')
  }
}

/** Runs in the page. Nothing has the focus where `at` is empty: it has left the page, or was lost with what had it. */
function lookAtFocus({ wanted, after }: { wanted: Node | null; after: string }): Focus {
  const focused = document.activeElement
  // Noted with the page itself: one that is loaded anew begins without a focus.
  const isLost = after === 'doing' && focused === document.body && Reflect.get(window, 'isWalked') === true
  if (after !== 'doing') Reflect.set(window, 'isWalked', after === 'step')
  const isGone = wanted !== null && !wanted.isConnected
  const isControl = focused instanceof HTMLElement && focused.matches('a, button, summary, label')
  const isThere = wanted !== null && (wanted.contains(focused) || (isControl && focused.contains(wanted)))
  const isBehind =
    wanted !== null &&
    focused !== document.body &&
    (focused?.compareDocumentPosition(wanted) ?? 0) === Node.DOCUMENT_POSITION_PRECEDING
  const ways = { isThere, isBehind, isGone, isLost }
  if (!(focused instanceof HTMLElement) || focused === document.body) return { at: '', problem: null, ...ways }
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
  if (!marked) return { at, problem: 'the focus cannot be seen', ...ways }
  const { top, bottom, width } = marked.getBoundingClientRect()
  const isInSight = width > 0 && bottom >= 0 && top <= window.innerHeight
  return { at, problem: isInSight ? null : 'the focus is out of sight', ...ways }
}
