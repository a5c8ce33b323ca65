import { join } from 'node:path'
import t from 'tap'
import { readMemberKey } from '../../cli/member-key-file.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { comunalJson, startedNode } from '../support/comunal-process.ts'
import { openBrowser, type Person } from './browser.ts'
// By keyboard alone: everything is gone to by Tab.
import { choose, keyboardOf, open, press, write } from './keyboard.ts'

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
    await press(page, 'Join a federation')
    await keyboardOf(page).to(page.getByLabel('Ticket'))
    await page.keyboard.insertText(ticket)
    await press(page, 'Join a federation')
  }

  await t.test('a ticket lets a group in; one that was taken back does not', async t => {
    const revoked = await newTicket()
    await press(seat.page, 'Take back')
    await seat.page.getByText('Taken back').waitFor()
    await newTicket()
    await joinWith(gracia, revoked)
    await gracia.page.getByText('The federation has taken the ticket back.').waitFor()
    await write(gracia.page.getByLabel('Ticket'), await newTicket())
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
    await open(gracia.page.getByText('0 of 2 seats filled'))
    await press(gracia.page, 'Send a delegate to the council…')
    await press(gracia.page, 'Send')
    await gracia.page.getByText('Choose whom to send.').waitFor()
    await choose(gracia.page.getByLabel('Who sits for us'), 'Steward')
    await press(gracia.page, 'Send')
    await gracia.page.getByText('Recall Steward…').waitFor()
    await open(seat.page.getByText('1 of 2 seats filled'))
    await seat.page.getByText('Nobody sits for this group').waitFor()
    await press(gracia.page, 'Recall Steward…')
    await write(gracia.page.getByLabel('Why'), 'Moved away.')
    await press(gracia.page, 'Recall')
    await seat.page.getByText('0 of 2 seats filled').waitFor()
    await open(seat.page.getByText('Earlier terms'))
    await seat.page.getByText('Moved away.').waitFor()
    t.pass()
  })
  await t.test('merging begins with a text for the other federation', async t => {
    await open(seat.page.getByText('Merge with another federation'))
    await press(seat.page, 'Show the text')
    const invitation = await seat.page.locator('.copy-box').innerText()
    await write(seat.page.getByLabel('Text of the other federation'), 'rubbish')
    await press(seat.page, 'Draw up the terms')
    await seat.page.getByText('This is no such text').waitFor()
    await write(seat.page.getByLabel('Text of the other federation'), invitation)
    await write(seat.page.getByLabel('Weight of Horta there'), '0,5')
    await press(seat.page, 'Draw up the terms')
    const terms = await seat.page.locator('.copy-box', { hasText: /^comunal-merge:/ }).innerText()
    t.pass('both sides sign the same text')
    await write(seat.page.getByLabel('Terms', { exact: true }), terms)
    await press(seat.page, 'Ask the groups')
    await seat.page.getByText('These are no terms on which the two federations can merge.').waitFor()
    await open(seat.page.getByText('Merge with another federation'))
  })
  await t.test('where stewards expel, one that backs it with a cause', async t => {
    await open(seat.page.getByText('2 groups').last())
    await press(seat.page, 'Expel Horta…')
    await press(seat.page, 'Back its expulsion')
    await seat.page.getByText('Say why: everyone reads it.').waitFor()
    await write(seat.page.getByLabel('Why'), 'It sold the common van.')
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
