import t from 'tap'
import { accepted } from '../support/test-core.ts'
import { draftsOf } from '../support/test-drafts.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { open, write } from './keyboard.ts'
import { livedInPages } from './lived-in-pages.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

t.test('what waits for me, and what has happened since I last looked', async t => {
  await using place = await pageGroup({ admission: { type: 'vouched', by: 2, open: 2, costDays: 60 } })
  const { group } = place
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  await draftsOf(group).start(bob, { title: 'Mend the roof?' }, [alice])
  const newcomer = await place.arrive()
  await newcomer.page.goto('/join')
  await write(newcomer.page.getByLabel('What are you called here?'), 'Nil')
  await open(newcomer.page.getByRole('button', { name: 'Make my key and join' }))
  await newcomer.page.getByRole('heading', { name: /24 words/ }).waitFor()

  const { page } = await place.arrive(alice)
  await page.goto('/')
  await page.getByText('Waiting for you').waitFor()
  await page.getByRole('link', { name: '1 person asks to be let in' }).waitFor()
  await sees(
    t,
    () => page.locator('.notice', { hasText: 'Waiting for you' }).innerText(),
    /Write along: Mend the roof\?/,
  )
  await page.getByRole('heading', { name: 'What has happened' }).waitFor()
  t.pass('who comes for the first time sees what has happened lately')

  await page.reload()
  await page.getByText('Nothing new since you last looked.').waitFor()
  const proposal = await group.open({ title: 'Plant a palm?' })
  accepted(await group.act(bob.signer, 'argument/made', { proposal, side: 'for', text: 'Shade.' }))
  const news = page.getByRole('region', { name: 'Since you last looked' })
  await sees(t, () => news.getByRole('listitem').first().innerText(), /Argument.*by Bob.*Shade\..*Plant a palm\?/s)
  await sees(t, () => news.getByRole('listitem').count(), 1, 'what stands above is not said twice')
  await open(news.getByRole('link', { name: 'Shade.' }))
  await page.getByRole('heading', { name: 'Plant a palm?' }).waitFor()
  await page.getByText('Shade.').waitFor()
  t.same(place.mishaps(), [])
})

t.test('who is removed while a vote is open finds that vote, and can cast it', async t => {
  await using place = await pageGroup()
  const [alice] = await place.group.join('Alice', 'Bob')
  if (!alice) throw new Error('nobody joined')
  await place.group.open({ title: 'Plant a palm?' })
  const removal = { member: alice.key, reason: '' }
  accepted(await place.group.act(place.group.steward.signer, 'member/removed', removal))
  const { page } = await place.arrive(alice)
  await page.goto('/')
  await page.getByText('You are no longer a member').waitFor()
  await page.getByRole('heading', { name: 'Plant a palm?' }).waitFor()
  await open(page.getByRole('button', { name: 'For', exact: true }))
  await page.getByText('Your vote is in: for.').waitFor()
  t.same(place.mishaps(), [])
})

t.test('everything is found from the keyboard', async t => {
  await using place = await livedInPages()
  const { page } = await place.arrive(place.lived.alice)
  await page.goto('/members')
  await page.getByRole('heading', { name: 'Members' }).waitFor()
  await page.keyboard.press('/')
  await page.getByLabel('What are you looking for?').and(page.locator(':focus')).waitFor()
  await page.keyboard.type('ladd')
  await page.getByText('2 found').waitFor()
  await sees(t, () => page.locator('.found').first().innerText(), /Offer.*Ladder/s)
  await sees(t, () => page.locator('.found').nth(1).innerText(), /Proposal.*Buy a second ladder\?/s)
  await page.waitForURL(/\/search\?words=ladd$/)
  t.pass('the address can be kept')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Buy a second ladder?' }).waitFor()
  await page.goBack()
  await page.getByText('2 found').waitFor()
  await write(page.getByLabel('What are you looking for?'), 'no such thing')
  await page.getByText('Nothing has all these words.').waitFor()
  t.same(place.mishaps(), [])
})
