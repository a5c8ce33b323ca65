import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import t from 'tap'
import type { HttpNetwork } from '../../node/http/parts.ts'
import { PAGE } from '../../node/resources.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { networkTo } from '../support/lone-network.ts'
import { everyoneVotes, type TestNode, testMesh } from '../support/test-federation.ts'
import { testHttp } from '../support/test-http.ts'
import { AXE, violations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { open, press, tick, write } from './keyboard.ts'
import { runningClock } from './page-group.ts'

t.setTimeout(300_000)

t.test('on the page a group vetoes a clause, and takes the agreement that the council puts to it', async t => {
  await using parts = new AsyncDisposableStack()
  const clock = runningClock()
  const mesh = parts.use(testMesh(clock))
  const federation = await mesh.federation('Barcelona')
  const gracia = await mesh.group('Gràcia', 1)
  const horta = await mesh.group('Horta', 1)
  await mesh.join(federation, gracia, '2')
  await mesh.join(federation, horta, '1')
  await mesh.settle()
  const browser = parts.use(await openBrowser())
  const network = networkTo(federation)
  const arrive = async (node: TestNode, width: number, more: { network?: HttpNetwork } = {}): Promise<Page> => {
    const http = parts.use(await testHttp(node, { pageRoot: fileURLToPath(PAGE), ...more }))
    const { page } = await browser.arrive({ origin: http.url, width })
    const { key, seed } = node.steward
    const kept = JSON.stringify({ key, seed: toHex(seed) })
    await page.addInitScript(device => localStorage.setItem('comunal.key', device), kept)
    return page
  }
  const council = await arrive(federation, 1280)
  const group = await arrive(horta, 360, { network })

  await council.goto('/federation')
  await press(council, 'Start a ratification in rounds…')
  await write(council.getByLabel('Question'), 'Is water short?')
  await press(council, 'Ask all members')
  await council.getByRole('heading', { name: 'Is water short?', level: 1 }).waitFor()
  await mesh.settle()
  for (const node of [gracia, horta]) await everyoneVotes(node, 1)
  await mesh.settle()
  await council.goto('/')
  await council.getByRole('heading', { name: 'Waiting for the council' }).waitFor()
  await council.getByText('Begin the next round:').waitFor()
  await council.evaluate(AXE)
  t.same(await violations(council), [], 'the home of the council has no barriers')
  await open(council.locator('.notice').getByRole('link', { name: 'Is water short?' }))
  await press(council, 'Put the plan to the groups')
  await write(council.getByLabel('Clauses'), 'Water twice a week.\nThe wells serve the city.')
  await press(council, 'Put the plan to the groups')
  await council.getByText('§ 2. The wells serve the city.').waitFor()
  const planned = new URL(council.url()).pathname
  await mesh.settle()
  const rounds = council.getByRole('region', { name: 'Rounds' }).getByRole('listitem')
  await rounds.nth(1).waitFor()
  await sees(t, () => rounds.count(), 2, 'shown together')

  await group.goto(planned)
  await press(group, 'Veto for our group…')
  await press(group, 'Raise the veto')
  await group.getByText('Choose at least one clause.').waitFor()
  await tick(group.getByRole('checkbox', { name: '§ 2. The wells serve the city.' }))
  await write(group.getByLabel('Why'), 'Our wells are dry.')
  await write(group.getByLabel('What shows it'), 'The levels of this summer')
  await write(group.getByLabel('Where to look it up'), 'https://wells.example/2026')
  await press(group, 'Raise the veto')
  await council.getByText('Our wells are dry.').waitFor()
  await mesh.settle()
  await everyoneVotes(gracia, 1)
  await everyoneVotes(horta, 0)
  await mesh.settle()
  await group.getByText('In mediation', { exact: true }).waitFor()
  await council.getByText('Suspended', { exact: true }).waitFor()
  t.pass('the clause is suspended on both pages')

  await council.goto('/')
  await council.getByText('Mediate a veto:').waitFor()
  t.pass('what waits for the council is what its home begins with')
  await council.goto(planned)
  await write(council.getByRole('textbox', { name: 'Agreement' }), 'From October on.')
  await press(council, 'Put it to the group')
  await council.getByText('Put to the group:').waitFor()
  await mesh.settle()
  await group.getByText('From October on.').waitFor()
  await press(group, 'Agree')
  await council.getByText('Upheld by agreement').waitFor()
  await council.getByText('Falls', { exact: true }).waitFor()
  await press(council, 'Ask the groups to ratify')
  await sees(
    t,
    () => council.getByRole('textbox', { name: 'Clauses' }).inputValue(),
    'Water twice a week.',
    'what holds is ratified',
  )
})
