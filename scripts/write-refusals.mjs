// Writes docs/refusals.md from the one list of refusals. Run with Node 24: `node scripts/write-refusals.mjs`.
import { writeFileSync } from 'node:fs'
import { REASONS } from '../protocol/refusal.ts'
import { refusalsPage } from './refusals-page.mjs'

writeFileSync(new URL('../docs/refusals.md', import.meta.url), refusalsPage(REASONS))
