import { fileURLToPath } from 'node:url'
import type { Locator } from 'playwright-core'
import t from 'tap'
import { PAGE } from '../../node/resources.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { networkTo } from '../support/lone-network.ts'
import { accepted } from '../support/test-core.ts'
import { councilOf } from '../support/test-council.ts'
import { testMesh } from '../support/test-federation.ts'
import { testHttp } from '../support/test-http.ts'
import { AXE, violations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { follow, open, press, write } from './keyboard.ts'
import { runningClock } from './page-group.ts'

t.setTimeout(300_000)

t.test('on the page a delegate moves and votes, changes the charter, and counts the voices again', async t => {
  await using parts = new AsyncDisposableStack()
  const mesh = parts.use(testMesh(runningClock()))
  const federation = await mesh.federation('Barcelona')
  const [gracia, horta] = [await mesh.group('Gràcia', 1), await mesh.group('Horta', 1)]
  for (const group of [gracia, horta]) await mesh.join(federation, group, '1')
  await mesh.settle()
  const council = councilOf(federation)
  for (const group of [gracia, horta]) await council.seat(group, group.steward)
  await mesh.settle()
  const network = networkTo(federation)
  const http = parts.use(await testHttp(gracia, { pageRoot: fileURLToPath(PAGE), network }))
  const browser = parts.use(await openBrowser())
  const { page, mishaps } = await browser.arrive({ origin: http.url })
  await page.context().addInitScript(AXE)
  const { key, seed } = gracia.steward
  const kept = JSON.stringify({ key, seed: toHex(seed) })
  await page.addInitScript(device => localStorage.setItem('comunal.key', device), kept)
  const motions = federation.core.projections.federations.motions
  const newest = () => {
    const [motion] = motions.list(1)
    if (!motion) throw new Error('nothing was moved')
    return motion
  }
  /** What the page has signed is in the log of the federation, and from there in the copy of the group. */
  const arrived = async (isThere: () => boolean) => {
    while (!isThere()) await page.waitForTimeout(20)
    await mesh.settle()
  }
  const voteHere = async (title: string) => {
    await arrived(() => motions.list(1)[0]?.title === title)
    const motion = page.getByRole('article', { name: title })
    await open(motion.getByRole('button', { name: 'For', exact: true }))
    await arrived(() => motions.voices(newest().id).length === 1)
    await motion.getByText('You have voted.').waitFor()
    return motion
  }
  const othersVote = async (vote: 'for' | 'against') => {
    accepted(await council.vote(horta.steward, newest().id, vote))
    await mesh.settle()
  }

  await page.goto('/federation')
  await follow(page, 'Motions of the council, and the charter')
  await page.getByRole('heading', { name: 'Council of Barcelona', level: 1 }).waitFor()
  await press(page, 'Move a resolution…')
  await press(page, 'Put it to the council')
  await page.getByText('Say what it is to resolve.').waitFor()
  await write(page.getByLabel('What the council is to resolve'), 'Rent the hall')
  await page.route(
    '**/federations/*/entries',
    async route => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await press(page, 'Put it to the council')
  const resolution = await voteHere('Rent the hall')
  await othersVote('for')
  await resolution.getByText('Carried', { exact: true }).waitFor()
  t.equal(motions.list(1).length, 1, 'moved once, though the first answer was lost')
  t.match(newest(), { title: 'Rent the hall', closed: { body: { accepted: true } } })

  await press(page, 'Move a resolution…')
  await write(page.getByLabel('What the council is to resolve'), 'Sell the hall')
  await press(page, 'Put it to the council')
  const mistaken = await voteHere('Sell the hall')
  await open(mistaken.getByRole('button', { name: 'Withdraw the motion' }))
  await arrived(() => newest().withdrawnAtMs !== null)
  await mistaken.getByText('Withdrawn', { exact: true }).waitFor()
  await mistaken.getByRole('button', { name: 'For', exact: true }).waitFor({ state: 'detached' })

  await press(page, 'Change the charter…')
  await write(page.getByLabel('Name of the federation'), 'Catalonia')
  await press(page, 'Put it to the council')
  const change = await voteHere('Change the charter?')
  await press(page, 'Change the charter…')
  const name = page.getByLabel('Name of the federation')
  await write(name, 'Iberia')
  await othersVote('for')
  await page.getByRole('form').getByText('The charter has been changed since.').waitFor()
  await sees(t, () => name.inputValue(), 'Iberia', 'what somebody was writing stays')
  await press(page, 'Leave it as it is')
  await change.getByText('The charter says so now.').waitFor()
  await page.getByRole('heading', { name: 'Council of Catalonia', level: 1 }).waitFor()
  t.equal(council.charter().name, 'Catalonia')

  const check = (motion: Locator) => open(motion.getByText('Check this result'))
  await check(resolution)
  await resolution.getByRole('button', { name: 'Count again here' }).waitFor()
  await check(change)
  await open(change.getByRole('button', { name: 'Count again here' }))
  await change.getByText('It adds up.').waitFor()
  t.same(await violations(page), [], 'both can stand open')
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id))
  t.equal(new Set(ids).size, ids.length, 'and no id stands twice')
  t.same(mishaps, [])
})
