import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'

/** An assertion on one look at a page: too early on a slow machine, and the story fails for nothing. */
const ONE_LOOK =
  /\bt\.\w+\(\s*\(?await\b[^\n]*?\.(?:all|allInnerTexts|allTextContents|count|evaluate|getAttribute|innerHTML|innerText|inputValue|is[A-Z]\w+|textContent)\(/g

const looksIn = (text: string): string[] => text.match(ONE_LOOK) ?? []

t.test('a story in a browser looks until it sees what it should', async t => {
  const folder = fileURLToPath(new URL('../browser', import.meta.url))
  const stories = readdirSync(folder).filter(name => name.endsWith('.test.ts'))
  t.ok(stories.length > 20, 'there is something to look at')
  for (const name of stories) t.same(looksIn(readFileSync(`${folder}/${name}`, 'utf8')), [], name)
})

t.test('one look is found, however it is written', async t => {
  const looks = [
    "t.match(await page.locator('.x').innerText(), /For/)",
    't.ok((await rows.count()) < 3)',
    "t.equal(\n    await page.getByRole('textbox').inputValue(),",
    't.notOk(await button.isDisabled())',
  ]
  for (const line of looks) t.equal(looksIn(line).length, 1, line)
  t.same(looksIn('await sees(t, () => rows.count(), 3)'), [])
})
