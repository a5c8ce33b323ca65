import type { Page } from 'playwright-core'
import t from 'tap'
import { HOUR, person } from '../support/test-core.ts'
import { AXE, violations } from './axe.ts'
// By keyboard alone: everything is gone to by Tab.
import { follow, open, press, write } from './keyboard.ts'
import { movedPageGroup } from './page-group.ts'

t.setTimeout(300_000)

const sees = (page: Page, text: string) => page.getByText(text).first().waitFor()

/** Says who one is, and asks. */
async function askAs(page: Page, name: string): Promise<void> {
  await page.goto('/restore')
  await follow(page, 'I have neither my key nor my words')
  await write(page.getByRole('textbox'), name)
  await page.keyboard.press('Enter')
  await press(page, 'That is me: ask')
  await sees(page, 'This device has asked for the membership of')
}

t.test('a member who lost their key gets their membership back from two stewards', async t => {
  const [marta, bo] = [person('steward of Gràcia'), person('Bo')]
  await using place = await movedPageGroup({ stewards: [marta.key, bo.key], threshold: 2 })
  const [ada, eve] = await place.group.join('Ada Prat', 'Eve')
  if (!ada || !eve) throw new Error('nobody joined')
  const phone = await place.arrive(undefined, { width: 360 })
  await phone.page.context().addInitScript(AXE)

  await t.test('who still has the key is told on their device, and stops it with one press', async () => {
    const home = await place.arrive(eve)
    await home.page.goto('/')
    await sees(home.page, 'Nothing is up for a vote.')
    await askAs(phone.page, 'Eve')
    await sees(home.page, 'Somebody says that you have lost your key.')
    await press(home.page, 'It is not me: object')
    await sees(phone.page, 'The key that you have lost was used to object.')
    await home.page.getByText('Somebody says that you have lost your key.').waitFor({ state: 'detached' })
    await press(phone.page, 'Ask again')
  })

  await t.test('stewards compare three words, and agree', async t => {
    await write(phone.page.getByRole('textbox'), 'Ada')
    await press(phone.page, 'Look for me')
    await sees(phone.page, 'Nobody here has just this name.')
    await askAs(phone.page, 'ada  prat')
    await sees(phone.page, '0 of 2 stewards have agreed')
    const words = await phone.page.locator('.check-words').innerText()
    t.match(words, /^[a-z]+ [a-z]+ [a-z]+$/)
    t.same(await violations(phone.page), [])
    for (const [at, steward] of [marta, bo].entries()) {
      const { page } = await place.arrive(steward, { scheme: at === 0 ? 'dark' : 'light' })
      await page.context().addInitScript(AXE)
      await page.goto('/')
      await open(page.getByRole('region', { name: 'Waiting for you' }).getByRole('link', { name: 'Ada Prat' }))
      await sees(page, 'Check in person that it is them.')
      await sees(page, words)
      if (at === 0) t.same(await violations(page), [])
      await press(page, 'I have checked: I agree')
      await sees(page, 'You have agreed.')
      await sees(phone.page, `${at + 1} of 2 stewards have agreed`)
    }
  })

  await t.test('after a day the new key opens the group, and the old one is told that it does not', async () => {
    await place.advance(25 * HOUR)
    await sees(phone.page, 'Write these 24 words on paper')
    await press(phone.page, 'Later')
    await sees(phone.page, 'Nothing is up for a vote.')
    await phone.page.goto('/me')
    await phone.page.getByRole('heading', { level: 1, name: 'Ada Prat' }).waitFor()
    const former = await place.arrive(ada)
    await former.page.goto('/')
    await sees(former.page, 'Another key has taken the place of the one on this device.')
  })
  t.same(place.mishaps(), [])
})
