import type { Page } from 'playwright-core'

type Founding = { readonly group: string; readonly founder: string; readonly purpose?: string; readonly place?: string }

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** The first steward answers the questions of a founding, most of them as they stand; then the words of the key are shown. */
export async function found(page: Page, setupUrl: string, { group, founder, purpose, place }: Founding): Promise<void> {
  await page.goto(setupUrl)
  const next = async (heading: string) => {
    await press(page, 'Next')
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  }
  await next('The group')
  await page.getByLabel('What is the group called?').fill(group)
  if (purpose) await page.getByLabel('What for?').fill(purpose)
  await next('The place')
  if (place) await page.getByLabel('Where? (optional)').fill(place)
  for (const heading of ['Joining', 'Reading', 'Who voted what', 'Quorums', 'You']) await next(heading)
  await page.getByLabel('What are you called?').fill(founder)
  await press(page, 'Found the group')
  await page.getByRole('heading', { name: 'Write these 24 words on paper' }).waitFor()
}

/** Founds, and leaves the words and the first invitation for later. */
export async function foundInHaste(page: Page, setupUrl: string, founding: Founding): Promise<void> {
  await found(page, setupUrl, founding)
  await press(page, 'Later')
  await page.getByRole('link', { name: 'To the group' }).click()
}
