import type { Page } from 'playwright-core'
import t from 'tap'
import { AXE, violations } from './axe.ts'
import { sees } from './eyes.ts'
import { goOn, livedInPages, stands } from './lived-in-pages.ts'
import { overflowOf, unreadableText } from './look-of-text.ts'

t.setTimeout(300_000)

/** Turns the page to how a language would have it that is written from right to left, or back. */
const turn = (page: Page, dir: 'rtl' | 'ltr') =>
  page.evaluate(to => document.documentElement.setAttribute('dir', to), dir)

t.test('every page, to a member', async t => {
  await using place = await livedInPages()
  for (const [language, scheme] of [
    ['en', 'light'],
    ['ca', 'dark'],
  ] as const) {
    const { page } = await place.arrive(place.lived.alice, { language, scheme, width: 320 })
    await page.context().addInitScript(AXE)
    for (const path of place.paths) {
      const where = `${path} in ${language}, ${scheme}`
      const found: string[] = []
      const add = (how: string, problems: readonly string[]) => found.push(...problems.map(one => `${how}: ${one}`))
      const fits = (how: string) => sees(t, () => overflowOf(page), 0, `${where}, ${how}: nothing to scroll sideways`)
      await goOn(page, path)
      await fits('at 320')
      add('axe', await violations(page))
      await page.setViewportSize({ width: 640, height: 800 })
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '2.125rem'))
      await fits('with text at 200 %')
      add('200 %', await unreadableText(page))
      await page.setViewportSize({ width: 320, height: 800 })
      await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
      await turn(page, 'rtl')
      await fits('from right to left')
      add('right to left', await unreadableText(page))
      await turn(page, 'ltr')
      t.same(found, [], where)
    }
  }
  t.same(place.mishaps(), [])
})

t.test('every entrance, to a visitor', async t => {
  await using place = await livedInPages()
  const { page } = await place.arrive(undefined, { width: 320, scheme: 'dark' })
  await page.context().addInitScript(AXE)
  for (const path of ['/', '/join', '/restore', '/lost', '/me']) {
    await page.goto(path)
    await stands(page)
    t.same(await violations(page), [], `${path} for a visitor`)
    await sees(t, () => overflowOf(page), 0, `${path}: nothing to scroll sideways`)
  }
})
