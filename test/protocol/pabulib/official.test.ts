import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import t from 'tap'
import { addCounts, checkChoice, count, emptyCount } from '../../../protocol/governance/method.ts'
import { differencesFromOfficial } from '../../../protocol/pabulib/official.ts'
import { readPabulib } from '../../../protocol/pabulib/read.ts'
import { methodOfInstance } from '../../../protocol/pabulib/rule-of-instance.ts'
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

const wieliczka = resolve(FULL, 'Poland_Wieliczka_2023_Green_Budget.pb')
t.test('a file under another rule is read, and its rule refused by name', async t => {
  const text = existsSync(wieliczka)
    ? readFileSync(wieliczka, 'utf8')
    : sampleText('sample-approval-greedy-threshold.pb').replace(
        'rule;greedy-threshold',
        'rule;equalshares/add1-comparison',
      )
  const instance = readPabulib(text)
  if ('refused' in instance) throw new Error('not read')
  t.equal(instance.rule, 'equalshares/add1-comparison')
  t.match(methodOfInstance(instance), { code: 'pabulib/bad', detail: { rule: 'equalshares/add1-comparison' } })
})
