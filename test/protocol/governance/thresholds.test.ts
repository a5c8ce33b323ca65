import t from 'tap'
import { mayCloseEarly } from '../../../protocol/governance/early-close.ts'
import { count, type MethodRule, type Vote } from '../../../protocol/governance/method.ts'
import { checkTerms } from '../../../protocol/governance/proposal.ts'
import { hasQuorum, tally } from '../../../protocol/governance/tally.ts'
import type { Threshold } from '../../../protocol/governance/threshold.ts'
import { rational, ZERO } from '../../../protocol/rational.ts'

const seed = new Uint8Array(32)
const MAJORITY: MethodRule = { method: 'majority' }
const SCORE: MethodRule = { method: 'score', options: ['bread', 'roses'], maxScore: 5, seats: 1 }
const TWO_THIRDS_FOR: Threshold = { what: 'for', of: 'cast', share: rational(2, 3) }
const HALF_VOTED: Threshold = { what: 'voted', of: 'eligible', share: rational(1, 2) }
const HALF_FOR: Threshold = { what: 'for', of: 'eligible', share: rational(1, 2) }

function held(thresholds: readonly Threshold[], electorate: number, votes: Partial<Record<Vote, number>>) {
  const kinds: Vote[] = ['for', 'against', 'abstain']
  const choices = kinds.flatMap(vote => Array.from({ length: votes[vote] ?? 0 }, () => ({ vote })))
  return tally({ method: MAJORITY, quorum: ZERO, thresholds }, electorate, count(MAJORITY, choices), seed)
}

t.test('all that a proposal asks for has to be reached', async t => {
  const both = [TWO_THIRDS_FOR, HALF_VOTED]
  const passed = held(both, 10, { for: 4, against: 2 })
  t.equal(passed.outcome.accepted, true)
  t.match(passed.checks, [
    { what: 'for', of: 'cast', needed: 4, reached: 4, met: true },
    { what: 'voted', of: 'eligible', needed: 5, reached: 6, met: true },
  ])
  const tooFewFor = held(both, 10, { for: 4, against: 3 })
  t.equal(tooFewFor.outcome.accepted, false, 'a majority alone is not enough')
  t.match(tooFewFor.checks, [{ needed: 5, reached: 4, met: false }, { met: true }])
  const tooFewVoted = held(both, 10, { for: 4 })
  t.equal(tooFewVoted.outcome.accepted, false)
  t.match(tooFewVoted.checks, [{ met: true }, { needed: 5, reached: 4, met: false }])
})

t.test('abstentions are votes, but not cast for or against', async t => {
  t.equal(held([TWO_THIRDS_FOR], 10, { for: 2, against: 1, abstain: 7 }).outcome.accepted, true)
  t.equal(held([HALF_VOTED], 10, { for: 1, abstain: 4 }).outcome.accepted, true)
  t.equal(held([HALF_FOR], 10, { for: 4, abstain: 6 }).outcome.accepted, false)
  t.equal(held([HALF_FOR], 10, { for: 5 }).outcome.accepted, true)
})

t.test('a share of nobody is reached by nobody', async t => {
  t.match(held([TWO_THIRDS_FOR], 3, { abstain: 3 }).checks, [{ needed: 1, reached: 0, met: false }])
  t.match(held([HALF_VOTED], 0, {}).checks, [{ needed: 1, reached: 0, met: false }])
})

t.test('a vote speaks for its group where enough voted, whatever they said', async t => {
  t.equal(hasQuorum(held([HALF_VOTED], 10, { for: 4 })), false)
  t.equal(hasQuorum(held([HALF_VOTED, HALF_FOR], 10, { against: 5 })), true)
  const quorum = { method: MAJORITY, quorum: rational(1, 2) }
  t.equal(hasQuorum(tally(quorum, 10, count(MAJORITY, [{ vote: 'for' }]), seed)), false)
})

t.test('without a quorum nothing passes and nobody wins', async t => {
  const one = tally({ method: MAJORITY, quorum: rational(1, 2) }, 4, count(MAJORITY, [{ vote: 'for' }]), seed)
  t.match(one, { quorum: { needed: 2, met: false }, outcome: { accepted: false } })
  const scored = count(SCORE, [{ points: [['bread', 5]] }])
  t.match(tally({ method: SCORE, quorum: rational(1, 2) }, 4, scored, seed).outcome, { accepted: null, selected: [] })
  const asked = { method: SCORE, quorum: ZERO, thresholds: [HALF_VOTED] }
  t.match(tally(asked, 4, scored, seed).outcome, { selected: [] })
  t.match(tally(asked, 2, scored, seed).outcome, { selected: ['bread'] })
})

t.test('a threshold that says nothing is refused', async t => {
  const cases: [MethodRule, Threshold, string][] = [
    [MAJORITY, { ...HALF_VOTED, of: 'cast' }, 'all who cast a ballot voted'],
    [MAJORITY, { ...HALF_FOR, share: ZERO }, 'not a share'],
    [MAJORITY, { ...HALF_FOR, share: rational(11, 10) }, 'not a share'],
    [SCORE, HALF_FOR, 'a ballot of this method is not for or against'],
  ]
  for (const [method, threshold, problem] of cases) {
    const terms = { method, quorum: ZERO, thresholds: [threshold] }
    t.match(checkTerms(terms, undefined), { code: 'proposal/bad', detail: { field: 'thresholds', problem } }, problem)
  }
  t.equal(
    checkTerms({ method: MAJORITY, quorum: ZERO, thresholds: [TWO_THIRDS_FOR, HALF_VOTED, HALF_FOR] }, undefined),
    undefined,
  )
  t.equal(checkTerms({ method: SCORE, quorum: ZERO, thresholds: [HALF_VOTED] }, undefined), undefined)
})

t.test('shares of those who were active of late', async t => {
  const active = { what: 'voted', of: 'active', share: rational(1, 2) } as const
  const votes = (n: number) =>
    count(
      MAJORITY,
      Array.from({ length: n }, () => ({ vote: 'for' as const })),
    )
  const asked = { method: MAJORITY, quorum: rational(1, 2), quorumOf: 'active', thresholds: [active] } as const
  t.match(tally(asked, 100, votes(4), seed, { active: 9 }), {
    active: 9,
    quorum: { needed: 5, met: false },
    checks: [{ needed: 5, reached: 4, met: false }],
  })
  t.equal(tally(asked, 100, votes(5), seed, { active: 9 }).outcome.accepted, true, 'five of nine, not of a hundred')
  t.throws(() => tally(asked, 100, votes(5), seed), /nobody counted them/)
  await t.test('are asked for only where the charter says who counts', async t => {
    const decisions = { method: MAJORITY, quorum: ZERO }
    const refused = { code: 'proposal/bad', detail: { field: 'quorumOf' } }
    t.match(checkTerms(asked, { decisions }), refused)
    t.match(checkTerms({ method: MAJORITY, quorum: ZERO, thresholds: [active] }, { decisions }), refused)
    t.equal(checkTerms(asked, { decisions: { ...decisions, activeDays: 30 } }), undefined)
  })
  await t.test('a vote is settled where no ballot to come changes the outcome', async t => {
    const open = { ...asked, closesEarly: 'settled', answers: null } as const
    const against = count(MAJORITY, [
      ...Array.from({ length: 3 }, () => ({ vote: 'against' as const })),
      { vote: 'for' },
    ])
    t.equal(mayCloseEarly(open, 6, against, { active: 4 }), true, 'it fails whoever else votes')
    t.equal(mayCloseEarly(open, 20, votes(11), { active: 4 }), true, 'enough of the active, and more than half of all')
    t.equal(mayCloseEarly(open, 20, votes(1), { active: 4 }), false)
  })
})
