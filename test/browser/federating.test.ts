import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { readMemberKey } from '../../cli/member-key-file.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { comunalJson, startedNode } from '../support/comunal-process.ts'
import { openBrowser, type Person } from './browser.ts'
import { keyboardOf, pressByKeys } from './keyboard.ts'

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

t.setTimeout(300_000)

t.test('a federation on the page: tickets, joining, expelling, leaving', async t => {
  const folder = t.testdir()
  await using browser = await openBrowser()
  const stewardOf = async (name: string, founding: readonly string[], width: number): Promise<Person> => {
    const data = join(folder, name)
    await comunalJson([...founding, '--data', data, '--name', name])
    const node = await startedNode(data)
    t.teardown(() => node.stop())
    const person = await browser.arrive({ origin: node.url, width })
    const { key, seed } = readMemberKey(join(data, 'member.key'))
    const deviceKey = JSON.stringify({ key, seed: toHex(seed) })
    await person.page.addInitScript(kept => localStorage.setItem('comunal.key', kept), deviceKey)
    await person.page.goto('/federation')
    return person
  }
  const [seat, gracia, horta] = [
    await stewardOf('Barcelona', ['federation', 'found', '--expulsion', 'stewards'], 1280),
    await stewardOf('Gràcia', ['init'], 360),
    await stewardOf('Horta', ['init'], 360),
  ]
  const newTicket = async (): Promise<string> => {
    await press(seat.page, 'Make a ticket')
    await seat.page.getByRole('img', { name: 'The ticket as a code' }).waitFor()
    const ticket = await seat.page.locator('.copy-box').innerText()
    await press(seat.page, 'Make another')
    return ticket
  }
  /** By keyboard alone; a ticket is pasted. */
  const joinWith = async ({ page }: Person, ticket: string) => {
    await pressByKeys(page, 'Join a federation')
    await keyboardOf(page).to(page.getByLabel('Ticket'))
    await page.keyboard.insertText(ticket)
    await pressByKeys(page, 'Join a federation')
  }

  await t.test('a ticket lets a group in; one that was taken back does not', async t => {
    const revoked = await newTicket()
    await press(seat.page, 'Take back')
    await seat.page.getByText('Taken back').waitFor()
    await newTicket()
    await joinWith(gracia, revoked)
    await gracia.page.getByText('The federation has taken the ticket back.').waitFor()
    await gracia.page.getByLabel('Ticket').fill(await newTicket())
    await press(gracia.page, 'Join a federation')
    await gracia.page.getByText('We are in Barcelona now, with weight 1.').waitFor()
    await horta.page.goto(`/federation#ticket=${await newTicket()}`)
    await horta.page.reload()
    await press(horta.page, 'Join a federation')
    await horta.page.getByRole('heading', { name: 'Barcelona' }).waitFor()
    await seat.page.getByText('2 groups').first().waitFor()
    t.pass()
  })
  await t.test('a group sends its delegate to the council, and every page says who sits', async t => {
    await gracia.page.getByText('0 of 2 seats filled').click()
    await press(gracia.page, 'Send a delegate to the council…')
    await press(gracia.page, 'Send')
    await gracia.page.getByText('Choose whom to send.').waitFor()
    await gracia.page.getByLabel('Who sits for us').selectOption({ label: 'Steward' })
    await press(gracia.page, 'Send')
    await gracia.page.getByText('Recall Steward…').waitFor()
    await seat.page.getByText('1 of 2 seats filled').click()
    await seat.page.getByText('Nobody sits for this group').waitFor()
    await press(gracia.page, 'Recall Steward…')
    await gracia.page.getByLabel('Why').fill('Moved away.')
    await press(gracia.page, 'Recall')
    await seat.page.getByText('0 of 2 seats filled').waitFor()
    await seat.page.getByText('Earlier terms').click()
    await seat.page.getByText('Moved away.').waitFor()
    t.pass()
  })
  await t.test('merging begins with a text for the other federation', async t => {
    await seat.page.getByText('Merge with another federation').click()
    await press(seat.page, 'Show the text')
    const invitation = await seat.page.locator('.copy-box').innerText()
    await seat.page.getByLabel('Text of the other federation').fill('rubbish')
    await press(seat.page, 'Draw up the terms')
    await seat.page.getByText('This is no such text').waitFor()
    await seat.page.getByLabel('Text of the other federation').fill(invitation)
    await seat.page.getByLabel('Weight of Horta there').fill('0,5')
    await press(seat.page, 'Draw up the terms')
    const terms = await seat.page.locator('.copy-box').last().innerText()
    t.match(terms, /^comunal-merge:/)
    await seat.page.getByLabel('Terms', { exact: true }).fill(terms)
    await press(seat.page, 'Ask the groups')
    await seat.page.getByText('These are no terms on which the two federations can merge.').waitFor()
    await seat.page.getByText('Merge with another federation').click()
  })
  await t.test('where stewards expel, one that backs it with a cause', async t => {
    await seat.page.getByText('2 groups').last().click()
    await press(seat.page, 'Expel Horta…')
    await press(seat.page, 'Back its expulsion')
    await seat.page.getByText('Say why: everyone reads it.').waitFor()
    await seat.page.getByLabel('Why').fill('It sold the common van.')
    await press(seat.page, 'Back its expulsion')
    await seat.page.getByText('It sold the common van.').waitFor()
    await seat.page.getByText('Expelled', { exact: true }).waitFor()
    await gracia.page.getByText('1 group', { exact: true }).first().waitFor()
    t.pass('and every page says so')
  })
  await t.test('leaving is asked for twice', async t => {
    await press(gracia.page, 'Leave Barcelona…')
    await press(gracia.page, 'Cancel')
    await press(gracia.page, 'Leave Barcelona…')
    await press(gracia.page, 'Yes, leave')
    await gracia.page.getByText('This group is on its own.').waitFor()
    await seat.page.getByText('Has left').waitFor()
    t.pass()
  })
  for (const [name, { mishaps }] of Object.entries({ seat, gracia, horta })) t.same(mishaps, [], name)
})
