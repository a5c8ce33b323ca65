import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { looksIn } from './looks.ts'

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
    "t.equal(\n    await page.getByRole('textbox').inputValue(),\n    '')",
    't.notOk(await button.isDisabled())',
    'const rows = await list.allInnerTexts()\nt.equal(rows.length, 3)\nt.ok(rows.every(row => row))',
    "const story = async () => {\n  const seen = await page\n    .getByText('x')\n    .count()\n  t.equal(seen, 3)\n}",
  ]
  for (const line of looks) t.equal(looksIn(line).length, 1, line)
})

t.test('a look that something else follows is none', async t => {
  const others = [
    'await sees(t, () => rows.count(), 3)',
    'const address = await box.innerText()\nawait page.goto(address)\nt.match(address, /join/)',
    't.test(async t => {\n  const count = await rows.count()\n  await sees(t, () => rows.count(), count + 1)\n})',
    'const one = async () => {\n  const seen = await rows.count()\n  return seen\n}\nt.equal(seen, 1)',
    'const all = await Promise.all([one(), two()])\nt.same(all, [])',
    'const answer = await node.get(path)\nt.equal(answer.status, 200)',
  ]
  for (const text of others) t.same(looksIn(text), [], text)
})
