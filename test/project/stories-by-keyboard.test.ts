import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'

/** What only a mouse, a finger or a test can do: nobody at a keyboard gets to a field without going there. */
const POINTING = /\.(?:click|dblclick|tap|check|uncheck|fill|selectOption|hover|dragTo|focus)\(|\.mouse\./g

/** Stories that point, and where the same is done by keyboard alone. */
const BY_KEYBOARD: Readonly<Record<string, string>> = {
  'one-decision.test.ts': 'by-keyboard.test.ts',
  // A ranking is carried by a mouse and a finger, which is what it tries; all else in it is done by keyboard.
  'ballots.test.ts': 'by-keyboard.test.ts',
  // Times how long a touch takes.
  'first-load.test.ts': 'by-keyboard.test.ts',
}

function pointingIn(text: string): string[] {
  return text.match(POINTING) ?? []
}

t.test('every story in a browser is run by keyboard alone', async t => {
  const folder = fileURLToPath(new URL('../browser', import.meta.url))
  const stories = readdirSync(folder).filter(name => name.endsWith('.test.ts'))
  t.ok(stories.length > 20, 'there is something to look at')
  const read = (name: string) => readFileSync(`${folder}/${name}`, 'utf8')
  for (const name of stories) {
    const instead = BY_KEYBOARD[name]
    if (instead === undefined) t.same(pointingIn(read(name)), [], name)
    else t.ok(pointingIn(read(name)).length > 0 && pointingIn(read(instead)).length === 0, `${name}: ${instead}`)
  }
})

t.test('pointing is found, however it is written', async t => {
  for (const line of ["page.getByText('Vote').click()", 'field.fill(name)', 'page.mouse.down()', 'box\n  .check()']) {
    t.equal(pointingIn(line).length, 1, line)
  }
  t.same(pointingIn("await press(page, 'Vote')\nawait write(field, 'fill')"), [])
})
