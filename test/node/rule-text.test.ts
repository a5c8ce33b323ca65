import t from 'tap'
import { methodRule } from '../../cli/method-options.ts'
import { ruleText } from '../../cli/output/rule-text.ts'
import { quorum, thresholds } from '../../cli/read-option.ts'
import { jsonOf } from '../../node/http/views/json-of.ts'
import type { MethodRule } from '../../protocol/governance/method.ts'
import { formatRational, rational } from '../../protocol/rational.ts'
import { formatsOf } from '../../web-ui/src/format/formats.ts'
import { en } from '../../web-ui/src/i18n/en.ts'
import { translator } from '../../web-ui/src/i18n/translate.ts'
import { ruleSentence } from '../../web-ui/src/rule-sentence.ts'

const inEnglish = translator('en', en)
const formats = formatsOf('en')

/** What the command line says of a rule that was typed on it, and what the page says of the same. */
function said(rule: MethodRule, asked: { quorum?: string; require?: string[]; early?: boolean | 'settled' } = {}) {
  const share = quorum(asked.quorum ?? '0')
  const more = (asked.require ?? []).flatMap(text => thresholds(text))
  const stated = {
    quorum: formatRational(share.quorum),
    quorumOf: share.quorumOf ?? ('eligible' as const),
    thresholds: jsonOf(more),
    closesEarly: asked.early ?? false,
    activeDays: 30,
  }
  return {
    typed: ruleText({ ...stated, methodRule: jsonOf(rule) }),
    shown: ruleSentence(inEnglish, formats, { ...stated, rule: jsonOf(rule) }).replaceAll(/[\u2066-\u2069]/g, ''),
  }
}

t.test('the rule of a proposal is said back', async t => {
  const supermajority = { method: 'supermajority', threshold: rational(2, 3) } as const
  const both = said(supermajority, { quorum: '1/2', early: true })
  const sentence =
    'Passes if at least 2/3 of the votes for or against are for and at least 1/2 of the members vote. Closes as soon as everybody has voted.'
  t.same(both, { typed: sentence, shown: sentence })

  await t.test('with all that is asked for', async t => {
    const { typed, shown } = said(
      { method: 'majority' },
      { quorum: '1/4 of active', require: ['for 1/2 of eligible', 'voted 3/4 of active'], early: 'settled' },
    )
    t.equal(
      typed,
      'Passes if more are for than against and at least 1/4 as many vote as there are active members and at least 1/2 of all members are for and at least 3/4 as many vote as there are active members. Active members are those who voted or wrote something in the 30 days before. Closes as soon as no vote could change the result.',
    )
    t.match(shown, /1\/4 as many vote.*1\/2 of all members are for, and at least 3\/4 as many vote.*30 days before/)
  })
  await t.test('where an objection is enough', async t => {
    t.match(said({ method: 'consent' }), {
      typed: 'Passes if no objection stands.',
      shown: 'Passes if no objection stands.',
    })
  })
  await t.test('and where the question is which', async t => {
    const rule = methodRule({
      method: 'schulze',
      option: ['Trees', 'Bikes', 'Nothing'],
      seats: 2,
      statusQuo: 'Nothing',
    })
    const { typed, shown } = said(rule, { quorum: '1/2' })
    for (const text of [typed, shown]) {
      t.match(text, /2 win\. Only what beats .Nothing. wins\. It counts only if at least 1\/2 of the members vote\./)
    }
  })
  await t.test('and where it is about money', async t => {
    const project = [
      { id: 'Benches', cost: 1200 },
      { id: 'Trees', cost: 4000 },
    ]
    const rule = methodRule({ method: 'budget', budget: 5000, project, fund: 'equal-shares' })
    const { typed, shown } = said(rule)
    t.equal(typed, shown)
    t.match(typed, /same part of the money.*parts are raised.*plain support/)
  })
})

t.test('a quorum is typed as people say it', async t => {
  t.same(quorum('1/2'), { quorum: rational(1, 2) })
  t.same(quorum('1/2 of eligible'), { quorum: rational(1, 2) })
  t.same(quorum('2/3 of the active'), { quorum: rational(2, 3), quorumOf: 'active' })
  t.throws(() => quorum('1/2 of cast'), /1\/2 of active/)
  t.throws(() => quorum('half'), /1\/2 of active/)
})
