import t from 'tap'
import { rational } from '../../protocol/rational.ts'
import { HOUR } from '../support/test-core.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, follow, press, tick, write } from './keyboard.ts'
import { movedPageGroup, pageGroup } from './page-group.ts'

t.setTimeout(300_000)

t.test('an election from the call to a vacancy, in the page', async t => {
  await using place = await movedPageGroup()
  const [alice, bob] = await place.group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const [steward, atAlice, atBob] = [
    await place.arrive(place.group.steward),
    await place.arrive(alice),
    await place.arrive(bob),
  ]
  await steward.page.goto('/')
  await follow(steward.page, 'Elections')
  await follow(steward.page, 'Call an election')
  await press(steward.page, 'Call an election')
  await steward.page.getByText('Name the office.').waitFor()
  await write(steward.page.getByLabel('What will they be?'), 'Coordinator')
  await choose(steward.page.getByLabel('Role in the group that comes with it'), 'Moderator')
  await choose(steward.page.getByLabel('Members can be put up for'), '2 hours')
  await choose(steward.page.getByLabel('Then people can vote for'), '2 hours')
  await press(steward.page, 'Call an election')
  await steward.page.getByRole('heading', { name: 'Coordinator' }).waitFor()

  await atAlice.page.goto('/elections')
  await atAlice.page.getByText('Nobody holds an office.').waitFor()
  await follow(atAlice.page, 'Coordinator')
  await press(atAlice.page, 'I will stand')
  await atAlice.page.getByText('Stands', { exact: true }).waitFor()
  await choose(atAlice.page.getByLabel('Whom would you put up?'), 'Bob')
  await press(atAlice.page, 'Put them up')
  await atAlice.page.getByText('has not answered').waitFor()
  await atBob.page.goto(new URL(atAlice.page.url()).pathname)
  await write(atBob.page.getByLabel('What you want to say to the voters'), 'Green fences.')
  await press(atBob.page, 'Yes, I stand')
  await atAlice.page.getByText('Green fences.').waitFor()
  t.pass('who was put up accepts, and the others see it come')

  await place.advance(2.5 * HOUR)
  for (const { page } of [atAlice, atBob]) {
    await press(page, 'Give Bob the next place')
    await press(page, 'Give Alice the next place')
    await press(page, 'Vote')
    await page.getByText('Your vote is in: 1. Bob, 2. Alice.').waitFor()
  }
  await press(steward.page, 'Hand in a blank ballot')
  await steward.page.getByText('Your vote is in: blank.').waitFor()
  await place.advance(2.5 * HOUR)
  await atAlice.page.getByText('in office').waitFor()
  await atAlice.page.getByRole('row', { name: 'Bob In' }).waitFor()
  await atAlice.page.goto('/elections')
  await atAlice.page.locator('li', { hasText: 'Bob' }).getByRole('link', { name: 'Coordinator' }).waitFor()
  t.pass('the result, round by round, and the office')

  await press(atBob.page, 'Leave the office')
  await atBob.page.getByText(/^took a seat that was left/).waitFor()
  await atAlice.page.locator('li', { hasText: 'Alice' }).getByRole('link', { name: 'Coordinator' }).waitFor()
  t.pass('who is next by the same ballots follows')
  t.same(place.mishaps(), [])
})

t.test('an initiative that enough support becomes a proposal', async t => {
  const initiatives = { opinion: rational(1, 2), decision: rational(2, 3), charter: rational(1, 1) }
  await using place = await movedPageGroup({ initiatives })
  const [alice, bob] = await place.group.join('Alice', 'Bob')
  const [atAlice, atBob] = [await place.arrive(alice), await place.arrive(bob)]
  await atAlice.page.goto('/initiatives')
  await atAlice.page.getByText('There are no initiatives.').waitFor()
  await follow(atAlice.page, 'Start an initiative')
  await write(atAlice.page.getByLabel('What is it about?'), 'A bench in the square?')
  await press(atAlice.page, 'Start an initiative')
  await atAlice.page.getByText('1 of 2 supporters needed').waitFor()
  await press(atAlice.page, 'Take my support back')
  await atAlice.page.getByText('0 of 2 supporters needed').waitFor()
  await press(atAlice.page, 'Support it')

  await atBob.page.goto('/initiatives')
  await follow(atBob.page, 'A bench in the square?')
  await press(atBob.page, 'Support it')
  await atBob.page.getByText('2 of 2 supporters needed').waitFor()
  await place.settle()
  await atAlice.page.getByText('It has become a proposal.').waitFor()
  await follow(atAlice.page, 'To the vote')
  await place.settle()
  await press(atAlice.page, 'For')
  await atAlice.page.getByText('Your vote is in: For.').waitFor()
  t.same(place.mishaps(), [])
})

t.test('a panel drawn by lot is drawn again in the browser', async t => {
  await using place = await movedPageGroup()
  const [alice] = await place.group.join('Alice', 'Bob', 'Carla')
  const [steward, atAlice] = [await place.arrive(place.group.steward), await place.arrive(alice)]
  await steward.page.goto('/draws')
  await steward.page.getByText('Nobody has been drawn by lot yet.').waitFor()
  await follow(steward.page, 'Draw a panel')
  await write(steward.page.getByLabel('What is the panel for?'), 'Rules panel')
  await tick(steward.page.getByRole('checkbox', { name: 'Give each role seats in proportion to its members' }))
  await write(steward.page.getByLabel('How many are drawn?'), '2')
  await choose(steward.page.getByLabel('Members can add chance for'), '1 hour')
  await press(steward.page, 'Draw a panel')
  await steward.page.getByRole('heading', { name: 'Rules panel' }).waitFor()
  await place.settle()

  await atAlice.page.goto('/draws')
  await follow(atAlice.page, 'Rules panel')
  await press(atAlice.page, 'Add chance')
  await atAlice.page.getByText('You have added yours.').waitFor()
  await place.advance(1.5 * HOUR)
  await press(atAlice.page, 'Draw it again here')
  await atAlice.page.getByText('The same panel.').waitFor()
  await atAlice.page.getByText('4 names went in, and 1 member added chance').waitFor()
  t.pass('the browser comes to the same panel by itself')

  const answer = await atAlice.page.evaluate(async () => {
    const response = await fetch(`/api/v1/sortitions/${location.pathname.split('/').at(-1)}`)
    return response.text()
  })
  const { panel }: { panel: { key: string }[] } = JSON.parse(answer)
  await atAlice.page.route('**/evidence', async route => {
    const response = await route.fetch()
    const evidence: { pool: string[] } = await response.json()
    await route.fulfill({ response, json: { ...evidence, pool: evidence.pool.slice(1) } })
  })
  await press(atAlice.page, 'Draw it again here')
  await atAlice.page.getByText('The entries do not hold').waitFor()
  t.equal(panel.length, 2, 'and says so where a name was taken out of the pool')
  t.same(place.mishaps(), [])
})

t.test('a newcomer asks to be vouched for, and is in once enough have', async t => {
  await using place = await pageGroup({ admission: { type: 'vouched', by: 2, open: 2, costDays: 60 } })
  const [alice] = await place.group.join('Alice')
  const [steward, atAlice] = [await place.arrive(place.group.steward), await place.arrive(alice)]
  const newcomer = await place.arrive()
  await newcomer.page.goto('/join')
  await write(newcomer.page.getByLabel('What are you called here?'), 'Nil')
  await press(newcomer.page, 'Make my key and join')
  await press(newcomer.page, 'Later')
  await newcomer.page.getByText('0 of 2 members have vouched').waitFor()
  await newcomer.page.getByText('they find “Nil” on their page of members').waitFor()

  await atAlice.page.goto('/members')
  await atAlice.page.getByText('You can vouch for 2 more now').waitFor()
  await atAlice.page.getByText('it takes one of yours for 2 months').waitFor()
  await press(atAlice.page, 'I know them')
  await atAlice.page.getByText('You can vouch for 1 more now').waitFor()
  await newcomer.page.getByText('1 of 2 members have vouched').waitFor()
  await steward.page.goto('/members')
  await press(steward.page, 'I know them')
  await newcomer.page.getByRole('heading', { name: 'What we decide' }).waitFor()
  t.pass('the second one lets them in')
  t.same(place.mishaps(), [])
})
