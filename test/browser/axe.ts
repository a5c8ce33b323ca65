import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { settled } from './settled.ts'

/** The script that looks for barriers; a page needs it before `violations` is asked for. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WCAG: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

/** What keeps people with disabilities out of a page, a line each; looked for once all of it is there. */
export async function violations(page: Page): Promise<string[]> {
  await settled(page)
  const found = await page.evaluate(async run => {
    const axe: { run(options: RunOptions): Promise<AxeResults> } = Reflect.get(window, 'axe')
    const { violations } = await axe.run(run)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]))
  }, WCAG)
  return found.map(([id, html, summary]) => `${id}: ${html?.slice(0, 160)} ${summary}`)
}
