import type { Page } from 'playwright-core'
import t from 'tap'
import { startedNode } from '../support/comunal-process.ts'
import { AXE, violations } from './axe.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
import { found } from './founding.ts'
import { wordsAsked } from './recovery-words.ts'

t.setTimeout(300_000)

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Writes the words that the page asks for, by their places. */
async function copyWords(page: Page, words: readonly string[], label: string): Promise<void> {
  for (const { field, word } of await wordsAsked(page, words, label)) await field.fill(word)
}

/** What stands on the paper when a button prints: the page as it is at that moment, in the styles of paper. */
async function printed(page: Page, button: string): Promise<string> {
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = document.body.innerHTML
    }
  })
  await press(page, button)
  const html = await page.evaluate(() => document.body.dataset.printed ?? '')
  const sheet = await page.context().newPage()
  await sheet.goto(page.url())
  await sheet.emulateMedia({ media: 'print' })
  await sheet.evaluate(body => {
    document.body.innerHTML = body
  }, html)
  await sheet.locator('.qr-code').waitFor()
  const text = await sheet.locator('body').innerText()
  await sheet.close()
  return text
}

t.test('a steward founds, two members join, all vote, one counts again', async t => {
  const node = await startedNode(t.testdir({}))
  t.teardown(() => node.stop())
  await using browser = await openBrowser()
  const origin = node.url

  const steward = await browser.arrive({ origin })
  await steward.page.goto(node.setupUrl ?? '')
  await press(steward.page, 'Next')
  await press(steward.page, 'Next')
  await steward.page.getByText('The group needs a name.').waitFor()
  await steward.page.getByText('Step 2 of 10').waitFor()
  await steward.page.getByLabel('What is the group called?').fill('Gràcia')
  await steward.page.reload()
  await sees(
    t,
    () => steward.page.getByLabel('What is the group called?').inputValue(),
    'Gràcia',
    'a reload loses nothing',
  )
  await steward.page.evaluate(AXE)
  t.same(await violations(steward.page), [], 'a question has no barriers')
  await press(steward.page, 'Back')
  await steward.page.getByRole('heading', { name: 'Your language' }).waitFor()
  const said = { purpose: 'Tools, time and decisions.', place: '41.40, 2.16' }
  await found(steward.page, node.setupUrl ?? '', { group: 'Gràcia', founder: 'Júlia', ...said })
  await steward.page.reload()
  await steward.page.locator('.phrase li').first().waitFor()
  await sees(t, () => steward.page.locator('.phrase li').count(), 24, 'the recovery phrase is shown')
  t.notMatch(steward.page.url(), /token/, 'the link of the founding is gone from the address')
  const written = await steward.page.locator('.phrase li').allInnerTexts()
  await press(steward.page, 'I have written them down')
  await press(steward.page, 'Check')
  await steward.page.getByText('This is not the word there.').first().waitFor()
  await copyWords(steward.page, written, 'Word')
  await press(steward.page, 'Check')
  await press(steward.page, 'Show the code')
  await steward.page.getByRole('img', { name: 'The invitation as a QR code' }).waitFor()
  await steward.page.evaluate(AXE)
  t.same(await violations(steward.page), [], 'nor has the first invitation')
  const link = await steward.page.locator('.copy-box').innerText()
  await steward.page.getByRole('link', { name: 'To the group' }).click()
  await steward.page.getByText('Nothing is up for a vote.').waitFor()
  await steward.page.getByRole('link', { name: 'Members', exact: true }).click()

  const joan = await browser.arrive({ origin, language: 'ca', scheme: 'dark' })
  await joan.page.goto(link)
  await joan.page.getByLabel('Com et diuen aquí?').fill('Joan')
  await press(joan.page, 'Fes la meva clau i entra')
  const words = joan.page.locator('.phrase li')
  await words.first().waitFor()
  const phrase = (await words.allInnerTexts()).join(' ')
  await press(joan.page, 'Les he escrites')
  await joan.page.getByRole('heading', { name: 'Les tens?' }).waitFor()
  await press(joan.page, 'Més tard')

  const alice = await browser.arrive({ origin, width: 1280 })
  await alice.page.goto(link)
  await alice.page.getByLabel('What are you called here?').fill('Alice')
  await press(alice.page, 'Make my key and join')
  await press(alice.page, 'Later')
  await steward.page.getByText('3 members').waitFor()
  t.pass('the list of members grows by itself')

  await steward.page.getByRole('link', { name: 'Decide', exact: true }).click()
  await steward.page.getByRole('link', { name: 'New proposal' }).click()
  await steward.page.getByLabel('What is it about?').fill('Shall we paint the gate?')
  await steward.page.getByLabel('What do you propose, and why?').fill('Blue, as it was.')
  await steward.page.getByText('More rules').click()
  await steward.page.getByText('Close as soon as everybody has voted').click()
  await press(steward.page, 'Open the vote')
  await steward.page.getByRole('heading', { name: 'Shall we paint the gate?' }).waitFor()

  await alice.page.getByRole('link', { name: 'Shall we paint the gate?' }).click()
  await joan.page.getByRole('link', { name: 'Shall we paint the gate?' }).click()
  await alice.page.getByText('0 of 3 have voted').waitFor()
  const shown = alice.page.getByText('1 of 3 have voted').waitFor()
  await press(joan.page, 'A favor')
  await joan.page.getByText('El teu vot ja hi és: A favor.').waitFor()
  await shown
  t.pass('the tally moves in one browser when somebody votes in another')

  await joan.page.getByRole('button', { name: 'El meu rebut' }).click()
  await joan.page.getByText('Comprovat en aquest dispositiu').waitFor()
  await sees(t, () => joan.page.locator('.receipt').innerText(), /^c2sp\.org\/tlog-proof@v1/, 'the receipt holds')
  await joan.page.getByRole('img', { name: 'El rebut com a codi QR' }).waitFor()
  const paper = await printed(joan.page, 'Imprimeix')
  t.match(paper, /Rebut d’un vot · Gràcia\s+Shall we paint the gate\?/, 'printed, it says what it is of')
  t.match(paper, /identificador: [a-z2-7]{10}\s/, 'names its entry')
  t.match(paper, /comunal verify receipt\.txt --node-key [0-9a-f]{64}/, 'and says how to check it')
  t.notMatch(paper, 'tlog-proof', 'its text is in the code alone')
  t.notMatch(paper, 'El teu vot ja hi és', 'how somebody voted is not on it')

  const elsewhere = await browser.arrive({ origin })
  await elsewhere.page.goto('/restore')
  await elsewhere.page.getByLabel('Your 24 words').fill(`${phrase.replaceAll(/\d+/g, ' ')}`)
  await press(elsewhere.page, 'Bring it back')
  await elsewhere.page.getByRole('link', { name: 'Shall we paint the gate?' }).click()
  await elsewhere.page.getByText('Your vote is in: For.').waitFor()
  t.pass('the same member on another device, by the 24 words')

  await press(alice.page, 'Against')
  await alice.page.getByText('Your vote is in: Against.').waitFor()
  await press(alice.page, 'Change my vote')
  await press(alice.page, 'For')
  await alice.page.getByText('Your vote is in: For.').waitFor()
  await steward.page.getByText('2 of 3 have voted').waitFor()
  await press(steward.page, 'Against')
  await steward.page.getByRole('heading', { name: 'Passed' }).waitFor()
  await joan.page.getByRole('heading', { name: 'Aprovada' }).waitFor()
  t.pass('the vote closes once everybody has voted, and every page shows it')

  await press(alice.page, 'Count again here')
  await alice.page.getByText('It adds up.').waitFor()
  await alice.page.getByText('Counted here: For 2 · Against 1 · Abstain 0.').waitFor()
  t.pass('counted again in the browser, every signature checked')

  for (const [name, { mishaps }] of Object.entries({ steward, joan, alice, elsewhere })) {
    t.same(mishaps, [], `${name}: no errors, nothing stopped by the security policy, no other host`)
  }
})
