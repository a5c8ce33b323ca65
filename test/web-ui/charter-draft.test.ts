import t from 'tap'
import { sameTerms, termsOf } from '../../protocol/group/amending.ts'
import { rational } from '../../protocol/rational.ts'
import { draftOf, termsOfDraft } from '../../web-ui/src/charter/charter-draft.ts'
import { differences } from '../../web-ui/src/charter/said-charter.ts'
import { formatsOf } from '../../web-ui/src/format/formats.ts'
import { en } from '../../web-ui/src/i18n/en.ts'
import { translator } from '../../web-ui/src/i18n/translate.ts'
import { charterFor, person } from '../support/test-core.ts'

const [anna, biel] = [person('Anna'), person('Biel')]
const plain = termsOf(charterFor('Orchard', anna, person('the node').key))
const said = {
  t: translator('en', en),
  formats: formatsOf('en'),
  memberCount: 4,
  nameOf: (key: string) => (key === anna.key ? 'Anna' : 'Biel'),
}

t.test('a form in which nothing is touched says the same to the byte, whatever the charter says', async t => {
  const { decisions, privacy } = plain
  const charters = [
    plain,
    { ...plain, decisions: { ...decisions, review: false, activeDays: 30 }, privacy: { ...privacy, liveTally: true } },
    { ...plain, admission: { type: 'vouched' as const, by: 4, open: 2, costDays: 9 } },
    { ...plain, initiatives: { opinion: rational(1, 50), decision: rational(1, 20), charter: rational(1, 10) } },
    { ...plain, decisions: { ...decisions, method: { method: 'irv' as const, options: ['a', 'b'] } } },
  ]
  for (const charter of charters) {
    const same = termsOfDraft(charter, draftOf(charter))
    t.ok(same && sameTerms(same, charter))
  }
})

t.test('what is changed is said as it was and as it is to be, and nothing else', async t => {
  const draft = { ...draftOf(plain), name: ' Old orchard ', stewards: [anna.key, biel.key], signatures: '2' }
  const after = termsOfDraft(plain, draft)
  if (!after) throw new Error('no terms')
  t.same(
    differences(said, plain, after).map(({ about, before, after: then }) => [about, before, then]),
    [
      ['Name of the group', 'Orchard', 'Old orchard'],
      ['What the stewards sign together', 'the one steward of the charter', '2 of the 2 stewards of the charter'],
      ['The stewards', 'Anna', 'Anna and Biel'],
    ],
  )
})

t.test('fields by which nobody could go on are no terms', async t => {
  const draft = draftOf(plain)
  t.equal(termsOfDraft(plain, { ...draft, stewards: [] }), undefined)
  t.equal(termsOfDraft(plain, { ...draft, signatures: '2' }), undefined)
  t.equal(termsOfDraft(plain, { ...draft, name: ' ' }), undefined)
  t.equal(termsOfDraft(plain, { ...draft, admission: 'vouched', vouchers: '' }), undefined)
})
