import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import t from 'tap'
import type { VerdictTree } from '../../node/client/shapes.ts'
import { program, shellEnvironment } from '../support/comunal-process.ts'
import { openBrowser } from './browser.ts'
import { sees } from './eyes.ts'
import { keyboardOf } from './keyboard.ts'
import { overflowOf } from './look-of-text.ts'

type Demo = {
  verified: boolean
  level: string
  ballots: number
  groups: number
  nodes: { name: string; level: number; url: string }[]
  decision: VerdictTree
}

t.setTimeout(300_000)

t.test('the Iberian Commons decide, on the command line and on the page: 1.9 for, 0.7 against, passes', async t => {
  const child = spawn(process.execPath, [program, 'demo', '--stay', '--json'], {
    env: shellEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  t.teardown(async () => {
    child.kill('SIGINT')
    await ended
  })
  const [line] = await once(createInterface(child.stdout), 'line')
  const demo: Demo = JSON.parse(String(line))
  t.match(demo, { verified: true, level: 'ballots', ballots: 188, groups: 13 })
  t.equal(demo.nodes.length, 13)
  t.equal(new Set(demo.nodes.map(({ url }) => url)).size, 13, 'each with an address of its own')

  await t.test('the verdict as the source has it', async t => {
    const { decision } = demo
    t.match(decision.weighted, [
      { option: 'for', points: '19/10' },
      { option: 'against', points: '7/10' },
      { option: 'abstain', points: '0' },
    ])
    t.match(decision, { accepted: true, diverges: false, quorum: { needed: 2, counted: 3, met: true } })
    const branch = (name: string) => decision.groups.find(group => group.name === name)
    t.match(branch('Barcelona'), { weight: '1', position: 'for', counted: true, recounted: true })
    t.match(branch('Madrid'), { weight: '9/10', position: 'for', counted: true, recounted: true })
    t.match(branch('Lisbon'), { weight: '7/10', position: 'against', counted: true, recounted: true })
    const gràcia = branch('Barcelona')?.below?.groups.find(group => group.name === 'Gràcia')
    t.match(gràcia, { position: 'for', counts: [{ points: 23 }, { points: 2 }, { points: 0 }] })
  })

  await t.test('the same on the page of the assembly, on a phone, by keyboard alone', async t => {
    const assembly = demo.nodes.find(({ level }) => level === 0)
    await using browser = await openBrowser()
    const { page, mishaps } = await browser.arrive({ origin: assembly?.url ?? '' })
    const keys = keyboardOf(page)
    await page.goto('/')
    await keys.open(page.locator('a[href^="/federation/"]').first())
    const result = page.getByRole('region', { name: 'Result' })
    await result.getByText('Passed').waitFor()
    await sees(t, () => result.innerText(), /By weight of groups\s+1\.9\s+For\s+0\.7\s+Against[\s\S]*73\.1% for/)
    const tree = page.getByRole('region', { name: 'How it adds up' })
    const words = async () => (await tree.innerText()).replaceAll('\u2068', '').replaceAll('\u2069', '')
    await sees(t, words, /Lisbon\s+weight 0\.7\s+Against/)
    await sees(t, words, /Gràcia\s+weight 1\s+For\s[\s\S]*?For 23 · Against 2/, 'down to the groups of each federation')
    await sees(t, words, /Eixample\s+weight 0\.9\s+For\s[\s\S]*?For 18 · Against 5/)
    await sees(t, () => overflowOf(page), 0, 'nothing has to be scrolled sideways')
    await keys.open(page.getByRole('button', { name: 'Count again here' }))
    await page.getByText('It adds up.').waitFor()
    await sees(
      t,
      () => page.locator('.notice-good').innerText(),
      /188 ballots; groups: 13/,
      'counted again in the browser',
    )
    t.same(mishaps, [])
  })
})
