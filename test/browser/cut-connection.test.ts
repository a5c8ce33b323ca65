import type { Page } from 'playwright-core'
import t from 'tap'
import { startedNode } from '../support/comunal-process.ts'
import { openBrowser } from './browser.ts'
import { foundInHaste } from './founding.ts'

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

t.test('a vote cast while the node is down is signed at once and arrives later, once', async t => {
  const data = t.testdir({})
  const first = await startedNode(data)
  t.teardown(() => first.stop('SIGKILL'))
  await using browser = await openBrowser()
  const { page, mishaps } = await browser.arrive({ origin: first.url })
  await foundInHaste(page, first.setupUrl ?? '', { group: 'Eixample', founder: 'Bob' })
  await page.getByRole('link', { name: 'New proposal' }).click()
  await page.getByLabel('What is it about?').fill('A second ladder?')
  await press(page, 'Open the vote')
  await page.getByRole('button', { name: 'For', exact: true }).waitFor()

  await first.stop('SIGKILL')
  await page.getByText('The connection is broken; what you wrote is kept.').waitFor()
  await press(page, 'For')
  await page.getByText('Signed and kept on this device.').waitFor()
  await page.getByText('One thing is waiting to be sent.').waitFor()

  const second = await startedNode(data, ['--port', new URL(first.url).port])
  t.teardown(() => second.stop())
  await page.getByText('Your vote is in: For.').waitFor()
  await page.getByText('1 of 1 has voted').waitFor()
  await page.getByText('waiting to be sent').waitFor({ state: 'detached' })
  t.same(
    mishaps.filter(mishap => !mishap.includes('ERR_CONNECTION_REFUSED')),
    [],
  )
})
