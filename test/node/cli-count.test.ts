import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { vectors } from '../protocol/methods/belenios.ts'
import { comunal, comunalJson } from '../support/comunal-process.ts'
import { TELLS_PROCESSOR_TIME } from '../support/processor-time.ts'

const fixture = (path: string) => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url))
const burlington = fixture('methods/burlington-2009.abif')
const wieliczka = fixture('budgets/Poland_Wieliczka_2023_Green_Budget.pb')

type Counted = {
  readonly method: string
  readonly ranking: readonly (readonly (string | number)[])[]
  readonly elected: readonly (string | number)[]
  readonly rounds: readonly { readonly standing: readonly { readonly option: string; readonly points: string }[] }[]
  readonly ties: readonly { readonly options: readonly (string | number)[]; readonly brokenBy: string }[]
  readonly seed: string
}
type Budget = {
  readonly method: string
  readonly projects: readonly {
    readonly id: string
    readonly count: number
    readonly score: number
    readonly selected: boolean
  }[]
}

/** A file of one's own, gone after the test. */
function file(t: Test, name: string, content: string | Uint8Array): string {
  const path = join(t.testdir(), name)
  writeFileSync(path, content)
  return path
}

t.test('Burlington 2009: Kiss by instant run-off, Montroll by comparing in pairs', async t => {
  const irv = await comunalJson<Counted>(['count', burlington, '--method', 'irv'])
  t.match(irv, { method: 'irv', elected: ['Kiss'], ties: [], endedAtEquals: 6 })
  t.strictSame(irv.rounds.at(-1)?.standing, [
    { option: 'Kiss', points: '4313' },
    { option: 'Wright', points: '4060' },
  ])
  for (const method of ['schulze', 'copeland']) {
    const counted = await comunalJson<Counted>(['count', burlington, '--method', method])
    t.strictSame(counted.elected, ['Montroll'], method)
    t.strictSame(counted.ranking[0], ['Montroll'], method)
  }
})

t.test('for people: a table of the rounds, the ranking, and who is elected', async t => {
  const { stdout } = await comunal(['count', burlington, '--method', 'irv'])
  t.match(stdout, /^2009 Burlington mayoral election\n +round 1 .* round 5\n/)
  t.match(stdout, /Bob Kiss \(Progressive\) +2585 .* 4313 \*\n/)
  t.match(stdout, '1. Bob Kiss (Progressive)\n2. Kurt Wright (Republican)\n')
  t.match(stdout, '6 ballots with equals, which irv cannot rank: counted up to there.')
  t.match(stdout, /Elected by irv: Bob Kiss \(Progressive\)\.\n$/)
})

t.test('Wieliczka 2023: by its own rule the official projects, in less than ten seconds of a processor', async t => {
  const counted = await comunal(['count', wieliczka, '--json'], TELLS_PROCESSOR_TIME)
  t.ok(Number(counted.stderr) > 0)
  t.ok(Number(counted.stderr) < 10_000, `${counted.stderr.trim()} ms`)
  const { method, projects }: Budget = JSON.parse(counted.stdout)
  t.equal(method, 'equal-shares')
  t.equal(projects.length, 64)
  t.equal(projects.filter(({ selected }) => selected).length, 30)
  t.match(projects[0], { id: '24', count: 720, score: 720, selected: true })
  const { stdout } = await comunal(['count', wieliczka])
  t.match(stdout, '6586 ballots, 30 of 64 projects funded by equal-shares: 995079 of 1000000.')
  t.match(stdout, 'The funded projects are the official ones.')
  t.match(stdout, 'Round 1: 24 is funded by 720 effective votes.')
})

t.test('a budget is counted by another method where asked: greedily, or shared out equally', async t => {
  const greedy = await comunal(['count', wieliczka, '--method', 'greedy'])
  t.match(greedy.stdout, /funded by greedy: [\s\S]*NOT the official ones/)
  const warsaw = fixture('budgets/sample-approval-greedy-threshold.pb')
  t.match(await comunalJson<Budget>(['count', warsaw]), { method: 'greedy-threshold' })
  t.match(await comunalJson<Budget>(['count', warsaw, '--method', 'equal-shares']), { method: 'equal-shares' })
  t.match(await comunal(['count', warsaw, '--method', 'stv']), { code: 1, stderr: /a budget is counted otherwise/ })
  t.match(await comunal(['count', warsaw, '--seats', '2']), { code: 1, stderr: /a budget has no seats/ })
})

t.test('a file of many cases: a list by method, in the order of the file', async t => {
  const all = await comunalJson<readonly Counted[]>(['count', fixture('methods/ranked-and-graded.json')])
  t.strictSame(
    [...Map.groupBy(all, ({ method }) => method)].map(([method, cases]) => [method, cases.length]),
    [
      ['schulze', 30],
      ['stv', 30],
      ['majority-judgment', 30],
    ],
  )
  const expected = [...vectors.schulze, ...vectors.mj].map(({ result }) => result.winners)
  const ranked = all.filter(({ method }) => method !== 'stv').map(({ ranking }) => ranking)
  t.strictSame(
    ranked,
    expected.map(winners => winners.map(tied => tied.toSorted((a, b) => a - b))),
  )
  for (const [place, { events, winners }] of vectors.stv.map(({ result }) => result).entries()) {
    const { elected, ties } = all[30 + place] ?? { elected: [], ties: [] }
    const drewThere = events.some(([event]) => event.startsWith('Tie'))
    if (!drewThere) t.strictSame(elected.toSorted(), winners.toSorted(), `stv ${place}`)
    else t.not(ties.length, 0, `stv ${place} reports its tie`)
  }
})

t.test('one method of many cases: those only', async t => {
  const path = fixture('methods/ranked-and-graded.json')
  const schulze = await comunalJson<readonly Counted[]>(['count', path, '--method', 'schulze'])
  t.equal(schulze.length, 30)
  const { stdout } = await comunal(['count', path, '--method', 'majority-judgment'])
  t.match(stdout, /^method +case +ballots +ranking +elected +drawn\n/)
  t.match(await comunal(['count', path, '--method', 'score']), { code: 1, stderr: /no cases of this method/ })
})

t.test('the ballots of one election as a JSON list', async t => {
  t.match(await comunalJson<Counted>(['count', fixture('methods/schulze45.json'), '--method', 'schulze']), {
    ranking: [[4], [0], [2], [1], [3]],
    elected: [4],
  })
})

t.test('BLT: seats as the file says, or as asked; candidates by name, or by number where there is none', async t => {
  const named = file(t, 'board.blt', '3 2\n4 1 0\n3 2 0\n1 3 2 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Board"\n')
  t.match(await comunalJson<Counted>(['count', named, '--method', 'stv']), { elected: ['Ann', 'Bo'] })
  t.match(await comunalJson<Counted>(['count', named, '--method', 'stv', '--seats', '1']), { elected: ['Ann'] })
  const numbered = file(t, 'numbers.BLT', '3 1\n4 1 0\n3 2 0\n1 3 2 0\n0\n')
  t.match(await comunalJson<Counted>(['count', numbered, '--method', 'copeland']), { elected: [1] })
})

t.test('CSV: numbers are ranks or scores as the method takes them', async t => {
  const path = file(t, 'choices.csv', 'Ann,Bo\n1,2\n1,2\n2,1\n')
  t.match(await comunalJson<Counted>(['count', path, '--method', 'schulze']), { elected: ['Ann'] })
  t.match(await comunalJson<Counted>(['count', path, '--method', 'score']), { elected: ['Bo'] })
})

t.test('CSV of one choice a row, as forms export it: elected, approved of, or passed', async t => {
  const who = file(t, 'who.csv', 'Timestamp,Choice\n2026,Anna\n2026,Bo\n2026,Anna\n')
  t.match(await comunalJson<Counted>(['count', who, '--method', 'irv']), { elected: ['Anna'] })
  const fence = file(t, 'fence.csv', 'Marca temporal,Paint the fence?\n2026,sí\n2026,yes\n2026,no\n2026,\n')
  t.match(await comunalJson<object>(['count', fence, '--method', 'majority']), {
    accepted: true,
    ranking: [['for'], ['against']],
    counts: [
      ['for', 2],
      ['against', 1],
      ['abstain', 1],
    ],
  })
  const args = ['count', fence, '--method', 'supermajority', '--threshold', '3/4']
  t.match((await comunal(args)).stdout, /for +2\nagainst +1\nabstain +1\n\n4 ballots\.\nBy supermajority: rejected\./)
  const form = file(t, 'form.csv', 'Timestamp,Street,Who?\n2026,High St,"Anna, Bo"\n2026,Low St,Bo\n')
  t.match(await comunal(['count', form, '--method', 'approval']), {
    code: 1,
    stderr: /columns Timestamp, Street, Who\?[\s\S]*--column/,
  })
  t.match(await comunalJson<Counted>(['count', form, '--method', 'approval', '--column', 'Who?']), { elected: ['Bo'] })
})

t.test('what is no JSON is said to be none before a method is asked for', async t => {
  t.match(await comunal(['count', file(t, 'bad.json', '[1,')]), { code: 1, stderr: /not JSON/ })
})

t.test('a draw follows its seed: the SHA-256 of the file, or the one that is given', async t => {
  const path = file(t, 'tie.abif', '1:A\n1:B\n')
  const own = await comunalJson<Counted>(['count', path, '--method', 'irv'])
  // sha256sum of the two lines above.
  t.equal(own.seed, '87f9a76579d3a43db449de1769e3bf1d66fd2029ff1f6da50154f501abf17111')
  t.match(own.ties, [{ brokenBy: 'draw' }])
  const elected = await Promise.all(
    ['00', '01', '02', '03', '04', '05'].map(async byte => {
      const args = ['count', path, '--method', 'irv', '--seed', byte.repeat(32)]
      const counted = await comunalJson<Counted>(args)
      t.equal(counted.seed, byte.repeat(32))
      return counted.elected[0]
    }),
  )
  t.strictSame([...new Set(elected)].toSorted(), ['A', 'B'])
  const { stdout } = await comunal(['count', path, '--method', 'irv'])
  t.match(
    stdout,
    /Tied: [AB], [AB] got the same; the draw put them in this order\.\nDrawn from the seed [0-9a-f]{64}\./,
  )
})

t.test('what cannot be counted is refused with its line: exit 1, nothing on standard output', async t => {
  const cases: [string, string | Uint8Array, RegExp][] = [
    ['a.abif', '3:A>B\n2:A>A\n', /line 2, problem a candidate twice/],
    ['a.blt', '2 1\n1 3 0\n0\n', /line 2, problem not a candidate/],
    ['a.csv', 'Ann,Bo\n1,1\n4,5\n', /line 3, problem not a rank/],
    ['a.json', '{"schulze":[{"n":2,"ballots":[[1]]}]}', /at schulze\[0\]\.ballots\[0\]/],
    ['a.txt', '3:A>B', /not a file of ballots/],
    ['noending', '3:A>B', /not a file of ballots/],
    ['b.abif', new Uint8Array([0x31, 0x3a, 0xff]), /not UTF-8/],
    ['c.abif', '', /no candidates/],
  ]
  for (const [name, content, stderr] of cases) {
    t.match(
      await comunal(['count', file(t, name, content), '--method', 'schulze']),
      { code: 1, stdout: '', stderr },
      name,
    )
  }
  const missing = await comunal(['count', join(t.testdir(), 'missing.abif'), '--method', 'irv', '--json'])
  t.match(JSON.parse(missing.stdout), { code: 'file/unreadable' })
  const ranking = file(t, 'd.abif', '3:A>B')
  t.match(await comunal(['count', ranking, '--method', 'star']), {
    code: 1,
    stderr: /do not fit the method.*line 1.*no scores/,
  })
  t.match(await comunal(['count', ranking, '--method', 'greedy']), { code: 1, stderr: /a method for budgets/ })
})

t.test('no method for ballots that name none, or one that is unknown, is wrong usage: exit 2', async t => {
  for (const args of [
    [burlington],
    [burlington, '--method', 'lottery'],
    [burlington, '--method', 'irv', '--seats', '0'],
    [burlington, '--method', 'irv', '--seed', 'abc'],
    [],
  ]) {
    t.match(await comunal(['count', ...args]), { code: 2, stdout: '', stderr: /\S/ }, args.join(' '))
  }
})
