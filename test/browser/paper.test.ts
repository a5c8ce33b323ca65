import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { accepted, HOUR } from '../support/test-core.ts'
import { draftsOf } from '../support/test-drafts.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, open, press, tick, write } from './keyboard.ts'
import { movedPageGroup, pageGroup } from './page-group.ts'

/** Keys a sheet in as tellers do, by the keyboard alone. */
async function keyIn(t: Test, page: Page, serial: string, marks: string) {
  await write(page.getByLabel('Number of the sheet'), serial)
  await page.keyboard.press('Enter')
  await page.keyboard.type(marks)
  await page.keyboard.press('Enter')
  // The same sheet may be taken for the second time: its number goes when this one is.
  await sees(t, () => page.getByLabel('Number of the sheet').inputValue(), '')
  await page.getByText(`Taken: ${serial}`).waitFor()
}

t.setTimeout(300_000)

t.test('a vote on paper on the page: printed, handed out, keyed in, counted', async t => {
  await using world = await movedPageGroup()
  const { group } = world
  const [alice, tina] = await group.join('Alice', 'Tina')
  if (!alice || !tina) throw new Error('nobody joined')
  accepted(await group.act(group.steward.signer, 'member/role-set', { member: tina.key, role: 'moderator' }))
  const [steward, voter, teller] = [
    await world.arrive(group.steward),
    await world.arrive(alice, { width: 360 }),
    await world.arrive(tina),
  ]

  await steward.page.goto('/new')
  await write(steward.page.getByLabel('What is it about?'), 'Cut the hedge?')
  await open(steward.page.getByText('More rules'))
  await tick(steward.page.getByRole('checkbox', { name: 'Members may vote on paper' }))
  await press(steward.page, 'Open the vote')
  await steward.page.getByRole('heading', { name: 'Cut the hedge?' }).waitFor()
  await world.settle()
  const path = new URL(steward.page.url()).pathname

  await write(steward.page.getByLabel('Sheets to print'), '3')
  await press(steward.page, 'Make sheets')
  await steward.page.getByRole('button', { name: 'Print 3 sheets' }).waitFor()
  await sees(t, () => steward.page.locator('.sheet-serial').count(), 3)
  const serials = await steward.page.locator('.sheet-serial').allTextContents()
  await sees(t, () => steward.page.locator('.sheet').first().isVisible(), false, 'sheets are seen on paper alone')
  await steward.page.emulateMedia({ media: 'print' })
  await sees(t, () => steward.page.locator('.sheet').first().isVisible(), true)
  await sees(
    t,
    () => steward.page.getByRole('button', { name: 'Make sheets' }).isVisible(),
    false,
    'and nothing else is',
  )
  await steward.page.emulateMedia({ media: 'screen' })

  await voter.page.goto(path)
  await voter.page.getByText('Would you rather vote on paper?').waitFor()
  await choose(steward.page.getByLabel('Who votes on paper?'), 'Alice')
  await press(steward.page, 'Hand out a sheet')
  await steward.page.getByText('Alice votes on paper. Any sheet will do.').waitFor()
  await voter.page.getByText('You vote on paper: you have been given a sheet.').first().waitFor()
  await sees(
    t,
    () => voter.page.getByRole('button', { name: 'For', exact: true }).count(),
    0,
    'she has no ballot by key',
  )

  await world.advance(73 * HOUR)
  const [serial = ''] = serials
  await teller.page.goto(path)
  await keyIn(t, teller.page, serial, '1')
  await keyIn(t, steward.page, serial, '2')
  await teller.page.getByText('The tellers disagree: look at the sheet again').waitFor()
  await keyIn(t, steward.page, serial, '1')
  await world.settle()
  await voter.page.getByText('1 of these on paper · 1 sheet handed out').waitFor()
  t.pass('the tally says how many were on paper')
  t.same(world.mishaps(), [])
})

t.test('a draft becomes a vote that takes paper', async t => {
  await using world = await pageGroup()
  const [alice] = await world.group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const draft = await draftsOf(world.group).start(alice)
  const { page } = await world.arrive(alice)
  await page.goto(`/drafts/${draft}`)
  await tick(page.getByRole('checkbox', { name: 'Members may vote on paper' }))
  await press(page, 'Open the vote')
  await page.getByText('The list of voters is being drawn up.').waitFor()
  await world.settle()
  await page.getByText('Would you rather vote on paper?').waitFor()
  t.same(world.mishaps(), [])
})
