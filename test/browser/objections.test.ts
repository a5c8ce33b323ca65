import { join } from 'node:path'
import t from 'tap'
import { comunalJson, startedNode } from '../support/comunal-process.ts'
import { openBrowser, type Person } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { open, pick, press, write } from './keyboard.ts'

t.setTimeout(300_000)

t.test('an objection on the page: raised, judged, withdrawn', async t => {
  const data = join(t.testdir(), 'data')
  const steward = ['--data', data]
  await comunalJson(['init', ...steward, '--name', 'Gràcia', '--as', 'Marta'])
  const node = await startedNode(data)
  t.teardown(() => node.stop())
  await using browser = await openBrowser()

  const arrive = async (name: string, role: string): Promise<Person> => {
    const { link } = await comunalJson<{ link: string }>(['member', 'invite', ...steward, '--role', role])
    const person = await browser.arrive({ origin: node.url })
    await person.page.goto(link)
    await write(person.page.getByLabel('What are you called here?'), name)
    await press(person.page, 'Make my key and join')
    await press(person.page, 'Later')
    return person
  }
  const [alice, joan] = [await arrive('Alice', 'member'), await arrive('Joan', 'moderator')]

  await joan.page.goto('/new')
  await write(joan.page.getByLabel('What is it about?'), 'Cut the hedge?')
  await press(joan.page, 'Other ways to count')
  await pick(joan.page.getByRole('radio', { name: /^Consent/ }))
  await press(joan.page, 'Open the vote')
  await joan.page.getByRole('heading', { name: 'Cut the hedge?' }).waitFor()
  await joan.page.getByText('No objection stands', { exact: true }).waitFor()

  await alice.page.goto('/')
  await open(alice.page.getByRole('link', { name: 'Cut the hedge?' }))
  await press(alice.page, 'I object')
  await write(alice.page.getByLabel('I object, because…'), 'The sparrows nest there.')
  await write(alice.page.getByLabel('What would resolve it? (optional)'), 'Cut it in October.')
  await press(alice.page, 'Object')
  await joan.page.getByText('The sparrows nest there.').waitFor()
  await joan.page.getByText('1 objection stands', { exact: true }).waitFor()
  t.pass('it appears on the other’s page, and stands')
  await alice.page.getByText('Your vote is in: Against.').waitFor()
  t.pass('and is a vote against')

  await press(joan.page, 'Judge it')
  await write(joan.page.getByLabel('Why do you judge so?'), 'They do.')
  await press(joan.page, 'Uphold it')
  await alice.page.getByText('Joan upholds it').waitFor()
  await sees(t, () => alice.page.getByRole('button', { name: 'Judge it' }).count(), 0, 'a member does not judge')
  await press(alice.page, 'Withdraw it')
  await joan.page.getByText('Withdrawn').waitFor()
  await joan.page.getByText('No objection stands', { exact: true }).waitFor()
  t.pass('withdrawn, it stands no more')

  for (const [name, { mishaps }] of Object.entries({ alice, joan })) t.same(mishaps, [], name)
})
