import t from 'tap'
import { LONGEST_VOTE_MS, SHORTEST_VOTE_MS } from '../../../protocol/governance/proposal.ts'
import { TEMPLATE_LANGUAGES, TEMPLATES } from '../../../protocol/life/templates.ts'
import { compareRationals, formatRational, ONE, ZERO } from '../../../protocol/rational.ts'
import { LANGUAGES } from '../../../web-ui/src/i18n/languages.ts'
import { emptyDraft, ruleOfDraft } from '../../../web-ui/src/proposal-draft.ts'

t.test('templates speak every language of the page', async t => {
  t.same(
    [...TEMPLATE_LANGUAGES],
    LANGUAGES.map(({ code }) => code),
  )
  for (const { id, name, title, text } of TEMPLATES) {
    for (const said of [name, title, text]) {
      const words = TEMPLATE_LANGUAGES.map(language => said[language])
      t.ok(
        words.every(word => word.length > 0 && word === word.normalize('NFC')),
        id,
      )
      t.equal(new Set(words).size, words.length, `${id}: translated, not copied`)
    }
  }
})

t.test('each begins a proposal that can be opened once its options are named', async t => {
  const options = { options: 'Alice\nBob', projects: 'Benches = 10\nTrees = 20', budget: '20' }
  for (const { id, method, threshold, quorum, hours, title, text } of TEMPLATES) {
    const share = threshold ? { threshold: formatRational(threshold) } : {}
    t.ok(ruleOfDraft({ ...emptyDraft, ...options, ...share, method }), id)
    const openMs = hours * 3_600_000
    t.ok(openMs > SHORTEST_VOTE_MS && openMs < LONGEST_VOTE_MS, id)
    t.ok(compareRationals(quorum, ZERO) >= 0 && compareRationals(quorum, ONE) <= 0, id)
    t.ok(Object.values(title).every(said => [...said].length <= 200) && Object.values(text).every(Boolean), id)
  }
})

t.test('the fence, coordinators, a budget and the charter are there', async t => {
  t.same(
    TEMPLATES.map(({ id }) => id),
    ['fence', 'coordinators', 'budget', 'charter'],
  )
})
