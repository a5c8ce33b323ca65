import type { Locator, Page } from 'playwright-core'

/** The fields that ask for words of the recovery phrase, each with the word that belongs there. */
export async function wordsAsked(
  page: Page,
  phrase: readonly string[],
  label: string,
): Promise<{ readonly field: Locator; readonly word: string }[]> {
  const fields = await page.getByLabel(new RegExp(`^${label} \\d+$`)).all()
  return Promise.all(
    fields.map(async field => {
      const name = await field.evaluate(input =>
        input instanceof HTMLInputElement ? input.labels?.[0]?.textContent : '',
      )
      return { field, word: phrase[Number(name?.replace(/\D/g, '')) - 1]?.replace(/[^a-z]/g, '') ?? '' }
    }),
  )
}
