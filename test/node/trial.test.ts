import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { openCore } from '../../node/core.ts'
import { nodeKeyPath, storePath } from '../../node/data-folder.ts'
import { keyInFile } from '../../node/key-file.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { runTrial, type TrialOptions } from '../../node/trial/trial.ts'
import { readCar } from '../../protocol/federation/car.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { accepted } from '../support/test-core.ts'

const surroundings = {
  now: Date.now,
  randomBytes: (length: number) => new Uint8Array(randomBytes(length)),
  log: openLogger('silent'),
}
const budget = (name: string) => fileURLToPath(new URL(`../../fixtures/budgets/${name}.pb`, import.meta.url))
const trial = (file: string, options: Partial<TrialOptions> = {}) =>
  runTrial({ ...surroundings, file, verifierThreads: 0, ...options })

/** A budget of a few votes over three projects, of which two can be paid for. */
function fewVotes(t: Test, { rows, columns = 'voter_id;vote;district', meta = '' }: FewVotes): string {
  const file = join(t.testdir(), 'few.pb')
  const text = `META
key;value
unit;Gràcia
instance;2026
budget;100
vote_type;approval
rule;greedy
${meta}PROJECTS
project_id;cost;name
trees;60;Trees
swings;50;Swings
lamps;40;Lamps
VOTES
${columns}
${rows.join('\n')}
`
  writeFileSync(file, text)
  return file
}
type FewVotes = { rows: string[]; columns?: string; meta?: string }

t.test('a rule that looks at whole ballots is no rule of a federation: refused by name', async t => {
  const refused = await trial(budget('Poland_Wieliczka_2023_Green_Budget'))
  t.match(refused, { code: 'pabulib/bad', detail: { rule: 'equalshares/add1-comparison' } })
})

t.test('a city in 19 groups comes out as its own figures, verified down to every ballot', async t => {
  const result = accepted(await trial(budget('sample-approval-greedy-threshold')))
  t.same(result.findings, [])
  t.match(result, { verified: true, ballots: 206, official: { counts: true, selected: true } })
  t.equal(result.file, 'sample-approval-greedy-threshold.pb')
  t.equal(result.groups.length, 19)
  t.equal(
    result.groups.reduce((sum, { ballots }) => sum + ballots, 0),
    result.ballots,
  )
  t.ok(result.seconds.total >= result.seconds.vote + result.seconds.verify)
})

for (const [name, area] of [
  ['sample-cumulative-greedy-threshold', 'sex'],
  ['sample-choose-1-greedy-no-skip', 'sex'],
  ['sample-ordinal-greedy', 'voting_method'],
] as const) {
  t.test(`${name} comes out the same by another column`, async t => {
    const result = accepted(await trial(budget(name), { area }))
    t.match(result, { verified: true, official: { counts: true, selected: true } })
    t.ok(result.groups.length > 1 && result.groups.length <= 4, `${result.groups.length} groups`)
  })
}

t.test('areas come from the column that is there', async t => {
  const rows = ['1;trees;Sarrià', '2;trees,lamps;Gràcia', '3;lamps;', '4;swings;Gràcia']
  const byArea = [
    { area: 'Sarrià', ballots: 1 },
    { area: 'Gràcia', ballots: 2 },
    { area: '—', ballots: 1 },
  ]
  t.test('district, and a group of those who name none', async t => {
    const result = accepted(await trial(fewVotes(t, { rows })))
    t.same(result.groups, byArea)
    t.same(result.projects, [
      { id: 'trees', count: 2, score: 2, selected: true },
      { id: 'swings', count: 1, score: 1, selected: false },
      { id: 'lamps', count: 2, score: 2, selected: true },
    ])
    t.equal(result.official, null, 'the file states no figures')
  })
  t.test('neighborhood', async t => {
    const result = accepted(await trial(fewVotes(t, { rows, columns: 'voter_id;vote;neighborhood' })))
    t.same(result.groups, byArea)
  })
  t.test('the one that was asked for', async t => {
    const result = accepted(await trial(fewVotes(t, { rows, columns: 'voter_id;vote;Parish' }), { area: 'parish' }))
    t.same(result.groups, byArea)
  })
  t.test('none: one group', async t => {
    const result = accepted(await trial(fewVotes(t, { rows, columns: 'voter_id;vote;age' })))
    t.same(result.groups, [{ area: '—', ballots: 4 }])
    t.equal(result.verified, true)
  })
  t.test('a column that is not there is refused by its name', async t => {
    const answer = await trial(fewVotes(t, { rows }), { area: 'planet' })
    t.match(answer, { code: 'pabulib/bad', detail: { column: 'planet' } })
  })
})

t.test('what does not read is refused, never miscounted', async t => {
  t.match(await trial(join(t.testdir(), 'nowhere.pb')), { code: 'file/unreadable' })
  const unknown = fewVotes(t, { rows: ['1;trees;A', '2;slides;A'] })
  t.match(await trial(unknown), { code: 'pabulib/bad', detail: { line: 16 } })
  t.match(await trial(fewVotes(t, { rows: [] })), { code: 'pabulib/bad' })
  const latin1 = fewVotes(t, { rows: ['1;trees;A'] })
  writeFileSync(latin1, Buffer.from(readFileSync(latin1, 'utf8'), 'latin1'))
  t.match(await trial(latin1), { code: 'pabulib/bad', detail: { problem: 'not UTF-8' } })
})

t.test('a kept trial can be verified and opened again', async t => {
  const keep = join(t.testdir(), 'kept')
  const steps: string[] = []
  const file = fewVotes(t, { rows: ['1;trees;A', '2;lamps;B'] })
  accepted(await trial(file, { keep, progress: (step, done, of) => steps.push(`${step} ${done}/${of}`) }))
  t.same(steps.slice(0, 4), ['found 1/2', 'found 2/2', 'vote 1/2', 'vote 2/2'])
  t.match(steps.at(-1), 'verify 2/2')

  const { root, blocks } = accepted(readCar(readFileSync(join(keep, 'decision.car'))))
  t.match(await verifyDecision(root, blocks), { verified: true, level: 'ballots', ballots: 2, groups: 3 })

  t.same(readdirSync(keep).sort(), ['area-001', 'area-002', 'decision.car', 'federation'])
  const folder = join(keep, 'area-001')
  t.ok(existsSync(nodeKeyPath(folder)))
  const seed = accepted(keyInFile(nodeKeyPath(folder), surroundings.randomBytes))
  await using verifier = startVerifier(0)
  const signer = nativeSignerFromSeed(seed)
  await using core = accepted(openCore({ path: storePath(folder), signer, verifier, ...surroundings }))
  t.equal(core.ownGroup()?.range.size, 6, 'charter, federation, proposal, electorate, one ballot, closing')
})
