import type { Locator, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { AXE, violations } from './axe.ts'
import { sees } from './eyes.ts'
// By keyboard alone, but where a mouse or a finger is what is tried: everything is gone to by Tab.
import { keyboardOf, open, pick, press, tick, write } from './keyboard.ts'
import { stands } from './lived-in-pages.ts'
import { overflowOf } from './look-of-text.ts'
import { movedPageGroup, pageGroup } from './page-group.ts'
import { openEveryKind } from './votes-of-every-kind.ts'

const HOUR = 3_600_000
t.setTimeout(300_000)

const row = (page: Page, option: string) => page.locator(`[data-option="${option}"]`)
const handle = (page: Page, option: string) => row(page, option).locator('[data-part="handle"]')

/** The middle of something on the screen. */
async function middle(of: Locator): Promise<{ x: number; y: number }> {
  const box = await of.boundingBox()
  if (!box) throw new Error('not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Carries an option by its handle onto the middle of something, with a mouse. */
async function carry(page: Page, option: string, onto: Locator): Promise<void> {
  const from = await middle(handle(page, option))
  const to = await middle(onto)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x, (from.y + to.y) / 2)
  await page.mouse.move(from.x, to.y)
  await page.mouse.up()
}

/** With a finger, as the browser hears of it from a screen: onto the upper edge of something. */
async function carryByFinger(page: Page, option: string, onto: Locator): Promise<void> {
  const from = await middle(handle(page, option))
  const to = { y: ((await onto.boundingBox())?.y ?? 0) + 3 }
  const screen = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    screen.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: from.x, y }] })
  await touch('touchStart', from.y)
  await touch('touchMove', (from.y + to.y) / 2)
  await touch('touchMove', to.y)
  await touch('touchEnd')
}

t.test('each method has its own control', async t => {
  await using place = await pageGroup()
  const [alice, ...others] = await place.group.join('Alice', 'Joan', 'Marta', 'Bob', 'Pau')
  const ids = await openEveryKind(place.group, [...others, place.group.steward])
  const { page } = await place.arrive(alice, { width: 360 })
  await page.context().addInitScript(AXE)
  const show = async (id: string) => {
    await page.goto(`/proposals/${id}`)
    await stands(page)
    await page.getByRole('heading', { name: 'Your vote' }).waitFor()
  }
  const cast = async (sentence: string) => {
    await press(page, 'Vote')
    await page.getByText(sentence).waitFor()
  }
  const looked = async (t: Test, name: string) => {
    t.same(await violations(page), [], `${name}: axe finds nothing`)
    await sees(t, () => overflowOf(page), 0, `${name}: nothing to scroll sideways`)
  }

  await t.test('a ranking is carried into order, with a mouse or a finger', async t => {
    await show(ids.irv)
    const ranking = page.getByRole('list', { name: 'Your ranking' })
    await handle(page, 'In the yard').scrollIntoViewIfNeeded()
    await carry(page, 'In the yard', ranking)
    await page.getByRole('status').getByText('In the yard: place 1 of 1').waitFor({ state: 'attached' })
    await press(page, 'Give By the gate the next place')
    await press(page, 'Give On the roof the next place')
    await carryByFinger(page, 'On the roof', row(page, 'In the yard'))
    await page.getByRole('status').getByText('On the roof: place 1 of 3').waitFor({ state: 'attached' })
    await sees(t, () => ranking.innerText(), /1\s+On the roof\s+2\s+In the yard\s+3\s+By the gate/)
    await looked(t, 'ranking')
  })

  await t.test('options may stand level', async t => {
    await show(ids.schulze)
    await press(page, 'Give In the yard the next place')
    await press(page, 'Give By the gate the next place')
    await handle(page, 'By the gate').scrollIntoViewIfNeeded()
    await carry(page, 'By the gate', row(page, 'In the yard'))
    await page
      .getByRole('status')
      .getByText('By the gate: place 1 of 1, level with In the yard')
      .waitFor({ state: 'attached' })
    const keys = keyboardOf(page)
    await keys.to(handle(page, 'By the gate'))
    await keys.press('ArrowDown')
    await page.getByRole('status').getByText('By the gate: place 2 of 2').waitFor({ state: 'attached' })
    await keys.press('ArrowUp')
    await page.getByRole('status').getByText('By the gate: place 1 of 1, level').waitFor({ state: 'attached' })
    await looked(t, 'tiers')
    await cast('Your vote is in: 1. In the yard = By the gate.')
  })

  await t.test('stars and grades', async t => {
    await show(ids.star)
    const yard = page.getByRole('radiogroup', { name: 'In the yard' })
    await pick(yard.getByRole('radio').nth(4))
    await yard.locator('.star-given').nth(3).waitFor()
    await sees(t, () => yard.locator('.star-given').count(), 4, 'all stars up to the one that is touched')
    await looked(t, 'stars')
    await cast('Your vote is in: In the yard: 4.')
    await show(ids.judgment)
    await pick(page.getByRole('radiogroup', { name: 'On the roof' }).getByRole('radio', { name: 'Very good' }))
    await looked(t, 'grades')
    await cast('Your vote is in: On the roof: 4.')
  })

  await t.test('credits: the cost runs along, and nothing goes over the budget', async t => {
    await show(ids.quadratic)
    const slide = async (option: string, times: number) => {
      await keyboardOf(page).to(page.getByRole('slider', { name: option }))
      for (let press = 0; press < times; press++) await page.keyboard.press('ArrowRight')
    }
    await slide('By the gate', 4)
    await page.getByText('4 votes · cost 16').waitFor()
    await page.getByText('9 left').waitFor()
    await slide('In the yard', 4)
    await page.getByText('That would cost 16 credits for “In the yard”; 9 are left for it.').waitFor()
    await page.getByText('3 votes · cost 9').waitFor()
    await page.getByText('0 left').waitFor()
    await looked(t, 'credits')
    await cast('Your vote is in: By the gate: 4 and In the yard: 3.')
  })

  await t.test('a budget: the total runs along', async t => {
    await show(ids.knapsack)
    for (const project of ['Benches', 'Shelves', 'Shade']) await tick(page.getByRole('checkbox', { name: project }))
    await page.getByText('Marked for 5,800 of 5,000').waitFor()
    await page.getByText('800 more than there is').waitFor()
    await looked(t, 'budget')
  })

  await t.test('consent: who objects says why', async t => {
    await show(ids.consent)
    await press(page, 'I object')
    await page.getByLabel('I object, because…').waitFor()
    await looked(t, 'consent')
    await write(page.getByLabel('I object, because…'), 'The roots lift the pavement.')
    await press(page, 'Object')
    await page.getByText('Your vote is in: Against.').waitFor()
    await page.getByText('1 objection stands', { exact: true }).waitFor()
  })
  t.same(place.mishaps(), [])
})

t.test('each method shows how it came to its result', async t => {
  await using place = await movedPageGroup()
  const [alice, ...others] = await place.group.join('Alice', 'Joan', 'Marta', 'Bob', 'Pau')
  const ids = await openEveryKind(place.group, [...others, place.group.steward])
  const { page } = await place.arrive(alice, { width: 320, scheme: 'dark' })
  await page.context().addInitScript(AXE)
  await place.advance(25 * HOUR)
  const show = async (id: string) => {
    await page.goto(`/proposals/${id}`)
    await stands(page)
    await page.getByRole('heading', { name: 'Chosen' }).waitFor()
    await page.locator('.count-details').waitFor()
    for (const summary of await page.locator('.count-details details summary').all()) await open(summary)
    t.same(await violations(page), [], 'axe finds nothing')
    await sees(t, () => overflowOf(page), 0, 'nothing to scroll sideways')
  }
  const table = (name: string) => page.getByRole('table', { name })

  await show(ids.stv)
  await table('Round 1').getByRole('row', { name: 'By the gate In 3' }).waitFor()
  await page
    .getByText('By the gate has more than it needs, and the rest goes on: In the yard +0.67 (2/3) and')
    .waitFor()
  await table('Round 2').getByRole('row', { name: 'On the roof Out 1.33 (4/3)' }).waitFor()
  await page.getByText('On the roof is out, and its votes go on: In the yard +1 and nobody +0.33 (1/3).').waitFor()
  await table('Round 3').getByRole('row', { name: 'In the yard In 2.67 (8/3)' }).waitFor()
  t.pass('transferable votes: rounds, with what moves on, exactly')

  await show(ids.schulze)
  const duels = page.getByRole('region', { name: 'One against one' })
  await duels.getByRole('row', { name: 'In the yard – 2 : 0 3 : 1 2' }).waitFor()
  await page.getByText('“In the yard” beats every other option one to one.').waitFor()
  t.pass('pairs: one against one')

  await show(ids.judgment)
  await page.getByText('Middle grade: Very good').waitFor()
  await page.getByRole('row', { name: 'In the yard 1 2 1 1 0 0 Very good' }).waitFor()
  t.pass('grades, with the one in the middle')

  await show(ids.star)
  await table('Round 1: all points').getByRole('row', { name: 'In the yard 14' }).waitFor()
  await table('Round 2')
    .getByRole('row', { name: /^In the yard In 3/ })
    .waitFor()
  t.pass('points, then who is put higher')

  await show(ids.shares)
  await page.getByText('Everybody has 1,000 of the money to begin with.').waitFor()
  await page.getByText('Pay 900 each: 1').waitFor()
  await page.getByText('Have less, and pay all they have left: 1').waitFor()
  await page.getByRole('row', { name: 'Shelves 1,400 900 1 1 0 2,600' }).waitFor()
  t.pass('equal shares: who paid what, and what is left')
  t.same(place.mishaps(), [])
})
