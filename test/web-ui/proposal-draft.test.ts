import t from 'tap'
import { checkRule } from '../../protocol/governance/method.ts'
import { BUDGET_BALLOTS, SELECTIONS } from '../../web-ui/src/budget-of-draft.ts'
import { emptyDraft, ruleOfDraft, thresholdsOf } from '../../web-ui/src/proposal-draft.ts'
import { ruleOf } from '../../web-ui/src/signing/rule-of-api.ts'

const projects = 'Benches = 1200\nTrees = 4000\nLamps = 900'
const budget = { ...emptyDraft, method: 'budget', projects, budget: '5000' } as const
const options = 'Trees\nBikes\nNothing'

t.test('every way to share out a budget makes a sound rule', async t => {
  for (const budgetBallot of BUDGET_BALLOTS) {
    for (const selection of SELECTIONS) {
      const rule = ruleOfDraft({ ...budget, budgetBallot, selection })
      t.ok(rule, `${budgetBallot}, ${selection}`)
      if (rule) t.equal(checkRule(ruleOf(rule)), undefined, `${budgetBallot}, ${selection}: as the node judges it`)
    }
  }
  t.match(ruleOfDraft({ ...budget, selection: 'equal-shares' }), {
    selection: { rule: 'equal-shares', completion: 'add-one', comparison: true },
  })
  t.match(ruleOfDraft({ ...budget, selection: 'equal-shares', addsOne: false, compares: false }), {
    selection: { completion: 'none', comparison: false },
  })
  t.equal(ruleOfDraft({ ...budget, selection: 'greedy-threshold', leastSupport: '' }), undefined)
  t.equal(ruleOfDraft({ ...budget, budgetBallot: 'cumulative', budgetPoints: 'many' }), undefined)
})

t.test('the status quo is one of the options, or none', async t => {
  const draft = { ...emptyDraft, method: 'schulze', options } as const
  t.match(ruleOfDraft({ ...draft, statusQuo: 'Nothing' }), { statusQuo: 'Nothing' })
  t.notOk('statusQuo' in (ruleOfDraft({ ...draft, statusQuo: 'Gone' }) ?? {}))
})

t.test('how many options a ballot may approve', async t => {
  const draft = { ...emptyDraft, method: 'approval', options } as const
  t.match(ruleOfDraft(draft), { maxApprovals: 3 })
  t.match(ruleOfDraft({ ...draft, mostApprovals: '2' }), { maxApprovals: 2 })
  t.equal(ruleOfDraft({ ...draft, mostApprovals: '4' }), undefined)
})

t.test('a share for is asked only where people vote for or against', async t => {
  const thresholds = [
    { what: 'for', of: 'cast', share: '2/3' },
    { what: 'voted', of: 'eligible', share: '1/2' },
  ] as const
  t.equal(thresholdsOf({ ...emptyDraft, thresholds: [...thresholds] }).length, 2)
  t.match(thresholdsOf({ ...emptyDraft, method: 'score', thresholds: [...thresholds] }), [{ what: 'voted' }])
})
