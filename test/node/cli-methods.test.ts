import t from 'tap'
import { methodRule } from '../../cli/method-options.ts'
import { readChoice } from '../../cli/read-choice.ts'
import { jsonOf } from '../../node/http/views/json-of.ts'
import { type Choice, checkChoice, checkRule, count, isCountOf } from '../../protocol/governance/method.ts'
import { isRefusal } from '../../protocol/refusal.ts'

const option = ['Trees', 'Bikes', 'A bench', 'Plan: B']

/** How people type a ballot of each method, and what it says. */
const cases: [method: string, words: string[], choice: Choice][] = [
  ['consent', ['against'], { vote: 'against' }],
  ['approval', ['Trees', 'A bench'], { approve: ['Trees', 'A bench'] }],
  [
    'score',
    ['Trees=5', 'Plan: B=2'],
    {
      points: [
        ['Trees', 5],
        ['Plan: B', 2],
      ],
    },
  ],
  [
    'star',
    ['Trees:5, Bikes:1'],
    {
      points: [
        ['Trees', 5],
        ['Bikes', 1],
      ],
    },
  ],
  [
    'majority-judgment',
    ['Trees:5,A bench:3'],
    {
      points: [
        ['Trees', 5],
        ['A bench', 3],
      ],
    },
  ],
  [
    'quadratic',
    ['Trees:4, Bikes:3'],
    {
      points: [
        ['Trees', 4],
        ['Bikes', 3],
      ],
    },
  ],
  ['irv', ['Trees>A bench>Bikes'], { rank: ['Trees', 'A bench', 'Bikes'] }],
  ['stv', ['Trees', 'Plan: B'], { rank: ['Trees', 'Plan: B'] }],
  ['schulze', ['Trees>Bikes=A bench'], { tiers: [['Trees'], ['Bikes', 'A bench']] }],
  ['schulze', ['Trees > Bikes', 'Plan: B'], { tiers: [['Trees'], ['Bikes'], ['Plan: B']] }],
  ['copeland', ['Trees = Bikes'], { tiers: [['Trees', 'Bikes']] }],
]

t.test('every method can be proposed and voted by on the command line', async t => {
  for (const [method, words, choice] of cases) {
    const rule = methodRule({ method, option })
    t.equal(rule.method, method)
    t.equal(checkRule(rule), undefined, `${method} is sound as it comes`)
    t.strictSame(readChoice(jsonOf(rule), words), choice, words.join(' '))
    t.equal(checkChoice(rule, choice), undefined)
  }
})

t.test('blank takes part and chooses nothing, by every method but majority judgment', async t => {
  const blank: [method: string, choice: Choice][] = [
    ['majority', { vote: 'abstain' }],
    ['approval', { approve: [] }],
    ['score', { points: [] }],
    ['star', { points: [] }],
    ['quadratic', { points: [] }],
    ['irv', { rank: [] }],
    ['stv', { rank: [] }],
    ['schulze', { tiers: [] }],
    ['copeland', { tiers: [] }],
    ['budget', { approve: [] }],
  ]
  for (const [method, choice] of blank) {
    const rule = methodRule({ method, option, budget: 5, project: [{ id: 'Bench', cost: 1 }] })
    t.strictSame(readChoice(jsonOf(rule), ['blank']), choice, method)
    t.equal(checkChoice(rule, choice), undefined, method)
    t.ok(isCountOf(rule, count(rule, [choice])), 'and whoever recounts takes it')
  }
  const named = jsonOf(methodRule({ method: 'approval', option: ['blank', 'full'] }))
  t.strictSame(readChoice(named, ['blank']), { approve: ['blank'] }, 'an option that is called so')
  const grades = jsonOf(methodRule({ method: 'majority-judgment', option }))
  t.match(readChoice(grades, ['blank']), { code: 'ballot/bad-choice', detail: { problem: /lowest grade/ } })
})

t.test('what options say goes into the rule', async t => {
  const named = { option, seats: 2 }
  t.match(methodRule({ method: 'majority-judgment', ...named, grades: 4 }), { seats: 2, grades: 4 })
  t.match(methodRule({ method: 'quadratic', ...named, credits: 9 }), { seats: 2, credits: 9 })
  t.match(methodRule({ method: 'schulze', ...named, statusQuo: 'Bikes' }), { seats: 2, statusQuo: 'Bikes' })
})

t.test('an option whose name has a sign in it is a word of its own', async t => {
  const rule = jsonOf(methodRule({ method: 'schulze', option: ['a>b', 'c=d', 'e'] }))
  t.strictSame(readChoice(rule, ['a>b', 'c=d', 'e']), { tiers: [['a>b'], ['c=d'], ['e']] })
})

t.test('points that do not read are refused', async t => {
  const rule = jsonOf(methodRule({ method: 'score', option }))
  for (const word of ['Trees', 'Trees=', 'Trees=5,Bikes', 'Trees=1.5', '']) {
    t.ok(isRefusal(readChoice(rule, [word])), word)
  }
})
