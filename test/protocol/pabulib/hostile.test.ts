import fc from 'fast-check'
import t from 'tap'
import { count } from '../../../protocol/governance/method.ts'
import { readPabulib } from '../../../protocol/pabulib/read.ts'
import { methodOfInstance } from '../../../protocol/pabulib/rule-of-instance.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { SAMPLES, sampleText } from './samples.ts'
import { readSlowly } from './slow-reader.ts'

fc.configureGlobal({ seed: 3 })

/** A sample with its first 25 votes only, so that a change is likely to hit something that counts. */
function shortSample(name: (typeof SAMPLES)[number]): string {
  const lines = sampleText(name).split('\n')
  const votes = lines.slice(0, lines.indexOf('VOTES') + 27)
  return `${votes.join('\n').replace(/num_votes;\d+/, 'num_votes;25')}\n`
}

type Change = { readonly kind: string; readonly at: number; readonly to: number; readonly with: string }

const changes: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'replace', 'drop line', 'double line', 'swap lines', 'cut', 'swap cells'),
  at: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
  to: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
  with: fc.constantFrom(';', '"', ',', '\n', '\r', '0', '1', '7', '.', '-', ' ', 'M/', '\uFEFF', '""', ';;'),
})

function change(text: string, { kind, at, to, with: inserted }: Change): string {
  const place = Math.floor(at * text.length)
  if (kind === 'delete') return text.slice(0, place) + text.slice(place + 1)
  if (kind === 'insert') return text.slice(0, place) + inserted + text.slice(place)
  if (kind === 'replace') return text.slice(0, place) + inserted + text.slice(place + 1)
  if (kind === 'cut') return text.slice(0, place)
  const lines = text.split('\n')
  const from = Math.floor(at * lines.length)
  const other = Math.floor(to * lines.length)
  const line = lines[from] ?? ''
  if (kind === 'drop line') return lines.toSpliced(from, 1).join('\n')
  if (kind === 'double line') return lines.toSpliced(other, 0, line).join('\n')
  if (kind === 'swap lines')
    return lines
      .with(from, lines[other] ?? '')
      .with(other, line)
      .join('\n')
  return lines.with(from, line.split(';').toReversed().join(';')).join('\n')
}

for (const name of SAMPLES) {
  t.test(`${name}: a changed file is refused, or counted as the plainest reader counts it`, async t => {
    const sample = shortSample(name)
    t.notOk(isRefusal(readPabulib(sample)))
    const tally = { refused: 0, counted: 0 }
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 3 }), list => {
        const text = list.reduce(change, sample)
        const instance = readPabulib(text)
        if (isRefusal(instance)) {
          tally.refused += 1
          return instance.code === 'pabulib/bad'
        }
        tally.counted += 1
        const slow = readSlowly(text)
        const unit = instance.unitsPerCurrency
        const rule = methodOfInstance({ ...instance, rule: 'greedy' })
        if (isRefusal(rule)) return true
        const counted = count(
          rule,
          instance.ballots.map(({ choice }) => choice),
        )
        return (
          counted.ballots === slow.ballots &&
          rule.budget === Math.round(slow.budget * unit) &&
          rule.options.length === slow.costs.size &&
          rule.options.every(({ id, cost }) => cost === Math.round((slow.costs.get(id) ?? -1) * unit)) &&
          counted.counts.every(({ option, ballots }) => ballots === (slow.votes.get(option) ?? 0)) &&
          counted.counts.every(({ option, points }) => points === (slow.points.get(option) ?? 0))
        )
      }),
      { numRuns: 1000 },
    )
    t.ok(tally.refused > 50, 'many changes are refused')
    t.ok(tally.counted > 50, 'many change nothing that would make the file unsound')
  })
}

t.test('a quote that is never closed takes no longer than the file is long', async t => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `v${i};"p1;x`)
  const read = readPabulib(
    `META\nkey;value\nbudget;1\nPROJECTS\nproject_id;cost\np1;1\nVOTES\nvoter_id;vote;"a\n${rows.join('\n')}`,
  )
  t.match(read, { code: 'pabulib/bad' })
})
