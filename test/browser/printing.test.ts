import t from 'tap'
import { accepted } from '../support/test-core.ts'
import { sees } from './eyes.ts'
import { stands } from './lived-in-pages.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

/** More cards than stand in the page at once. */
const MANY = 24

t.test('what is printed of a long Home is all of it, though nobody has scrolled there', async t => {
  await using place = await pageGroup()
  const { group } = place
  for (let i = 1; i <= MANY; i++) {
    const id = await group.open({ title: `Question ${i}` })
    accepted(await group.vote(group.steward, id, { vote: 'for' }))
  }
  const { page } = await place.arrive(group.steward)
  const tallies = new Set<string>()
  page.on('response', response => {
    if (response.url().endsWith('/tally')) tallies.add(response.url())
  })
  await page.goto('/')
  await stands(page)
  const cards = page.locator('.card-link')
  await cards.first().waitFor()
  await sees(t, async () => (await cards.count()) < MANY, true, 'those near the window are in the page')
  await sees(t, async () => tallies.size, MANY, 'what the others will show is fetched while nobody waits')

  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await sees(t, () => cards.count(), MANY)
  await sees(
    t,
    () => cards.filter({ hasText: '1 of 1 has voted · For 1 · Against 0' }).count(),
    MANY,
    'with their counts',
  )
  await sees(t, () => page.getByRole('navigation').isVisible(), false, 'and what leads elsewhere is not')
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.locator('.rows').waitFor()
  await sees(t, async () => (await cards.count()) < MANY, true, 'afterwards it is as it was')
  t.same(place.mishaps(), [])
})
