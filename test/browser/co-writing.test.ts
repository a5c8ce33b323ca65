import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { openBrowser, type Person } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { press, write } from './keyboard.ts'

const textOf = (page: Page): Locator => page.getByLabel('What do you propose, and why?')
/** Waits until a field says it, as its person sees it. */
const says = (field: Locator, text: string) =>
  field.evaluate(
    (element, wanted) =>
      new Promise<void>(resolve => {
        const look = () =>
          element instanceof HTMLTextAreaElement && element.value === wanted ? resolve() : requestAnimationFrame(look)
        look()
      }),
    text,
  )

t.setTimeout(300_000)

t.test('two members write a draft at once, one of them cut off for a while', async t => {
  const data = join(t.testdir(), 'data')
  const steward = ['--data', data]
  await comunalJson(['init', ...steward, '--name', 'Gràcia', '--as', 'Marta'])
  const node = await startedNode(data)
  t.teardown(() => node.stop())
  const { link } = await comunalJson<{ link: string }>(['member', 'invite', ...steward, '--uses', '2'])
  const { id } = await comunalJson<{ id: string }>(['draft', 'start', ...steward, '--title', 'Paint the fence?'])
  await using browser = await openBrowser()
  const arrive = async (name: string): Promise<Person> => {
    const person = await browser.arrive({ origin: node.url })
    await person.page.goto(link)
    await write(person.page.getByLabel('What are you called here?'), name)
    await press(person.page, 'Make my key and join')
    await press(person.page, 'Later')
    await person.page.goto(`/drafts/${id}`)
    await press(person.page, 'Write on')
    await textOf(person.page).waitFor()
    return person
  }
  const [alice, joan] = [await arrive('Alice'), await arrive('Joan')]

  await joan.page.getByText('Here now: Alice').waitFor()
  await alice.page.getByText('Here now: Joan').waitFor()
  t.pass('each sees that the other is here')

  await textOf(alice.page).pressSequentially('Green paint.')
  await says(textOf(joan.page), 'Green paint.')
  await textOf(joan.page).press('Control+End')
  await textOf(joan.page).pressSequentially(' Before winter.')
  await says(textOf(alice.page), 'Green paint. Before winter.')
  t.pass('both see both texts')

  await textOf(alice.page).press('Control+Home')
  await textOf(alice.page).pressSequentially('Dark ')
  await says(textOf(joan.page), 'Dark Green paint. Before winter.')
  await textOf(joan.page).pressSequentially('!')
  await says(textOf(alice.page), 'Dark Green paint. Before winter.!')
  t.pass('the caret stays at its word while the other writes before it')

  await joan.page.context().setOffline(true)
  await textOf(joan.page).pressSequentially(' Or spring.')
  await joan.page.getByText('Go on writing: it is sent when the node is back.').waitFor()
  // In one stroke: letters more than half a second apart are undone apart.
  await alice.page.keyboard.insertText('bottle ')
  await joan.page.context().setOffline(false)
  const both = 'Dark bottle Green paint. Before winter.! Or spring.'
  await says(textOf(alice.page), both)
  await says(textOf(joan.page), both)
  t.pass('what was written without the node comes together later')

  await textOf(alice.page).press('Control+z')
  const own = /^(Dark )?(Green paint)?\.? ?Before winter\.! Or spring\.$/
  await sees(t, () => textOf(alice.page).inputValue(), own, 'undoing takes back one’s own words only')
  const text = await textOf(alice.page).inputValue()
  await says(textOf(joan.page), text)

  await alice.page.getByText('Everything is kept on the node.').waitFor()
  await joan.page.getByText('Everything is kept on the node.').waitFor()
  await press(joan.page, 'Save this version')
  await press(joan.page, 'Confirm my part')
  await joan.page.getByText(/Joan \d+(\.\d)?% · confirmed/).waitFor()
  const { stdout } = await comunal(['draft', 'show', id, ...steward])
  t.match(stdout, text, 'the version is what both wrote')
  t.match(stdout, /written by (Joan|Alice) \d+ %, (Joan|Alice) \d+ %/)
  await press(alice.page, 'Stop writing')
  for (const { mishaps } of [alice, joan]) t.same(mishaps, [])
})
