import type { Page } from 'playwright-core'
import t from 'tap'
import { sees } from './eyes.ts'
// By keyboard alone: everything is gone to by Tab.
import { press } from './keyboard.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

/** Notes all that a page asks its node, with the bodies, which the browser tells nobody of. */
async function noteRequests(page: Page, sent: string[]): Promise<void> {
  await page.exposeFunction('noteRequest', (text: string) => sent.push(text))
  await page.addInitScript(() => {
    const ask = window.fetch.bind(window)
    window.fetch = async (...asked) => {
      const request = new Request(...asked)
      await Reflect.get(window, 'noteRequest')(`${request.url} ${await request.clone().text()}`)
      return ask(request)
    }
  })
}

/** Shows a code on the device that has the key. */
async function showCode(page: Page): Promise<string> {
  await page.goto('/me')
  await press(page, 'Add a device')
  await page.getByRole('img', { name: 'The link as a QR code' }).waitFor()
  return page.locator('.copy-box', { hasText: '/device#take=' }).innerText()
}

t.test('a member adds a second device by its code', async t => {
  await using place = await pageGroup()
  const [alice] = await place.group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const phone = await place.arrive(alice)
  const laptop = await place.arrive(undefined, { width: 1280 })
  const sent: string[] = []
  for (const { page } of [phone, laptop]) await noteRequests(page, sent)
  const link = await showCode(phone.page)

  await t.test('that both show the same digits is what hands the key over', async t => {
    await laptop.page.goto(link)
    await laptop.page.getByText('Alice can use this device, too.').waitFor()
    await press(laptop.page, 'Yes, this device is mine')
    const digits = await laptop.page.locator('.digits').innerText()
    t.match(digits, /^\d{3} \d{3}$/)
    await phone.page.getByText(digits).waitFor()
    await sees(
      t,
      () => laptop.page.evaluate(() => localStorage.getItem('comunal.key')),
      null,
      'nothing comes before the yes',
    )
    await press(phone.page, 'Yes, the same: hand over my key')
    await laptop.page.getByText('Nothing is up for a vote.').waitFor()
    await phone.page.getByText('Your other device has the key.').waitFor()
    await laptop.page.goto('/me')
    await laptop.page.getByRole('heading', { level: 1, name: 'Alice' }).waitFor()
    await sees(t, () => laptop.page.evaluate(() => localStorage.getItem('comunal.key')), new RegExp(alice.key))
  })

  await t.test('the node was sent neither the key nor the secret of the code', async t => {
    const secrets = [Buffer.from(alice.seed).toString('hex'), link.replace(/^.*take=/, '')]
    for (const secret of secrets) t.equal(sent.filter(request => request.includes(secret)).length, 0)
    t.ok(
      sent.some(request => /handovers\/[0-9a-f]{64}\/give .*parcel/.test(request)),
      'it carried the parcel',
    )
  })

  await t.test('a second device that answers the same code gets nothing, and a stopped code is none', async () => {
    await press(phone.page, 'Close')
    const again = await showCode(phone.page)
    const [first, second] = [await place.arrive(), await place.arrive()]
    await first.page.goto(again)
    await second.page.goto(again)
    await press(first.page, 'Yes, this device is mine')
    await first.page.locator('.digits').waitFor()
    await press(second.page, 'Yes, this device is mine')
    await second.page.getByText('Another device has answered this code already.').waitFor()
    await press(phone.page, 'No: stop')
    await first.page.getByText('This code is not shown any more.').waitFor()
  })
  t.same(place.mishaps(), [])
})
