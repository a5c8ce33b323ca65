import { randomBytes } from 'node:crypto'
import t from 'tap'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { keyboardOf } from './keyboard.ts'
import { stands } from './lived-in-pages.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

const MANY = 10_000
/** Rows in the window and a screen around it, on a desktop. */
const FEW = 60

t.test('ten thousand members scroll, few of them in the page', async t => {
  await using place = await pageGroup()
  const { store } = place.group.core
  const own = place.group.core.ownGroup()
  const add = store.prepare(`INSERT INTO member VALUES (?, ?, ?, 'member', 'active', 0, ?)`)
  store.transaction(() => {
    for (let i = 1; i <= MANY; i++) add.run(own?.row, randomBytes(32), `Member ${i}`, 1_800_000_000_000 + i)
  })()
  const { page } = await place.arrive(place.group.steward, { width: 1280 })
  await page.goto('/members')
  await stands(page)
  const rows = page.locator('.rows > li')
  await rows.first().waitFor()
  await sees(t, async () => (await rows.count()) < FEW, true, `${await rows.count()} rows at the beginning`)

  const keys = keyboardOf(page)
  await keys.to(page.getByRole('button', { name: 'Change Member 1…', exact: true }))
  const scrollOn = async () => {
    await keys.press('PageDown')
    return page.evaluate(() => window.scrollY > 3_000)
  }
  await sees(t, scrollOn, true, 'who scrolls by keys comes on')
  const focused = page.locator('button:focus')
  await sees(t, () => focused.innerText(), 'Change Member 1…', 'and keeps the focus')

  const longestMs = await page.evaluate(async () => {
    let longest = 0
    for (let frame = 0; frame < 40; frame++) {
      const beganMs = performance.now()
      window.scrollBy(0, 3_000)
      await new Promise(resolve => requestAnimationFrame(resolve))
      longest = Math.max(longest, performance.now() - beganMs)
    }
    return longest
  })
  t.comment(`the slowest frame of a fast scroll took ${longestMs.toFixed(0)} ms`)
  await sees(t, async () => (await rows.count()) < FEW, true, 'no more after scrolling')
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
  await page.getByText(`Member ${MANY}`, { exact: true }).waitFor()
  await sees(
    t,
    () => rows.last().getAttribute('aria-setsize'),
    String(MANY + 1),
    'a screen reader hears how many there are',
  )
  await sees(t, () => rows.last().getAttribute('aria-posinset'), String(MANY + 1))
  await sees(t, async () => (await rows.count()) < FEW, true, 'nor at the end')
  t.same(place.mishaps(), [])
})
