import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import t from 'tap'
import { addCounts, checkChoice, count, emptyCount } from '../../../protocol/governance/method.ts'
import { differencesFromOfficial } from '../../../protocol/pabulib/official.ts'
import { readPabulib } from '../../../protocol/pabulib/read.ts'
import { methodOfInstance } from '../../../protocol/pabulib/rule-of-instance.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { countFile, SAMPLES, sampleText } from './samples.ts'

const FULL = resolve(import.meta.dirname, '../../../../shared/data/participatory-budgets')
const CITIES = [
  { file: 'Poland_Warszawa_2026.pb', ballots: 61_668, funded: 17, area: 'neighborhood', areas: 19 },
  { file: 'Poland_Katowice_2025.pb', ballots: 33_345, funded: 5, area: 'neighborhood', areas: 23 },
  { file: 'Poland_Krakow_2022.pb', ballots: 42_965, funded: 13, area: 'district', areas: 18 },
  { file: 'Poland_Wroclaw_2015_150_-_500.pb', ballots: 131_778, funded: 15, area: 'district', areas: 50 },
]

for (const name of SAMPLES) {
  t.test(`${name}: every count and the funded projects are those of another program`, async t => {
    const { instance, rule, counted, outcome } = countFile(sampleText(name))
    t.ok(instance.projects.every(({ votes, selected }) => votes !== undefined && selected !== undefined))
    t.strictSame(differencesFromOfficial(instance, counted, outcome), [])
    t.strictSame(
      outcome.ties.filter(({ brokenBy }) => brokenBy !== 'none'),
      [],
    )
    t.ok(instance.ballots.every(({ choice }) => checkChoice(rule, choice) === undefined))
  })
}

t.test('a count that is one vote off differs from the official one', async t => {
  const { instance, rule, outcome } = countFile(sampleText('sample-choose-1-greedy-no-skip.pb'))
  const short = count(
    rule,
    instance.ballots.slice(1).map(({ choice }) => choice),
  )
  t.match(differencesFromOfficial(instance, short, outcome), [{ column: 'votes' }])
})

for (const { file, ballots, funded, area, areas } of CITIES) {
  const path = resolve(FULL, file)
  const skip = existsSync(path) ? false : 'the full files are not at hand'
  t.test(`${file}: every count and the funded projects are the official ones`, { skip }, async t => {
    const { instance, rule, counted, outcome } = countFile(readFileSync(path, 'utf8'))
    t.equal(counted.ballots, ballots)
    t.equal(outcome.selected.length, funded)
    t.strictSame(differencesFromOfficial(instance, counted, outcome), [])
    const byArea = Map.groupBy(instance.ballots, ({ columns }) => columns[area])
    const sum = [...byArea.values()]
      .map(part =>
        count(
          rule,
          part.map(({ choice }) => choice),
        ),
      )
      .reduce(addCounts, emptyCount(rule))
    t.equal(byArea.size, areas)
    t.strictSame(sum, counted, 'the areas add up to the city')
  })
}

t.test('Wieliczka 2023, the first city to share out equally: the funded projects are the official ones', async t => {
  const { instance, rule, counted, outcome } = countFile(sampleText('Poland_Wieliczka_2023_Green_Budget.pb'))
  t.match(rule.selection, { rule: 'equal-shares', completion: 'add-one', comparison: true })
  t.equal(counted.ballots, 6_586)
  const costs = new Map(instance.projects.map(({ id, cost }) => [id, cost]))
  t.equal(outcome.selected.length, 30)
  t.equal(
    outcome.selected.reduce((sum, id) => sum + (costs.get(id) ?? 0), 0),
    995_079,
  )
  t.strictSame(differencesFromOfficial(instance, counted, outcome), [])
  t.strictSame(outcome.ties, [], 'and no tie had a say in it')
})

t.test('the rules of equal shares are read by their names', async t => {
  const selectionOf = (rule: string) => {
    const instance = readPabulib(
      sampleText('sample-approval-greedy-threshold.pb').replace('rule;greedy-threshold', `rule;${rule}`),
    )
    const method = isRefusal(instance) ? instance : methodOfInstance(instance)
    return isRefusal(method) ? method : method.selection
  }
  t.match(selectionOf('equalshares'), { completion: 'none', comparison: false })
  t.match(selectionOf('equalshares/add1'), { completion: 'add-one', comparison: false })
  t.match(selectionOf('equalshares/add1-comparison'), { completion: 'add-one', comparison: true })
  t.match(
    selectionOf('equalshares/add2'),
    { code: 'pabulib/bad', detail: { rule: 'equalshares/add2' } },
    'refused by name',
  )
})
