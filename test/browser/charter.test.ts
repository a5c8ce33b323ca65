import t from 'tap'
import { openCharterClerk } from '../../node/domains/group/charter-clerk.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted } from '../support/test-core.ts'
import { AXE, violations } from './axe.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, open, write } from './keyboard.ts'
import { movedPageGroup } from './page-group.ts'

t.setTimeout(300_000)

t.test('stewards change the charter together, and a member puts a change to the vote', async t => {
  await using place = await movedPageGroup()
  const { group } = place
  const charter = charterOf(group)
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const { steward } = group
  accepted(await charter.draft(steward, charter.change({ stewards: [steward.key, alice.key], threshold: 2 })))
  await charter.settle()
  // The node does by itself what the pages wait for.
  await using _clerk = startSettling(group.core, openCharterClerk(group.core))

  const { page } = await place.arrive(steward)
  await page.context().addInitScript(AXE)
  await page.goto('/charter')
  await open(page.getByRole('button', { name: 'Change the charter…' }))
  await page.getByText('Nothing yet: change a rule above.').waitFor()
  t.same(await violations(page), [])
  await write(page.getByLabel('Name of the group'), 'Vila de Gràcia')
  await choose(page.getByLabel('Who may read this page'), 'Anyone who reaches it')
  const changes = page.getByRole('region', { name: 'What changes' })
  await changes.getByText('Vila de Gràcia').waitFor()
  await sees(t, () => changes.locator('del').allInnerTexts(), ['Gràcia', 'Members only'])
  await sees(t, () => changes.locator('ins').allInnerTexts(), ['Vila de Gràcia', 'Anyone who reaches it'])
  await open(page.getByRole('button', { name: 'Sign it and ask the other stewards' }))
  await page.getByText('1 of 2 signatures').waitFor()

  await open(page.getByRole('button', { name: 'Change the charter…' }))
  await write(page.getByLabel('Name of the group'), 'Gràcia of tomorrow')
  const second = await place.arrive(alice)
  await second.page.goto('/charter')
  await open(second.page.getByRole('button', { name: 'Sign this change' }))
  await second.page.getByRole('heading', { name: 'Vila de Gràcia' }).waitFor()
  await second.page.getByText('Signed by steward of Gràcia and Alice').waitFor()
  t.equal(charter.inForce().name, 'Vila de Gràcia')
  await page.getByRole('heading', { name: 'Vila de Gràcia' }).waitFor()
  await page.getByRole('form').getByText('The charter has been changed since.').waitFor()
  const name = page.getByLabel('Name of the group')
  await sees(t, () => name.inputValue(), 'Gràcia of tomorrow', 'what somebody was writing stays')
  await open(page.getByRole('button', { name: 'Leave it as it is' }))
  await open(page.getByRole('button', { name: 'Change the charter…' }))
  await sees(t, () => name.inputValue(), 'Vila de Gràcia', 'and begins anew upon the charter of now')

  const member = await place.arrive(bob)
  await member.page.context().addInitScript(AXE)
  await member.page.goto('/charter')
  await open(member.page.getByRole('button', { name: 'Change the charter…' }))
  await choose(
    member.page.getByLabel('Before a vote opens'),
    'A moderator or a steward reads the draft and approves it.',
  )
  await open(member.page.getByRole('button', { name: 'Put it to the vote' }))
  await member.page.getByRole('heading', { name: 'Put it to the vote' }).waitFor()
  await write(member.page.getByLabel('Why'), 'Two pairs of eyes see more.')
  await open(member.page.getByRole('button', { name: 'Open the vote' }))
  await member.page.getByRole('heading', { name: 'What changes of the charter' }).waitFor()
  const [id] = group.core.projections.proposals.list(1)
  if (!id) throw new Error('no vote')
  await group.clerk.settle()

  const earlier = charter.change({ place: null })
  const { id: drafted } = accepted(await charter.draft(alice, earlier))
  accepted(await charter.sign(steward, drafted, earlier))
  await charter.settle()
  for (const voter of [steward, alice, bob]) accepted(await group.vote(voter, id, { vote: 'for' }))
  await place.advance(4 * 24 * 3_600_000)
  await member.page.reload()
  await member.page.getByText('Accepted, but the charter could not be changed by it any more.').waitFor()
  await member.page.getByText('The charter has been changed since.').waitFor()

  await member.page.goto('/charter')
  await open(member.page.getByRole('button', { name: 'Change the charter…' }))
  await choose(
    member.page.getByLabel('Before a vote opens'),
    'A moderator or a steward reads the draft and approves it.',
  )
  await open(member.page.getByRole('button', { name: 'Gather support for it' }))
  await member.page.getByRole('heading', { name: 'New initiative' }).waitFor()
  const change = member.page.getByRole('region', { name: 'What changes of the charter' }).getByRole('insertion')
  await change.waitFor()
  t.same(await violations(member.page), [])
  await member.page.route('**/charter/changes', route => route.abort())
  await member.page.reload()
  await member.page.getByText('The node cannot be reached.').waitFor()
  await member.page.unroute('**/charter/changes')
  await open(member.page.getByRole('button', { name: 'Try again' }))
  await change.waitFor()
  await write(member.page.getByLabel('What is it about?'), 'Two pairs of eyes?')
  await open(member.page.getByRole('button', { name: 'Start an initiative' }))
  await member.page.getByRole('heading', { name: 'Two pairs of eyes?' }).waitFor()
  await member.page.getByRole('region', { name: 'What changes of the charter' }).waitFor()
  await place.settle()
  await open(member.page.getByRole('link', { name: 'To the vote' }))
  const [asked] = group.core.projections.proposals.list(1)
  if (!asked) throw new Error('no vote')
  for (const voter of [steward, alice, bob]) accepted(await group.vote(voter, asked, { vote: 'for' }))
  await place.advance(4 * 24 * 3_600_000)
  await member.page.getByText('The charter says so now.').waitFor()
  t.equal(charter.inForce().decisions.review, true)
  t.same(place.mishaps(), [])
})
