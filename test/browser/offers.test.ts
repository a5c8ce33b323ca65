import { fileURLToPath } from 'node:url'
import t from 'tap'
import { openBulletinClerk } from '../../node/domains/federation/bulletin-clerk.ts'
import { networkForHttp } from '../../node/federation/for-http.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { PAGE } from '../../node/resources.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { isConnected } from '../network/host-rig.ts'
import { federationNode, join, type NetNode, netNode, ticketOf } from '../network/sync-rig.ts'
import { until } from '../support/patience.ts'
import { accepted, type Person as Member, type TestClock } from '../support/test-core.ts'
import { testHttp } from '../support/test-http.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, open, press, write } from './keyboard.ts'

/** The machine's clock, as the pages have it, which the test can move on. */
function runningClock(): TestClock {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    advance(ms) {
      aheadMs += ms
    },
  }
}

t.setTimeout(300_000)

t.test('offers and announcements between two groups, each on its own page', async t => {
  await using parts = new AsyncDisposableStack()
  const clock = runningClock()
  const barcelona = parts.use(await federationNode('Barcelona', clock))
  const gracia = parts.use(await netNode('Gràcia', clock))
  const eixample = parts.use(await netNode('Eixample', clock))
  for (const node of [gracia, eixample]) accepted(await join(node, await ticketOf(barcelona)))
  await until(() => isConnected(gracia.host, eixample.host))
  await until(() => [gracia, eixample].every(({ network }) => network.status().feeds.length === 3))
  const [alice] = await eixample.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const jobs = [barcelona, gracia, eixample].map(node =>
    parts.use(startSettling(node.core, openBulletinClerk(node.core))),
  )
  const browser = parts.use(await openBrowser())
  const arrive = async (node: NetNode, { key, seed }: Member) => {
    const network = networkForHttp(node.network, node.host)
    const http = parts.use(await testHttp(node, { network, pageRoot: fileURLToPath(PAGE) }))
    const person = await browser.arrive({ origin: http.url })
    const deviceKey = JSON.stringify({ key, seed: toHex(seed) })
    await person.page.addInitScript(key => localStorage.setItem('comunal.key', key), deviceKey)
    return person
  }
  const steward = await arrive(gracia, gracia.steward)
  const member = await arrive(eixample, alice)

  await t.test('an offer is published, found, revised, asked for, and withdrawn', async t => {
    const { page } = steward
    await member.page.goto('/offers')
    await open(member.page.getByText('Tell me when there is something'))
    await write(member.page.getByLabel('What sort of thing?'), 'tool')
    await press(member.page, 'Tell me')
    await member.page.getByText('tool within 50 km').waitFor()
    await page.goto('/offers')
    await press(page, 'Say what we can spare or need')
    await write(page.getByLabel('What is it?'), 'Hammer')
    await write(page.getByLabel('What sort of thing?').first(), 'tool')
    await write(page.getByLabel('In what?'), 'piece')
    await write(page.getByLabel('Coarse place'), 'sp3d')
    await press(page, 'Publish')
    await page.getByRole('heading', { name: 'Hammer' }).waitFor()
    const card = member.page.getByRole('article')
    await card.getByText('Hammer').waitFor()
    await card.getByText('For you').waitFor()
    t.pass('it comes to the other group by itself, marked for who wished for such')

    await press(page, 'Revise')
    await write(page.getByRole('article').getByLabel('What is it?'), 'Heavy hammer')
    await press(page, 'Publish the revision')
    await card.getByText('Heavy hammer').waitFor()

    await press(member.page, 'Ask for details')
    await card.getByText('Asked. A steward there has to say yes.').waitFor()
    await press(page, 'Details')
    await write(page.getByLabel('Details that stay at home'), 'Ring at the blue door.')
    await press(page, 'Keep')
    await page.getByText('Eixample asks for details').waitFor()
    await press(page, 'Yes')
    await page.getByText('Eixample gets the details').waitFor()
    await press(member.page, 'Ask again')
    await card.getByText('Ring at the blue door.').waitFor()
    await sees(
      t,
      () => member.page.getByRole('button', { name: 'Withdraw' }).count(),
      0,
      'it is not theirs to withdraw',
    )

    await press(page, 'Withdraw')
    await member.page.getByText('Nobody offers or asks for anything now.').waitFor()
  })

  await t.test('an announcement is read everywhere, and its author sees how far it reached', async t => {
    const { page } = steward
    await member.page.goto('/')
    await page.goto('/bulletins')
    await press(page, 'Announce something')
    await write(page.getByLabel('What is it about?'), 'Save water')
    await choose(page.getByLabel('How pressing is it?'), 'Urgent')
    await press(page, 'Announce')
    await page.getByRole('heading', { name: 'Save water' }).waitFor()
    await open(member.page.getByRole('link', { name: 'One announcement to read: Save water' }))
    await press(member.page, 'I have read it')
    await member.page.getByText('Read', { exact: true }).waitFor()
    await member.page.getByText('One announcement to read').waitFor({ state: 'detached' })
    clock.advance(60_000)
    for (const job of jobs) await job.round()
    await press(page, 'How far it reached')
    await page.getByText('Eixample: given to 1 of 2, read by 1').waitFor()
    t.pass('counted, without a name')
  })
  t.same([...steward.mishaps, ...member.mishaps], [])
})
