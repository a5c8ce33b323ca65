import t from 'tap'
import { readPabulib } from '../../../protocol/pabulib/read.ts'
import { methodOfInstance } from '../../../protocol/pabulib/rule-of-instance.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { countFile } from './samples.ts'

type Parts = { meta?: Record<string, string | null>; projects?: string[]; votes?: string[] }

/** A small sound file; a key of META that is null is left out. */
function file({ meta = {}, projects, votes }: Parts = {}): string {
  const stated = { budget: '100', vote_type: 'approval', rule: 'greedy', num_projects: '3', num_votes: '3', ...meta }
  const lines = Object.entries(stated).flatMap(([key, value]) => (value === null ? [] : [`${key};${value}`]))
  return [
    'META',
    'key;value',
    ...lines,
    'PROJECTS',
    ...(projects ?? ['project_id;cost;name', 'p1;60;Park', 'p2;50;Pool', 'p3;40;Path']),
    'VOTES',
    ...(votes ?? ['voter_id;vote;age', 'v1;p1,p2;30', 'v2;p1;41', 'v3;p3,p1;7']),
    '',
  ].join('\n')
}

const cumulative = { vote_type: 'cumulative', max_sum_points: '3', num_votes: '1' }
const pointsOf = (text: string) => countFile(text).counted.counts.map(({ points }) => points)

/** A refusal with the text of the line that it names. */
function refusalOf(text: string): { line: string | undefined; problem: unknown } | undefined {
  const read = readPabulib(text)
  if (!isRefusal(read)) return undefined
  const { line, problem } = read.detail
  const at = typeof line === 'number' ? text.split(/\r\n|\r|\n/)[line - 1] : undefined
  t.equal(read.code, 'pabulib/bad')
  return { line: at, problem }
}

t.test('a file is read with its projects, ballots and other columns', async t => {
  const { instance, outcome, counted } = countFile(file())
  t.strictSame(instance.projects[1], {
    id: 'p2',
    cost: 50,
    name: 'Pool',
    votes: undefined,
    score: undefined,
    selected: undefined,
  })
  t.strictSame(instance.ballots[0], { voter: 'v1', choice: { approve: ['p1', 'p2'] }, columns: { age: '30' } })
  t.strictSame(instance.columns, ['age'])
  t.equal(instance.meta.budget, '100')
  t.equal(instance.unitsPerCurrency, 1)
  t.strictSame(
    counted.counts.map(({ ballots }) => ballots),
    [3, 1, 1],
  )
  t.strictSame(outcome.selected, ['p1', 'p3'])
})

t.test('byte order marks, line endings, empty lines and quotes change nothing', async t => {
  const plain = readPabulib(file())
  const quoted = file().replace('p2;50;Pool', '"p2";50;"Pool"').replace('v1;p1,p2;30', 'v1;"p1,p2";"30"')
  const variants = {
    'byte order mark': `\uFEFF${file()}`,
    CRLF: file().replaceAll('\n', '\r\n'),
    'mixed endings': file().replace('\n', '\r\n'),
    CR: file().replaceAll('\n', '\r'),
    'no last line ending': file().trimEnd(),
    'empty lines': file().replaceAll('VOTES', '\n\nVOTES\n'),
    quotes: quoted,
    spaces: file().replace('p1;60;Park', ' p1 ; 60 ;Park').replace('p1,p2', 'p1, p2'),
    'lower-case sections': file().replace('PROJECTS', 'projects'),
  }
  for (const [name, text] of Object.entries(variants)) t.strictSame(readPabulib(text), plain, name)
})

t.test('quoted fields may hold semicolons, quotes and line breaks', async t => {
  const text = file({
    projects: ['project_id;name;cost', 'p1;"Park; the ""big""\none";60', 'p2;Pool "Nemo";50', 'p3;;40'],
  })
  const { instance } = countFile(text)
  t.strictSame(
    instance.projects.map(({ name }) => name),
    ['Park; the "big"\none', 'Pool "Nemo"', ''],
  )
  const late = text.replace('v3;p3,p1', 'v3;p3,p9')
  const read = readPabulib(late)
  t.match(
    read,
    { detail: { line: late.split('\n').findIndex(line => line.startsWith('v3')) + 1 } },
    'lines still count',
  )
})

t.test('columns that nothing depends on may be missing', async t => {
  const text = file({ projects: ['cost;project_id', '60;p1', '50;p2', '40;p3'], votes: ['vote;voter_id', 'p1;v1'] })
  t.strictSame(pointsOf(text.replace('num_votes;3', 'num_votes;1')), [1, 0, 0])
  t.strictSame(pointsOf(file({ meta: { num_votes: null, num_projects: null } })), [3, 1, 1])
})

t.test('decimals of money are scaled exactly', async t => {
  const projects = ['project_id;cost', 'p1;33.3', 'p2;33.40', 'p3;33.31']
  const { instance, outcome } = countFile(file({ meta: { budget: '100.01' }, projects }))
  t.equal(instance.unitsPerCurrency, 100)
  t.equal(instance.budget, 10_001)
  t.strictSame(
    instance.projects.map(({ cost }) => cost),
    [3330, 3340, 3331],
  )
  t.equal(outcome.selected.length, 3, 'the budget is spent to the last cent')
  t.equal(countFile(file({ meta: { budget: '100.0' } })).instance.unitsPerCurrency, 1)
})

t.test('a threshold in META counts under every greedy rule', async t => {
  const meta = { min_project_score_threshold: '2' }
  for (const rule of ['greedy', 'greedy-no-skip', 'greedy-threshold']) {
    t.strictSame(countFile(file({ meta: { ...meta, rule } })).outcome.selected, ['p1'], rule)
  }
})

t.test('points are read with cumulative, scoring and ordinal votes', async t => {
  const votes = ['voter_id;vote;points', 'v1;p3,p1;2,1']
  t.strictSame(pointsOf(file({ meta: cumulative, votes })), [1, 0, 2])
  t.strictSame(pointsOf(file({ meta: { vote_type: 'scoring', num_votes: '1' }, votes })), [1, 0, 2])
  const ordinal = { vote_type: 'ordinal', max_length: '2', num_votes: '1' }
  t.strictSame(pointsOf(file({ meta: ordinal, votes })), [1, 0, 2])
  t.strictSame(pointsOf(file({ meta: ordinal, votes: ['voter_id;vote', 'v1;p3,p1'] })), [1, 0, 2], 'by max_length')
  t.strictSame(pointsOf(file({ meta: { ...ordinal, max_length: '5' }, votes: ['voter_id;vote', 'v1;p3'] })), [0, 0, 5])
  const one = file({ meta: { vote_type: 'choose-1', num_votes: '1' }, votes: ['voter_id;vote', 'v1;p2'] })
  t.strictSame(pointsOf(one), [0, 1, 0])
})

t.test('an empty vote is one where META allows it', async t => {
  const votes = ['voter_id;vote;age', 'v1;;3', 'v2;p1;4']
  const { counted } = countFile(file({ meta: { min_length: '0', num_votes: '2' }, votes }))
  t.equal(counted.ballots, 2)
  t.match(refusalOf(file({ meta: { num_votes: '2' }, votes })), { line: 'v1;;3', problem: 'too few options' })
})

t.test('what would be miscounted is refused by its line', async t => {
  const votes = (...rows: string[]) => ({ votes: ['voter_id;vote;points', ...rows] })
  const rows = (...rows: string[]) => ({ projects: ['project_id;cost;votes', ...rows] })
  const ordinal = { vote_type: 'ordinal', max_length: '2', num_votes: '2' }
  const cases: [Parts, string | undefined, string][] = [
    [rows('p1;60;1', 'p2;50;1', 'p1;40;1'), 'p1;40;1', 'a project twice'],
    [rows('p1;60;1', ';50;1'), ';50;1', 'a project without an id'],
    [rows('p1,p2;60;1'), 'p1,p2;60;1', 'a comma in the id of a project'],
    [rows('p1;sixty;1'), 'p1;sixty;1', 'not an amount of money'],
    [rows('p1;60,50;1'), 'p1;60,50;1', 'not an amount of money'],
    [rows('p1;-60;1'), 'p1;-60;1', 'not an amount of money'],
    [rows('p1;;1'), 'p1;;1', 'not an amount of money'],
    [rows('p1;999999999999999.55;1'), 'p1;999999999999999.55;1', 'an amount too large'],
    [rows('p1;60;many'), 'p1;60;many', 'not a whole number'],
    [rows('p1;60'), 'p1;60', 'not as many cells as columns'],
    [rows(), 'PROJECTS', 'no projects'],
    [{ projects: ['project_id;name', 'p1;a'] }, 'PROJECTS', 'no column cost'],
    [{ projects: ['id;cost', 'p1;1'] }, 'PROJECTS', 'no column project_id'],
    [{ projects: ['project_id;cost;cost', 'p1;1;2'] }, 'project_id;cost;cost', 'a column twice'],
    [{ meta: { num_projects: '4' } }, 'num_projects;4', 'not as many projects'],
    [{ meta: { num_votes: '2' } }, 'num_votes;2', 'not as many votes'],
    [{ meta: { num_votes: 'three' } }, 'num_votes;three', 'not a whole number'],
    [{ meta: { budget: null } }, undefined, 'no budget in META'],
    [{ meta: { budget: '1e6' } }, 'budget;1e6', 'not an amount of money'],
    [{ meta: { vote_type: 'ranked' } }, 'vote_type;ranked', 'not a known vote_type'],
    [{ meta: { vote_type: null } }, undefined, 'not a known vote_type'],
    [{ meta: { max_length: '1.5' } }, 'max_length;1.5', 'not a whole number'],
    [{ meta: { min_project_score_threshold: 'x' } }, 'min_project_score_threshold;x', 'not a whole number'],
    [{ meta: { '': 'x' } }, ';x', 'a key without a name'],
    [{ meta: { 'budget ': '1000' } }, 'budget ;1000', 'a key twice'],
    [{ meta: { max_length: '1' } }, 'v1;p1,p2;30', 'too many options'],
    [{ meta: { vote_type: 'choose-1' } }, 'v1;p1,p2;30', 'too many options'],
    [{ votes: ['voter;vote', 'v1;p1'] }, 'VOTES', 'no column voter_id'],
    [{ votes: ['voter_id;votes', 'v1;p1'] }, 'VOTES', 'no column vote'],
    [{ votes: ['voter_id;vote;age', 'v1;p1,p4;3'] }, 'v1;p1,p4;3', 'not an option'],
    [{ votes: ['voter_id;vote;age', 'v1;p1,p1;3'] }, 'v1;p1,p1;3', 'named twice'],
    [{ votes: ['voter_id;vote;age', 'v1;p1,;3'] }, 'v1;p1,;3', 'not an option'],
    [{ votes: ['voter_id;vote;age', 'v1;p1;3', 'v1;p2;3'] }, 'v1;p2;3', 'a voter twice'],
    [{ votes: ['voter_id;vote;age', ';p1;3'] }, ';p1;3', 'a vote without a voter'],
    [{ votes: ['voter_id;vote;age', 'v1;p1'] }, 'v1;p1', 'not as many cells as columns'],
    [{ votes: ['voter_id;vote;age', 'v1;p1;3;4'] }, 'v1;p1;3;4', 'not as many cells as columns'],
    [{ votes: ['voter_id;vote;age', 'v1;p1;"3', 'v2;p1;3'] }, 'v1;p1;"3', 'a quote is not closed'],
    [{ votes: ['voter_id;vote;age', 'v1;p1;"3"4'] }, 'v1;p1;"3"4', 'text after a closing quote'],
    [{ votes: ['voter_id;vote;age', 'v1;p1;"3', 'v2;p1;3"'] }, 'v1;p1;"3', 'a line break in a vote'],
    [{ ...votes('v1;p1;1') }, 'v1;p1;1', 'points in a vote that takes none'],
    [{ meta: cumulative, ...votes('v1;p1,p2;1') }, 'v1;p1,p2;1', 'not as many points as projects'],
    [{ meta: cumulative, ...votes('v1;p1;') }, 'v1;p1;', 'not as many points as projects'],
    [{ meta: cumulative, votes: ['voter_id;vote', 'v1;p1'] }, 'v1;p1', 'not as many points as projects'],
    [{ meta: cumulative, ...votes('v1;;1') }, 'v1;;1', 'not as many points as projects'],
    [{ meta: cumulative, ...votes('v1;p1,p2;1.5,1') }, 'v1;p1,p2;1.5,1', 'not whole points'],
    [{ meta: cumulative, ...votes('v1;p1,p2;2,2') }, 'v1;p1,p2;2,2', 'too many points in all'],
    [{ meta: cumulative, ...votes('v1;p1;-1') }, 'v1;p1;-1', 'too few points'],
    [{ meta: { ...cumulative, max_points: '1' }, ...votes('v1;p1;2') }, 'v1;p1;2', 'too many points'],
    [
      { meta: ordinal, ...votes('v1;p1,p2;2,1', 'v2;p1,p2;1,2') },
      'v2;p1,p2;1,2',
      'points that another vote has not for this rank',
    ],
    [{ meta: { vote_type: 'scoring', default_score: '1' } }, 'default_score;1', 'default_score is not counted'],
  ]
  for (const [parts, line, problem] of cases) t.match(refusalOf(file(parts)), { line, problem }, problem)
})

t.test('sections have to stand in their order, each once', async t => {
  const whole = file()
  const cases: [string, string][] = [
    ['', 'no section META'],
    ['hello', 'the file does not begin with META'],
    [whole.slice(0, whole.indexOf('VOTES')), 'no section VOTES'],
    [whole.replace('PROJECTS', 'META'), 'META is out of place'],
    [whole.replace('META', 'PROJECTS'), 'PROJECTS is out of place'],
    [`${whole}VOTES\n`, 'VOTES is out of place'],
    [whole.replace('key;value', 'key;what'), 'the columns of META are not key;value'],
    [whole.slice(0, whole.indexOf('VOTES') + 6), 'a section without columns'],
  ]
  for (const [text, problem] of cases) t.match(refusalOf(text), { problem }, problem)
})

t.test('a rule that cannot be counted as the city did is refused by name', async t => {
  const ruleOf = (parts: Parts) => {
    const read = readPabulib(file(parts))
    return isRefusal(read) ? read : methodOfInstance(read)
  }
  t.match(ruleOf({ meta: { rule: 'greedy-custom' } }), { detail: { rule: 'greedy-custom' } })
  t.match(ruleOf({ meta: { rule: null } }), { detail: { problem: 'a rule that is not counted here' } })
  t.match(ruleOf({ meta: { rule: 'greedy-threshold' } }), { code: 'pabulib/bad', detail: { problem: 'not stated' } })
  const withdrawn = { projects: ['project_id;cost', 'p1;999999999', 'p2;50', 'p3;40'] }
  t.match(ruleOf({ ...withdrawn, meta: { rule: 'greedy-no-skip' } }), { detail: { project: 'p1' } })
  t.match(ruleOf(withdrawn), { method: 'budget' }, 'where nothing stops at it, it does no harm')
})
