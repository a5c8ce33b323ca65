import type { Page } from 'playwright-core'
import t from 'tap'
import { startedNode } from '../support/comunal-process.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
import { keyboardOf } from './keyboard.ts'
import { stands } from './lived-in-pages.ts'
import { wordsAsked } from './recovery-words.ts'

t.setTimeout(300_000)

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

t.test('everything by keyboard alone: found, join, propose, rank, delegate, count again', async t => {
  const node = await startedNode(t.testdir({}))
  t.teardown(() => node.stop())
  await using browser = await openBrowser()
  const origin = node.url

  const steward = await browser.arrive({ origin, width: 1280 })
  const { page } = steward
  const keys = keyboardOf(page)
  await page.goto(node.setupUrl ?? '')
  const next = async (heading: string) => {
    await keys.open(button(page, 'Next'))
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  }
  await next('The group')
  await keys.write(page.getByLabel('What is the group called?'), 'Gràcia')
  await keys.write(page.getByLabel('What for?'), 'Tools, time and decisions.')
  for (const heading of ['The place', 'Joining', 'Reading', 'Who voted what', 'Quorums']) await next(heading)
  await keys.to(page.getByRole('radiogroup', { name: 'Whom do quorums count?' }))
  await keys.press('ArrowDown')
  await next('You')
  await keys.write(page.getByLabel('What are you called?'), 'Júlia')
  await keys.press('Enter')
  await page.locator('.phrase li').first().waitFor()
  const phrase = await page.locator('.phrase li').allInnerTexts()
  await keys.open(button(page, 'I have written them down'))
  await page
    .getByLabel(/^Word \d+$/)
    .first()
    .waitFor()
  for (const { field, word } of await wordsAsked(page, phrase, 'Word')) await keys.write(field, word)
  await keys.open(button(page, 'Check'))
  await page.getByRole('heading', { name: 'The first invitation' }).waitFor()
  await keys.open(link(page, 'To the group'))
  await page.getByText('Nothing is up for a vote.').waitFor()
  t.pass('a steward founds')

  await keys.open(link(page, 'Members'))
  await keys.open(button(page, 'Invite somebody'))
  await keys.open(button(page, 'Make the link'))
  const invitation = await page.locator('.copy-box').innerText()

  const alice = await browser.arrive({ origin })
  const atAlice = keyboardOf(alice.page)
  await alice.page.goto(invitation)
  await atAlice.write(alice.page.getByLabel('What are you called here?'), 'Alice')
  await atAlice.press('Enter')
  await alice.page.locator('.phrase li').first().waitFor()
  await atAlice.open(button(alice.page, 'Later'))
  await page.getByText('2 members').waitFor()
  t.pass('a member joins')

  await keys.open(link(page, 'Decide'))
  await keys.open(link(page, 'New proposal'))
  await keys.write(page.getByLabel('What is it about?'), 'Where do we plant the tree?')
  await keys.write(page.getByLabel('What do you propose, and why?'), 'One tree, three places.')
  await keys.to(page.getByRole('radiogroup', { name: 'What do you ask?' }))
  await keys.press('ArrowDown')
  await page.getByText('Approval', { exact: true }).waitFor()
  await keys.open(button(page, 'Other ways to count'))
  await keys.press('ArrowDown')
  await page.getByRole('radio', { name: /^Instant runoff/, checked: true }).waitFor()
  await keys.write(page.getByLabel('Options, one a line'), 'By the gate\nIn the yard\nOn the roof')
  await keys.open(page.getByText('More rules'))
  await page.getByLabel('Of whom?').waitFor()
  t.pass('quorums may be of the active members, as the charter has it')
  await keys.to(page.getByLabel('Close as soon as everybody has voted'))
  await keys.press('Space')
  await keys.open(button(page, 'Open the vote'))
  await page.getByRole('heading', { name: 'Where do we plant the tree?' }).waitFor()
  t.pass('a proposal is written and opened')

  await keys.open(button(page, 'Give In the yard the next place'))
  await keys.press('Enter', 'Enter')
  const ranking = page.getByRole('list', { name: 'Your ranking' })
  await page.getByRole('button', { name: 'Move: By the gate: place 3 of 3' }).waitFor()
  await sees(
    t,
    () => page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
    'Move: By the gate: place 3 of 3',
    'pressed again, the others follow; the last one keeps the focus',
  )
  await keys.press('ArrowUp')
  await page.getByRole('status').getByText('By the gate: place 2 of 3').waitFor({ state: 'attached' })
  await keys.press('ArrowUp')
  await sees(t, () => ranking.innerText(), /1\s+By the gate\s+2\s+In the yard\s+3\s+On the roof/, 'moved by arrow keys')
  await keys.press('Delete')
  await button(page, 'Give By the gate the next place').waitFor()
  await keys.open(button(page, 'Vote'))
  await page.getByText('Your vote is in: 1. In the yard, 2. On the roof.').waitFor()
  t.pass('a ranking is made and cast')
  await page.reload()
  await stands(page)
  await page.getByText('Round by round', { exact: true }).waitFor()
  const stops = await keys.walk()
  t.ok(stops.includes('summary Round by round'), `nothing holds the focus: ${stops.join(' > ')}, and out`)

  await atAlice.open(link(alice.page, 'Where do we plant the tree?'))
  await atAlice.open(button(alice.page, 'Give By the gate the next place'))
  await atAlice.open(button(alice.page, 'Give On the roof the next place'))
  await atAlice.to(button(alice.page, 'Move On the roof up'))
  await atAlice.press('Space')
  await atAlice.open(button(alice.page, 'Vote'))
  await alice.page.getByText('Your vote is in: 1. On the roof, 2. By the gate.').waitFor()
  await alice.page.getByRole('heading', { name: 'Chosen' }).waitFor()
  await atAlice.open(button(alice.page, 'My receipt'))
  await alice.page.getByText('Checked on this device').waitFor()
  await atAlice.open(button(alice.page, 'Count again here'))
  await alice.page.getByText('It adds up.').waitFor()
  t.pass('the receipt is checked and the count done again')

  await atAlice.open(link(alice.page, 'Me'))
  await atAlice.open(alice.page.getByRole('link', { name: /elegations/ }))
  const delegate = alice.page.getByLabel('Who votes for you?')
  // A letter chooses among those who are there.
  await delegate.getByRole('option', { name: 'Júlia' }).waitFor({ state: 'attached' })
  await atAlice.to(delegate)
  await alice.page.keyboard.type('Jú')
  await atAlice.open(button(alice.page, 'Delegate'))
  await alice.page.getByRole('region', { name: 'Who votes for me' }).getByText('Júlia').waitFor()
  await atAlice.open(button(alice.page, 'Take it back'))
  await alice.page.getByText('You have given your vote to nobody.').waitFor()
  t.pass('a vote is passed on and taken back')

  for (const [name, { mishaps }] of Object.entries({ steward, alice })) t.same(mishaps, [], name)
})
