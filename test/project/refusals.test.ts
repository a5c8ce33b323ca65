import { readFileSync } from 'node:fs'
import t from 'tap'
import { REASONS } from '../../protocol/refusal.ts'
import { refusalsPage } from '../../scripts/refusals-page.mjs'

t.test('the page of refusals says what the code says', async t => {
  const page = readFileSync(new URL('../../docs/refusals.md', import.meta.url), 'utf8')
  t.equal(page, refusalsPage(REASONS), 'write it again with `node scripts/write-refusals.mjs`')
})
