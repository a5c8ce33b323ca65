import { join } from 'node:path'
import t from 'tap'
import { comunalJson, startedNode } from '../support/comunal-process.ts'
import { openBrowser, type Person } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, open, press, tick, write } from './keyboard.ts'

t.setTimeout(300_000)

t.test('a vote says before anybody votes who will see who voted what, and keeps to it', async t => {
  const data = join(t.testdir(), 'data')
  const steward = ['--data', data]
  const privacy = ['--reading', 'anyone', '--roll-call', 'all']
  await comunalJson(['init', ...steward, '--name', 'Gràcia', '--as', 'Marta', ...privacy])
  const node = await startedNode(data)
  t.teardown(() => node.stop())
  const { link } = await comunalJson<{ link: string }>(['member', 'invite', ...steward, '--uses', '1'])
  await using browser = await openBrowser()
  const alice: Person = await browser.arrive({ origin: node.url })
  await alice.page.goto(link)
  await write(alice.page.getByLabel('What are you called here?'), 'Alice')
  await press(alice.page, 'Make my key and join')
  await press(alice.page, 'Later')

  await alice.page.goto('/new')
  await write(alice.page.getByLabel('What is it about?'), 'Paint the fence?')
  await choose(alice.page.getByLabel('Who will see who voted what?'), 'members')
  await tick(alice.page.getByRole('checkbox', { name: 'Show how the vote stands only once it is closed' }))
  await open(alice.page.getByText('More rules'))
  await tick(alice.page.getByRole('checkbox', { name: 'Close as soon as everybody has voted' }))
  const tellsTooMuch = alice.page.getByText('Close as soon as no vote could change the result')
  await tellsTooMuch.waitFor({ state: 'detached' })
  await press(alice.page, 'Open the vote')
  await alice.page.getByText('Who voted what is seen by:').waitFor()
  await press(alice.page, 'For')
  await alice.page.getByText('Your vote is in: For.').waitFor()
  await alice.page.getByText('1 of 2').first().waitFor()
  await sees(t, () => alice.page.getByRole('heading', { name: 'Who voted what' }).count(), 0, 'not before the close')

  const proposal = new URL(alice.page.url()).pathname.split('/').at(-1) ?? ''
  await comunalJson(['vote', proposal, 'against', ...steward])
  await alice.page.getByRole('heading', { name: 'Who voted what' }).waitFor()
  await sees(t, () => alice.page.getByRole('listitem').filter({ hasText: 'Marta' }).innerText(), 'Marta\nAgainst')

  const visitor = await browser.arrive({ origin: node.url })
  await visitor.page.goto(`/proposals/${proposal}`)
  await visitor.page.getByRole('heading', { name: 'Did not pass' }).waitFor()
  await sees(
    t,
    () => visitor.page.getByRole('heading', { name: 'Who voted what' }).count(),
    0,
    'nor ever to a stranger',
  )
  t.same([...alice.mishaps, ...visitor.mishaps], [])
})
