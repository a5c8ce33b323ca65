import { join } from 'node:path'
import t from 'tap'
import { comunalJson, startedNode } from '../support/comunal-process.ts'
import { openBrowser, type Person } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, press, write } from './keyboard.ts'

t.setTimeout(300_000)

t.test('a member passes their vote on, sees where it goes, and takes it back', async t => {
  const data = join(t.testdir(), 'data')
  const steward = ['--data', data]
  await comunalJson(['init', ...steward, '--name', 'Gràcia', '--as', 'Marta'])
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
  const { id } = await comunalJson<{ id: string }>([
    'proposal',
    'open',
    '--title',
    'A tree?',
    '--open',
    '2h',
    ...steward,
  ])

  await joan.page.goto('/delegations')
  await choose(joan.page.getByLabel('Who votes for you?'), 'Alice')
  await choose(joan.page.getByLabel('Until when?'), '30 days')
  await press(joan.page, 'Delegate')
  const mine = joan.page.getByRole('region', { name: 'Who votes for me' })
  await mine.getByText('Alice').waitFor()
  await sees(t, () => mine.textContent(), /until/, 'with the date on which it ends')
  const holders = joan.page.getByRole('region', { name: 'Who holds several votes' })
  await sees(t, () => holders.textContent(), /Alice.*2 votes · 66\.7%/, 'and how many votes come together')

  await alice.page.goto('/delegations')
  await alice.page.getByRole('region', { name: 'For whom I vote' }).getByText('Joan').waitFor()
  t.pass('the delegate sees whom they speak for')

  await joan.page.goto(`/proposals/${id}`)
  const chain = joan.page.getByRole('list', { name: 'The way of your vote' })
  await chain.getByText('Alice').waitFor()
  await joan.page.getByText('Your vote goes to Alice, who has not voted yet.').waitFor()
  await alice.page.goto(`/proposals/${id}`)
  await press(alice.page, 'For')
  await joan.page.getByText('Your vote goes to Alice, who has voted.').waitFor()
  await joan.page.getByText(/1 of 3 (?:have|has) voted/).waitFor()
  await joan.page.getByText(/Votes that people have passed on are added at the close/).waitFor()
  t.pass('the page says when it is counted with the delegate’s')

  await joan.page.goto('/delegations')
  await press(joan.page, 'Take it back')
  await joan.page.getByText('You have given your vote to nobody.').waitFor()
  await joan.page.goto(`/proposals/${id}`)
  await joan.page.getByRole('button', { name: 'Against', exact: true }).waitFor()
  await sees(t, () => joan.page.getByText('Your vote goes to Alice').count(), 0, 'and no more once it is taken back')

  for (const [name, { mishaps }] of Object.entries({ alice, joan })) t.same(mishaps, [], name)
})
