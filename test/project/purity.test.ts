import t from 'tap'
import { impurities } from './purity.ts'
import { parseSource, sourcesBelow } from './sources.ts'

function findings(text: string): string[] {
  return impurities(parseSource('protocol/example.ts', text)).map(finding =>
    finding.replace('protocol/example.ts:', ''),
  )
}

t.test('protocol/ runs unchanged anywhere: no Node, no clock, no randomness, no input or output', async t => {
  const sources = sourcesBelow('protocol')
  t.ok(sources.length > 0, 'there is something to look at')
  for (const source of sources) t.same(impurities(source), [], source.path)
})

t.test('an import of Node is found, however it is written', async t => {
  const node = /which only Node has/
  t.match(findings(`import { readFile } from 'node:fs'`), [node])
  t.match(findings(`import type { Buffer } from 'node:buffer'`), [node])
  t.match(findings(`import 'fs'`), [node])
  t.match(findings(`export { join } from 'path'`), [node])
  t.match(findings(`export * from 'node:os'`), [node])
  t.match(findings(`\nconst c = await import('node:crypto')`), [/^2 .*which only Node has/])
})

t.test('a package that is not known as pure is found', async t => {
  t.match(findings(`import Database from 'better-sqlite3'`), [/not among the packages known as pure/])
  t.match(findings(`const name = 'x'; await import(name)`), [/not among the packages known as pure/])
  t.same(findings(`import { ed25519 } from '@noble/curves/ed25519.js'`), [])
})

t.test('a look at the clock is found', async t => {
  for (const clock of ['Date.now()', 'new Date()', 'Date()', 'performance.now()', 'setTimeout(() => 1, 5)']) {
    t.equal(findings(`export const x = ${clock}`).length, 1, clock)
  }
  t.same(findings('export const x = (ms: number): Date => new Date(ms)'), [], 'a given time may be turned into a date')
})

t.test('randomness is found', async t => {
  t.equal(findings('export const x = Math.random()').length, 1)
  t.equal(findings('export const x = crypto.getRandomValues(new Uint8Array(4))').length, 1)
  t.equal(findings('export const x = globalThis.crypto').length, 1)
  t.equal(findings(`import { randomBytes as bytes } from '@noble/hashes/utils.js'`).length, 1)
  t.equal(findings('export const x = ed25519.utils.randomSecretKey()').length, 1)
})

t.test('a word of the domain is not taken for a global', async t => {
  t.same(findings('export type Vote = { process: string; document: number }'), [])
  t.same(findings('export const x = (vote: { process: string }) => ({ process: vote.process })'), [])
})
