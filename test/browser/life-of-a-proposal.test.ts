import { join } from 'node:path'
import t from 'tap'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { accepted } from '../support/test-core.ts'
import { draftsOf } from '../support/test-drafts.ts'
import { openBrowser, type Person } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, open, press, tick, write } from './keyboard.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

t.test('a proposal from a template to a task that is done', async t => {
  const data = join(t.testdir(), 'data')
  const steward = ['--data', data]
  await comunalJson(['init', ...steward, '--name', 'Gràcia', '--as', 'Marta', '--review'])
  const node = await startedNode(data)
  t.teardown(() => node.stop())
  const { link } = await comunalJson<{ link: string }>(['member', 'invite', ...steward, '--uses', '2'])
  await using browser = await openBrowser()

  const arrive = async (name: string): Promise<Person> => {
    const person = await browser.arrive({ origin: node.url })
    await person.page.goto(link)
    await write(person.page.getByLabel('What are you called here?'), name)
    await press(person.page, 'Make my key and join')
    await press(person.page, 'Later')
    return person
  }
  const [alice, joan] = [await arrive('Alice'), await arrive('Joan')]

  await alice.page.goto('/new')
  await choose(alice.page.getByLabel('Begin from'), 'Do something')
  await sees(t, () => alice.page.getByLabel('What is it about?').inputValue(), 'Shall we paint the fence?')
  await write(alice.page.getByLabel('What do you propose, and why?'), 'Green paint.')
  await press(alice.page, 'Keep as a draft to write together')
  await alice.page.getByText('Being written').waitFor()

  await joan.page.goto('/drafts')
  await open(joan.page.getByRole('link', { name: 'Shall we paint the fence?' }))
  await press(joan.page, 'Write on')
  await write(joan.page.getByLabel('What do you propose, and why?'), 'Green paint, before winter.')
  await press(joan.page, 'Save this version')
  await alice.page.getByText(/^Written by Joan/).waitFor()
  t.pass('the other’s words appear, with whose they are')
  await open(alice.page.getByRole('button', { name: 'What changed' }).first())
  await alice.page.locator('ins', { hasText: ', before winter' }).waitFor()
  t.pass('and what they changed')

  await joan.page.getByText(/^Written by Joan/).waitFor()
  await press(joan.page, 'Offer another text')
  await write(joan.page.getByLabel('The whole text as you would have it'), 'Dark green paint, before winter.')
  await press(joan.page, 'Offer it')
  await press(alice.page, 'Take it over')
  await alice.page.getByText('Dark green paint, before winter.', { exact: true }).waitFor()
  await press(alice.page, 'Hand in for review')
  await alice.page.getByText('It waits for a moderator.').waitFor()

  const { stdout } = await comunal(['due', '--json', ...steward])
  const waiting: { kind: string; at: string } = JSON.parse(stdout)
  t.equal(waiting.kind, 'review', 'the moderator is reminded')
  await comunalJson(['draft', 'review', waiting.at, '--approve', ...steward])
  await alice.page.getByText('Marta has approved it. The vote can be opened.').waitFor()
  await tick(alice.page.getByRole('checkbox', { name: 'Close as soon as everybody has voted' }))
  await press(alice.page, 'Open the vote')
  await alice.page.getByRole('heading', { name: 'Your vote' }).waitFor()

  await joan.page.goto('/')
  await open(joan.page.getByRole('link', { name: 'Shall we paint the fence?' }))
  await open(joan.page.getByText('Give a reason'))
  await write(joan.page.getByLabel('Your reason'), 'The rust eats it.')
  await press(joan.page, 'Say it')
  await alice.page.getByText('The rust eats it.').waitFor()
  t.pass('an argument appears on the other’s page')

  await press(alice.page, 'For')
  await press(joan.page, 'For')
  await joan.page.getByText('Your vote is in: For.').waitFor()
  const proposal = new URL(joan.page.url()).pathname.split('/').at(-1) ?? ''
  await comunalJson(['vote', proposal, 'for', ...steward])
  await alice.page.getByRole('heading', { name: 'Passed' }).waitFor()

  await open(alice.page.getByText('Add a task'))
  await write(alice.page.getByLabel('What has to be done?'), 'Buy paint')
  await choose(alice.page.getByLabel('Who does it?'), 'Joan')
  await press(alice.page, 'Add the task')
  await press(joan.page, 'It is done')
  await alice.page.getByText('Done', { exact: true }).waitFor()
  t.pass('what was decided is done')

  for (const [name, { mishaps }] of Object.entries({ alice, joan })) t.same(mishaps, [], name)
})

t.test('who writes another text keeps it while a new version of the draft comes', async t => {
  await using place = await pageGroup()
  const [alice, bob] = await place.group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const drafts = draftsOf(place.group)
  const draft = await drafts.start(alice)
  const { page } = await place.arrive(bob)
  await page.goto(`/drafts/${draft}`)
  await press(page, 'Offer another text')
  const text = page.getByLabel('The whole text as you would have it')
  await write(text, 'Dark green, and soon.')
  const revised = accepted(await drafts.revise(alice, draft, 'Green, and in May.'))
  await page.getByText('Green, and in May.', { exact: true }).waitFor()
  await sees(t, () => text.inputValue(), 'Dark green, and soon.')
  await press(page, 'Offer it')
  await text.waitFor({ state: 'detached' })
  const [amendment] = place.group.core.projections.life.amendments.list(draft)
  t.equal(amendment?.base, revised.id, 'it is offered for the version that stands by then')
  await press(page, 'Offer another text')
  await sees(t, () => text.inputValue(), 'Green, and in May.', 'the next begins with what stands')
  t.same(place.mishaps(), [])
})
