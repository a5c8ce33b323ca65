import t from 'tap'
import { openCharterClerk } from '../../node/domains/group/charter-clerk.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted } from '../support/test-core.ts'
import { AXE, violations } from './axe.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

t.test('stewards change the charter together, and a member puts a change to the vote', async t => {
  await using place = await pageGroup()
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
  await page.getByRole('button', { name: 'Change the charter …' }).click()
  await page.getByText('Nothing yet: change a rule above.').waitFor()
  t.same(await violations(page), [])
  await page.getByLabel('Name of the group').fill('Vila de Gràcia')
  await page.getByLabel('Who may read this page').selectOption('anyone')
  const changes = page.getByRole('region', { name: 'What changes' })
  await changes.getByText('Vila de Gràcia').waitFor()
  t.same(await changes.locator('del').allInnerTexts(), ['Gràcia', 'Members only'])
  t.same(await changes.locator('ins').allInnerTexts(), ['Vila de Gràcia', 'Anyone who reaches it'])
  await page.getByRole('button', { name: 'Sign it and ask the other stewards' }).click()
  await page.getByText('1 of 2 signatures').waitFor()

  const second = await place.arrive(alice)
  await second.page.goto('/charter')
  await second.page.getByRole('button', { name: 'Sign this change' }).click()
  await second.page.getByRole('heading', { name: 'Vila de Gràcia' }).waitFor()
  await second.page.getByText('Signed by steward of Gràcia and Alice').waitFor()
  t.equal(charter.inForce().name, 'Vila de Gràcia')
  await page.getByRole('heading', { name: 'Vila de Gràcia' }).waitFor()

  const member = await place.arrive(bob)
  await member.page.context().addInitScript(AXE)
  await member.page.goto('/charter')
  await member.page.getByRole('button', { name: 'Change the charter …' }).click()
  await member.page.getByLabel('Before a vote opens').selectOption('yes')
  await member.page.getByRole('button', { name: 'Put it to the vote' }).click()
  await member.page.getByRole('heading', { name: 'Put it to the vote' }).waitFor()
  await member.page.getByLabel('Why').fill('Two pairs of eyes see more.')
  await member.page.getByRole('button', { name: 'Open the vote' }).click()
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
  await member.page.getByRole('button', { name: 'Change the charter …' }).click()
  await member.page.getByLabel('Before a vote opens').selectOption('yes')
  await member.page.getByRole('button', { name: 'Gather support for it' }).click()
  await member.page.getByRole('heading', { name: 'New initiative' }).waitFor()
  await member.page.getByRole('region', { name: 'What changes of the charter' }).getByRole('insertion').waitFor()
  t.same(await violations(member.page), [])
  await member.page.getByLabel('What is it about?').fill('Two pairs of eyes?')
  await member.page.getByRole('button', { name: 'Start an initiative' }).click()
  await member.page.getByRole('heading', { name: 'Two pairs of eyes?' }).waitFor()
  await member.page.getByRole('region', { name: 'What changes of the charter' }).waitFor()
  await place.settle()
  await member.page.getByRole('link', { name: 'To the vote' }).click()
  const [asked] = group.core.projections.proposals.list(1)
  if (!asked) throw new Error('no vote')
  for (const voter of [steward, alice, bob]) accepted(await group.vote(voter, asked, { vote: 'for' }))
  await place.advance(4 * 24 * 3_600_000)
  await member.page.getByText('The charter says so now.').waitFor()
  t.equal(charter.inForce().decisions.review, true)
  t.same(place.mishaps(), [])
})
