import fc from 'fast-check'
import t from 'tap'
import { encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { couldStillChange, mayCloseEarly } from '../../../protocol/governance/early-close.ts'
import { type Choice, count, type MethodRule } from '../../../protocol/governance/method.ts'
import { type Terms, tally } from '../../../protocol/governance/tally.ts'
import type { Threshold } from '../../../protocol/governance/threshold.ts'
import { rational, ZERO } from '../../../protocol/rational.ts'

fc.configureGlobal({ seed: 5, numRuns: 150 })

const VOTES: Choice[] = [{ vote: 'for' }, { vote: 'against' }, { vote: 'abstain' }]
const PLAIN = { closesEarly: 'settled', answers: null, quorum: ZERO } as const
const MAJORITY: MethodRule = { method: 'majority' }
const APPROVAL: MethodRule = {
  method: 'approval',
  options: ['a', 'b', 'c'],
  minApprovals: 0,
  maxApprovals: 3,
  seats: 1,
}
const votes = (inFavour: number, against: number) =>
  count(MAJORITY, [
    ...Array.from({ length: inFavour }, (): Choice => ({ vote: 'for' })),
    ...Array.from({ length: against }, (): Choice => ({ vote: 'against' })),
  ])

/** All outcomes that up to `more` further ballots can bring about, with seeds of every kind. */
function reachable(terms: Terms, electorate: number, cast: readonly Choice[], kinds: readonly Choice[]): Set<string> {
  const found = new Set<string>()
  const visit = (choices: readonly Choice[], from: number) => {
    for (const byte of [0, 1, 2, 3]) {
      const { outcome } = tally(terms, electorate, count(terms.method, choices), new Uint8Array(32).fill(byte))
      found.add(JSON.stringify([outcome.accepted, outcome.selected.toSorted()]))
    }
    if (choices.length === electorate) return
    for (const [i, kind] of kinds.entries()) if (i >= from) visit([...choices, kind], i)
  }
  visit(cast, 0)
  return found
}

t.test('more than half for settles a majority; half does not', async t => {
  t.equal(mayCloseEarly({ ...PLAIN, method: MAJORITY }, 10, votes(5, 0)), false)
  t.equal(mayCloseEarly({ ...PLAIN, method: MAJORITY }, 10, votes(6, 0)), true)
  t.equal(mayCloseEarly({ ...PLAIN, method: MAJORITY }, 10, votes(0, 5)), true, 'a tie does not pass')
  t.equal(mayCloseEarly({ ...PLAIN, method: MAJORITY, closesEarly: false }, 10, votes(10, 0)), false)
})

t.test('where everyone is to vote first, being settled is not enough', async t => {
  t.equal(mayCloseEarly({ ...PLAIN, method: MAJORITY, closesEarly: true }, 10, votes(9, 0)), false)
  t.equal(mayCloseEarly({ ...PLAIN, method: MAJORITY, closesEarly: true }, 10, votes(9, 1)), true)
})

t.test('a quorum that is not reached yet can still be', async t => {
  t.equal(mayCloseEarly({ ...PLAIN, method: MAJORITY, quorum: rational(8, 10) }, 10, votes(6, 0)), false)
  t.equal(mayCloseEarly({ ...PLAIN, method: MAJORITY, quorum: rational(8, 10) }, 10, votes(6, 2)), true)
})

t.test('what answers a federation waits for everyone: its whole count goes there', async t => {
  const id = cidOfBytes(encodeCanonical('above'))
  const answering = { ...PLAIN, method: MAJORITY, answers: { federation: id, proposal: id } }
  t.equal(mayCloseEarly(answering, 10, votes(9, 0)), false)
  t.equal(mayCloseEarly(answering, 10, votes(9, 1)), true)
})

t.test('a question of yes or no is settled exactly when no ballots to come could turn it', async t => {
  const thresholds: Threshold[] = [
    { what: 'for', of: 'cast', share: rational(2, 3) },
    { what: 'for', of: 'eligible', share: rational(2, 5) },
    { what: 'voted', of: 'eligible', share: rational(3, 5) },
  ]
  const methods: MethodRule[] = [MAJORITY, { method: 'supermajority', threshold: rational(3, 4) }]
  const polls = fc.record({
    method: fc.constantFrom(...methods),
    quorum: fc.constantFrom(ZERO, rational(1, 2), rational(9, 10)),
    thresholds: fc.subarray(thresholds),
    cast: fc.array(fc.constantFrom(...VOTES), { maxLength: 8 }),
    outstanding: fc.nat(4),
  })
  fc.assert(
    fc.property(polls, ({ cast, outstanding, ...terms }) => {
      const electorate = cast.length + outstanding
      const changes = reachable(terms, electorate, cast, VOTES).size > 1
      return couldStillChange(terms, electorate, count(terms.method, cast)) === changes
    }),
  )
  t.pass()
})

t.test('seats are settled only when nobody else can come to one', async t => {
  const approvals: Choice[] = [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c']].map(approve => ({
    approve,
  }))
  const scores: Choice[] = [
    [],
    [['a', 2]],
    [['b', 2]],
    [['c', 2]],
    [
      ['a', 1],
      ['b', 2],
    ],
    [
      ['b', 1],
      ['c', 2],
    ],
  ].map(points => ({ points: points.map(([option, given]) => [String(option), Number(given)] as const) }))
  const polls = fc.record({
    kinds: fc.constantFrom(approvals, scores),
    seats: fc.integer({ min: 1, max: 3 }),
    quorum: fc.constantFrom(ZERO, rational(1, 2)),
    cast: fc.array(fc.nat(5), { maxLength: 9 }),
    outstanding: fc.nat(2),
  })
  let settled = 0
  fc.assert(
    fc.property(polls, ({ kinds, seats, quorum, cast, outstanding }) => {
      const scoring = kinds === scores
      const method: MethodRule = scoring
        ? { method: 'score', options: ['a', 'b', 'c'], maxScore: 2, seats }
        : { ...APPROVAL, seats }
      const choices = cast.flatMap(place => kinds[place] ?? [])
      const electorate = choices.length + outstanding
      if (couldStillChange({ method, quorum }, electorate, count(method, choices))) return true
      if (outstanding > 0) settled += 1
      // A tie among those who voted all is left to the draw.
      return outstanding === 0 || reachable({ method, quorum }, electorate, choices, kinds).size === 1
    }),
  )
  t.ok(settled > 5, 'some are settled before the end')
})

t.test('where nobody can tell, a vote stays open until all have voted', async t => {
  const budget: MethodRule = {
    method: 'budget',
    options: [{ id: 'bench', cost: 3 }],
    budget: 10,
    ballot: { type: 'approval', min: 0, max: 1 },
    selection: { rule: 'greedy' },
  }
  const counted = count(budget, [{ approve: ['bench'] }, { approve: ['bench'] }])
  t.equal(couldStillChange({ method: budget, quorum: ZERO }, 3, counted), true)
  t.equal(couldStillChange({ method: budget, quorum: ZERO }, 2, counted), false)
})
