import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { VerdictTree } from '../../node/client/shapes.ts'
import { comunalJson, shellEnvironment } from '../support/comunal-process.ts'

type Demo = {
  verified: boolean
  level: string
  ballots: number
  groups: number
  seconds: number
  nodes: { name: string; level: number; url: string }[]
  decision: VerdictTree
}

t.setTimeout(90_000)
const leftBehind = () => readdirSync(tmpdir()).filter(name => name.startsWith('comunal-demo-'))

t.test('the Iberian Commons decide: 1.9 for, 0.7 against, passes', async t => {
  const demo = await comunalJson<Demo>(['demo'])
  t.match(demo, { verified: true, level: 'ballots', ballots: 188, groups: 13 })
  t.equal(demo.nodes.length, 13)
  t.equal(new Set(demo.nodes.map(({ url }) => url)).size, 13, 'each with an address of its own')
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

t.test('stopped before its end it takes its nodes down and leaves nothing behind', async t => {
  const before = leftBehind()
  const program = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
  const child = spawn(process.execPath, [program, 'demo'], {
    env: shellEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text
  })
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGINT'), 1_500))
  const code = await new Promise<number | null>(resolve => child.on('close', resolve))
  t.equal(code, 1)
  t.match(said, 'stopped before its end')
  t.same(leftBehind(), before)
})
