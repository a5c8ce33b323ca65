import t from 'tap'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, open, write } from './keyboard.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

t.test('a steward admits, gives a role, and removes somebody for cause', async t => {
  await using place = await pageGroup({ admission: { type: 'approved' } })
  const { group } = place
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const newcomer = await place.arrive()
  await newcomer.page.goto('/join')
  const name = newcomer.page.getByLabel('What are you called here?')
  await write(name, 'Nil')
  await newcomer.page.route('**/api/v1/group', async route => {
    const response = await route.fetch()
    const read: object = await response.json()
    await route.fulfill({ response, json: { ...read, purpose: 'Ladders for everybody.' } })
  })
  await newcomer.page.getByText('Ladders for everybody.').waitFor()
  await newcomer.page.unroute('**/api/v1/group')
  await sees(t, () => name.inputValue(), 'Nil', 'a name stays while the page reads news of the group')
  await name.and(newcomer.page.locator(':focus')).waitFor()
  await open(newcomer.page.getByRole('button', { name: 'Make my key and join' }))
  await newcomer.page.getByRole('heading', { name: /24 words/ }).waitFor()

  const { page } = await place.arrive(group.steward)
  await page.goto('/stewardship')
  await open(page.getByRole('button', { name: 'Admit' }))
  await page.getByText('Nothing is waiting for a steward.').waitFor()

  await open(page.getByRole('main').getByRole('link', { name: 'Members' }))
  const [own, other] = [
    page.getByRole('listitem').filter({ hasText: 'you' }),
    page.getByRole('listitem').filter({ hasText: 'Alice' }),
  ]
  await open(own.getByRole('button', { name: /^Change/ }))
  await own.getByText('The only steward').waitFor()
  t.pass('the only steward cannot be removed here')

  await open(other.getByRole('button', { name: 'Change Alice…' }))
  await choose(other.getByLabel('What Alice is in the group'), 'Moderator')
  await other.getByText('Also invites, reviews drafts and judges objections.').waitFor()
  await open(other.getByRole('button', { name: 'Give this role' }))
  await other.locator('.chip', { hasText: 'Moderator' }).waitFor()

  const third = page.getByRole('listitem').filter({ hasText: 'Bob' })
  await open(third.getByRole('button', { name: 'Change Bob…' }))
  await open(third.getByRole('button', { name: 'Remove Bob from the group' }))
  await third.getByText('Say why.').waitFor()
  await write(third.getByLabel('Why Bob is to go'), 'Sold the drill.')
  await choose(third.getByLabel('Is it for something they did?'), 'Yes: it also costs those who vouched for them')
  await open(third.getByRole('button', { name: 'Remove Bob from the group' }))
  await third.waitFor({ state: 'detached' })
  const log = group.core.ownGroup()
  t.equal(log && group.core.reader(log).member(bob.key)?.state, 'removed')
  t.same(place.mishaps(), [])
})

t.test('the charter in words, and how the node is', async t => {
  await using place = await pageGroup()
  const { group } = place
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const { page } = await place.arrive(group.steward)
  await page.goto('/charter')
  await page.getByText('Who has to take part').waitFor()
  await sees(t, () => page.getByRole('main').innerText(), /the one steward of the charter/)
  await page.goto('/node')
  await page.getByText('There is one steward only.').waitFor()
  await page.getByText('checked just now, they hold').waitFor()

  const member = await place.arrive(alice)
  await member.page.goto('/node')
  await member.page.getByText('This page is for stewards.').waitFor()
  t.same(place.mishaps(), [])
})
