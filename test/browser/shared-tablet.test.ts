import type { Page } from 'playwright-core'
import t from 'tap'
import { phraseOfSeed } from '../../protocol/keys/recovery-phrase.ts'
import { AXE, violations } from './axe.ts'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { follow, keyboardOf, open, press, write } from './keyboard.ts'
import { stands } from './lived-in-pages.ts'
import { overflowOf } from './look-of-text.ts'
import { movedPageGroup, pageGroup } from './page-group.ts'

t.setTimeout(300_000)

async function choosePin(page: Page, pin: string, again = pin): Promise<void> {
  await write(page.getByLabel('PIN or password', { exact: true }), pin)
  await write(page.getByLabel('The same again'), again)
  await press(page, 'Go on')
}

async function unlock(page: Page, name: string, pin: string): Promise<void> {
  await press(page, name)
  await write(page.getByLabel('Your PIN or password'), pin)
  await press(page, 'Open')
}

/** All that the tablet's disk shows of the page. */
function onDisk(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify({ ...localStorage }))
}

/** The names of what the tablet keeps of the node's answers, and what of them can be read. */
function keptOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const texts = await Promise.all(
      (await caches.keys()).map(async name => {
        if (name.startsWith('comunal-shell')) return [name]
        const cache = await caches.open(name)
        const answers = await Promise.all((await cache.keys()).map(request => cache.match(request)))
        return [name, ...(await Promise.all(answers.map(async answer => answer?.text() ?? '')))]
      }),
    )
    return texts.flat()
  })
}

t.test('several members use one tablet, and nobody sees what another did', async t => {
  await using place = await movedPageGroup({ admission: { type: 'open' } })
  const { group } = place
  const [alice, joan] = await group.join('Alice', 'Joan')
  if (!alice || !joan) throw new Error('nobody joined')
  await group.open({ title: 'Plant a palm?' })
  const { page } = await place.arrive(undefined, { keepsPage: true })
  const cut = (isCut: boolean) => page.context().setOffline(isCut)
  const barriers = async (where: string) => {
    await page.evaluate(AXE)
    t.same(await violations(page), [], `${where}: no barriers`)
    await sees(t, () => overflowOf(page), 0, `${where}: nothing to scroll sideways`)
  }

  await page.goto('/device')
  await press(page, 'Let several people use it')
  await page.getByRole('heading', { name: 'Several people use this device' }).waitFor()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.goto('/')
  await page.getByText('Nobody has a key on this device yet.').waitFor()

  await follow(page, 'I have neither my key nor my words')
  await page.getByRole('img', { name: 'The link for your own device as a QR code' }).waitFor()
  await sees(t, () => page.locator('.copy-box').innerText(), `${new URL(page.url()).origin}/lost`)
  await sees(t, () => page.getByRole('textbox').count(), 0, 'who has neither is sent to a device of their own')
  await barriers('that page')
  await follow(page, 'Back')

  await follow(page, 'I have my 24 words')
  await choosePin(page, '1234')
  await page.getByText('This is what everybody tries first.').waitFor()
  await choosePin(page, '1793', '1739')
  await page.getByText('The two are not the same.').waitFor()
  await barriers('choosing a PIN')
  await choosePin(page, '1793')
  await write(page.getByLabel('Your 24 words'), phraseOfSeed(alice.seed))
  await press(page, 'Bring it back')
  await open(page.getByRole('link', { name: 'Plant a palm?' }))
  await press(page, 'For')
  await page.getByText('Your vote is in: For.').waitFor()
  const disk = await onDisk(page)
  t.notMatch(disk, Buffer.from(alice.seed).toString('hex'), 'her key lies on the disk wrapped')
  t.notMatch(disk, /palm|"for"/, 'and her ballot sealed')
  await press(page, 'Done')

  await page.getByRole('heading', { name: 'Who is here?' }).waitFor()
  await page.getByRole('button', { name: 'Alice' }).waitFor()
  t.equal(new URL(page.url()).pathname, '/', 'the start does not tell what was looked at')
  await page.waitForFunction(async () => (await fetch('/api/v1/sessions/current')).status === 401)
  t.pass('the node’s session is over with it')
  await barriers('the start')

  const phone = await place.arrive(joan)
  await phone.page.goto('/me')
  await press(phone.page, 'Add a device')
  await page.goto(await phone.page.locator('.copy-box', { hasText: '/device#take=' }).innerText())
  await choosePin(page, 'lila and lime')
  await press(page, 'Yes, this device is mine')
  await press(phone.page, 'Yes, the same: hand over my key')
  await open(page.getByRole('link', { name: 'Plant a palm?' }))
  await page.getByRole('button', { name: 'Against', exact: true }).waitFor()
  await sees(t, () => page.getByText('Your vote is in').count(), 0, 'the next sees no vote of hers')
  await stands(page)
  await page.getByText('Give a reason', { exact: true }).waitFor()
  await cut(true)
  await press(page, 'Against')
  await page.getByText('Signed and kept on this device.').waitFor()
  await press(page, 'Done')
  await page.getByRole('button', { name: 'Joan' }).waitFor()
  await page.getByText('One thing is waiting to be sent.').waitFor()
  await page.waitForFunction(async () => !(await caches.keys()).some(name => name.startsWith('comunal-reads-')))
  t.same(
    (await keptOf(page)).filter(text => text.includes('palm')),
    [],
    'what both have read is closed with their keys',
  )
  const keys = keyboardOf(page)
  await keys.open(page.getByRole('button', { name: 'Alice' }))
  await page.keyboard.type('1793')
  await keys.press('Enter')
  await page.getByText(/^You see what this device read/).waitFor()
  await open(page.getByRole('link', { name: 'Plant a palm?' }))
  await page.getByText('Your vote is in: For.').waitFor()
  await sees(t, () => page.getByText('waiting to be sent').count(), 0, 'opened without the node, each finds their own')
  await keys.open(page.getByRole('button', { name: 'Done' }))
  await page.getByRole('button', { name: 'Joan' }).waitFor()
  await cut(false)
  await page.getByText('One thing is waiting to be sent.').waitFor({ state: 'detached' })
  await page.waitForFunction(async () => (await fetch('/api/v1/sessions/current')).status === 401)
  t.pass('what was signed without a connection is sent though who signed it is gone')

  // It stands there for two seconds: looked for from before.
  const waits = page.getByText(/You can try again in/).waitFor()
  await unlock(page, 'Alice', '1739')
  await waits
  await page.getByText('That was not the PIN of Alice.').waitFor()
  await sees(t, () => page.getByRole('button', { name: 'Open', exact: true }).isDisabled(), true, 'a wrong PIN waits')
  await page.reload()
  await press(page, 'Alice')
  await page.getByText('That was not the PIN of Alice.').waitFor()
  await place.advance(3_000)
  await write(page.getByLabel('Your PIN or password'), '1793')
  await press(page, 'Open')
  await open(page.getByRole('link', { name: 'Plant a palm?' }))
  await page.getByText('Your vote is in: For.').waitFor()
  await page.getByText('2 of 3 have voted').waitFor()
  t.pass('the right one opens what is hers, and both votes are counted')

  // However long the last steps took: it is from now on that nobody is there.
  await page.keyboard.press('Shift')
  await place.advance(101_000)
  await page.getByText('Is anybody there?').waitFor()
  await page.keyboard.press('Tab')
  await page.getByText('Is anybody there?').waitFor({ state: 'detached' })
  t.pass('any key says that somebody is')
  await place.advance(121_000)
  await page.getByRole('heading', { name: 'Who is here?' }).waitFor()
  await sees(t, () => page.getByText('Plant a palm?').count(), 0, 'left alone, it locks by itself')

  await follow(page, 'Join the group here')
  await choosePin(page, '5127')
  await write(page.getByLabel('What are you called here?'), 'Nil')
  await press(page, 'Make my key and join')
  await press(page, 'Later')
  await page.getByRole('link', { name: 'Plant a palm?' }).waitFor()
  await follow(page, 'Me')
  await page.getByText('No votes from this device yet.').waitFor()
  await press(page, 'Forget me on this device')
  await press(page, 'Yes, I have the 24 words. Forget me here')
  await page.getByRole('button', { name: 'Joan' }).waitFor()
  await sees(t, () => page.getByRole('button', { name: 'Nil' }).count(), 0, 'who goes is gone')
  t.same(
    place.mishaps().filter(mishap => !/ERR_(FAILED|INTERNET_DISCONNECTED)/.test(mishap)),
    [],
  )
})

/** Brings a member's key to the tablet, under a PIN. */
async function bring(page: Page, seed: Uint8Array, pin: string): Promise<void> {
  await follow(page, 'I have my 24 words')
  await choosePin(page, pin)
  await write(page.getByLabel('Your 24 words'), phraseOfSeed(seed))
  await press(page, 'Bring it back')
  await page.getByText('Nothing is up for a vote.').waitFor()
}

t.test('two windows of one device follow each other; of a tablet, one person at a time', async t => {
  await using place = await pageGroup()
  const [alice, joan] = await place.group.join('Alice', 'Joan')
  if (!alice || !joan) throw new Error('nobody joined')
  const { page: first } = await place.arrive()
  await first.goto('/restore')
  const second = await first.context().newPage()
  await second.goto('/')
  await second.getByRole('heading', { name: 'Welcome to Gràcia' }).waitFor()
  await write(first.getByLabel('Your 24 words'), phraseOfSeed(alice.seed))
  await press(first, 'Bring it back')
  await second.getByText('Nothing is up for a vote.').waitFor()
  t.pass('a key that comes is there in both')
  await second.goto('/me')
  await press(second, 'Forget me on this device')
  await press(second, 'Yes, I have the 24 words. Forget me here')
  await first.getByRole('heading', { name: 'Welcome to Gràcia' }).waitFor()
  t.pass('where it goes from one, the other has none')

  await first.goto('/device')
  await press(first, 'Let several people use it')
  await second.getByText('Nobody has a key on this device yet.').waitFor()
  t.pass('and follows when the device becomes one of several people')

  await first.goto('/')
  await bring(first, alice.seed, '1793')
  await second.getByRole('button', { name: 'Alice' }).waitFor()
  await press(first, 'Done')
  await bring(second, joan.seed, '5127')
  await first.getByRole('button', { name: 'Joan' }).waitFor()

  await unlock(first, 'Alice', '1793')
  await second.getByRole('heading', { name: 'Who is here?' }).waitFor()
  t.pass('who opens their key in one window closes what is open in the other')
  await follow(first, 'Me')
  await first.getByRole('heading', { level: 1, name: 'Alice' }).waitFor()
  t.pass('and stays signed in')

  await press(first, 'Forget me on this device')
  await press(first, 'Yes, I have the 24 words. Forget me here')
  await first.getByRole('button', { name: 'Joan' }).waitFor()
  await second.getByRole('button', { name: 'Alice' }).waitFor({ state: 'detached' })
  await sees(t, () => second.getByRole('button', { name: 'Joan' }).count(), 1, 'who goes is gone in both')
  t.same(place.mishaps(), [])
})
