import { readFileSync } from 'node:fs'
import t from 'tap'
import { accepted, HOUR, person } from '../support/test-core.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { open, press } from './keyboard.ts'
import { movedPageGroup } from './page-group.ts'

t.setTimeout(300_000)

t.test('a member saves everything about themselves, and leaves', async t => {
  await using place = await movedPageGroup()
  const [alice, bob, carla] = await place.group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  const proposal = await place.group.open({ title: 'Plant a palm?' })
  accepted(await place.group.act(alice.signer, 'argument/made', { proposal, side: 'for', text: 'Shade.' }))
  await place.advance(3 * HOUR)
  const { page } = await place.arrive(alice)
  await page.goto('/me')

  const saving = page.waitForEvent('download')
  await open(page.getByRole('link', { name: 'Save the file' }))
  const file = await saving
  t.equal(file.suggestedFilename(), 'comunal-me.json')
  t.match(JSON.parse(readFileSync(await file.path(), 'utf8')), { comunal: 'member', member: { name: 'Alice' } })

  await press(page, 'Leave the group')
  await page.getByText('Your name goes at once').waitFor()
  await press(page, 'Yes, leave Gràcia')
  await page.getByRole('heading', { name: 'Welcome to Gràcia' }).waitFor()

  const tablet = await place.arrive(bob)
  const challenges = '**/sessions/challenges'
  await tablet.page.route(challenges, route =>
    route.fulfill({ status: 429, json: { title: 'Too many', status: 429, code: 'request/too-many', params: {} } }),
  )
  await tablet.page.goto('/')
  const again = tablet.page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  await sees(
    t,
    () => tablet.page.getByText('I was a member here').count(),
    0,
    'who was not asked for is no former member',
  )
  await tablet.page.unroute(challenges)
  await open(again)
  await tablet.page.getByRole('link', { name: 'Plant a palm?' }).first().waitFor()

  const phone = person('Carla, on another phone')
  const { id: request } = accepted(await place.group.act(phone.signer, 'key/asked', { member: carla.key }))
  accepted(await place.group.act(place.group.steward.signer, 'key/backed', { request }))
  await place.advance(25 * HOUR)

  const removed = { member: bob.key, reason: 'Sold the drill.' }
  accepted(await place.group.act(place.group.steward.signer, 'member/removed', removed))
  const former = await place.arrive(bob)
  await former.page.goto('/')
  await open(former.page.getByText('I was a member here'))
  await press(former.page, 'Take my name along')
  await former.page.getByText('Your name is gone from the group’s pages.').waitFor()
  t.pass('who was removed takes their name along, too')

  const also = { member: carla.key, reason: 'Moved away.' }
  accepted(await place.group.act(place.group.steward.signer, 'member/removed', also))
  const later = await place.arrive(phone)
  await later.page.goto('/')
  await open(later.page.getByText('I was a member here'))
  await press(later.page, 'Take my name along')
  await later.page.getByText('Your name is gone from the group’s pages.').waitFor()
  t.pass('with a key that took the place of a lost one as well')

  const steward = await place.arrive(place.group.steward)
  await steward.page.goto(`/proposals/${proposal}`)
  await steward.page.getByText('Shade.').waitFor()
  await steward.page.getByText(alice.key.slice(0, 8), { exact: true }).waitFor()
  await sees(t, () => steward.page.getByText('Alice').count(), 0, 'what she said stands under her key')
  await steward.page.goto('/members')
  await steward.page.getByText('1 member', { exact: true }).waitFor()
  await steward.page.goto('/me')
  await press(steward.page, 'Leave the group')
  await press(steward.page, 'Yes, leave Gràcia')
  await steward.page.getByText('The group would be left without a steward.').waitFor()
  t.same(place.mishaps(), [])
})
