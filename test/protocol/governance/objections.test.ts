import t from 'tap'
import { encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { mayCloseEarly } from '../../../protocol/governance/early-close.ts'
import { count, DEFAULT_CONSENSUS, type MethodRule, type Vote } from '../../../protocol/governance/method.ts'
import { checkTerms } from '../../../protocol/governance/proposal.ts'
import {
  closeObjections,
  countObjections,
  type ObjectionSaid,
  objectionStates,
} from '../../../protocol/governance/standing-objections.ts'
import { tally } from '../../../protocol/governance/tally.ts'
import { heededObjections, type Threshold } from '../../../protocol/governance/threshold.ts'
import { rational, ZERO } from '../../../protocol/rational.ts'
import { person } from '../../support/test-core.ts'

const seed = new Uint8Array(32)
const id = (name: string) => cidOfBytes(encodeCanonical(name))
const [alice, bob, marta, joan] = ['Alice', 'Bob', 'Marta', 'Joan'].map(name => person(name).key)
if (!alice || !bob || !marta || !joan) throw new Error('nobody')

let entries = 0
const entry = (by: PublicKeyHex, seq: number) => ({ id: id(`entry ${entries++}`), by, seq })
const raised = (name: string, by: PublicKeyHex): ObjectionSaid => ({
  id: id(name),
  by,
  seq: 1,
  objection: id(name),
  what: 'raised',
})
const withdrawn = (name: string, by: PublicKeyHex): ObjectionSaid => ({
  ...entry(by, 2),
  objection: id(name),
  what: 'withdrawn',
})
const judged = (name: string, by: PublicKeyHex, upheld: boolean, seq = 2): ObjectionSaid => ({
  ...entry(by, seq),
  objection: id(name),
  what: 'judged',
  upheld,
})
const stateOf = (...said: ObjectionSaid[]) => objectionStates(said).map(({ state }) => state)

t.test('an objection stands until it is withdrawn, or judged to be without ground', async t => {
  t.same(countObjections([]), { standing: 0, upheld: 0 })
  t.same(countObjections([raised('a', alice)]), { standing: 1, upheld: 0 }, 'not judged: it stands')
  t.same(countObjections([raised('a', alice), judged('a', marta, true)]), { standing: 1, upheld: 1 })
  t.same(countObjections([raised('a', alice), judged('a', marta, false)]), { standing: 0, upheld: 0 })
  t.same(countObjections([raised('a', alice), judged('a', marta, true), withdrawn('a', alice)]), {
    standing: 0,
    upheld: 0,
  })
  t.same(countObjections([raised('a', alice), raised('b', bob), judged('b', marta, false)]), { standing: 1, upheld: 0 })
})

t.test('of one judge the highest seq counts, of several the one who came last', async t => {
  const first = raised('a', alice)
  t.same(stateOf(first, judged('a', marta, true, 2), judged('a', marta, false, 3)), ['dismissed'])
  t.same(stateOf(first, judged('a', marta, true, 3), judged('a', marta, false, 2)), ['upheld'], 'one that came late')
  t.same(stateOf(first, judged('a', marta, true, 9), judged('a', joan, false, 2)), ['dismissed'])
  t.same(
    stateOf(first, judged('a', marta, true, 3), judged('a', joan, false, 2), judged('a', marta, true, 2)),
    ['dismissed'],
    'what is replaced already does not come last',
  )
})

t.test('a closing commits to every entry and to what follows', async t => {
  t.equal(closeObjections([]), undefined)
  const said = [raised('a', alice), raised('b', bob), judged('a', marta, true)]
  const closed = closeObjections(said)
  t.match(closed, { count: 3, standing: 2, upheld: 1 })
  t.notSame(closeObjections(said.slice(0, 2))?.root, closed?.root)
  t.notSame(closeObjections(said.toReversed())?.root, closed?.root)
})

const NONE_UPHELD: Threshold = { what: 'objections' }
const TWO_THIRDS_FOR: Threshold = { what: 'for', of: 'cast', share: rational(2, 3) }
const HALF_VOTED: Threshold = { what: 'voted', of: 'eligible', share: rational(1, 2) }
const RULES: MethodRule[] = [
  { method: 'majority' },
  { method: 'supermajority', threshold: rational(2, 3) },
  { method: 'consensus', threshold: DEFAULT_CONSENSUS },
  { method: 'consent' },
]

function voted(method: MethodRule, votes: Partial<Record<Vote, number>>) {
  const kinds: Vote[] = ['for', 'against', 'abstain']
  return count(
    method,
    kinds.flatMap(vote => Array.from({ length: votes[vote] ?? 0 }, () => ({ vote }))),
  )
}

t.test('consent heeds what stands, consensus what was upheld, others what their proposal says', async t => {
  const passes = (method: MethodRule, standing: number, upheld: number, thresholds: Threshold[] = []) =>
    tally({ method, quorum: ZERO, thresholds }, 10, voted(method, { for: 10 }), seed, {
      objections: { standing, upheld },
    }).outcome.accepted
  const [majority, supermajority, consensus, consent] = RULES
  if (!majority || !supermajority || !consensus || !consent) throw new Error('no rules')
  t.equal(passes(consent, 0, 0), true)
  t.equal(passes(consent, 1, 0), false, 'one that nobody has judged')
  t.equal(passes(consensus, 1, 0), true)
  t.equal(passes(consensus, 1, 1), false)
  for (const rule of [majority, supermajority]) {
    t.equal(heededObjections({ method: rule }), undefined)
    t.equal(passes(rule, 1, 1), true, `${rule.method} by itself heeds none`)
    t.equal(passes(rule, 1, 0, [NONE_UPHELD]), true)
    t.equal(passes(rule, 1, 1, [NONE_UPHELD]), false)
  }
})

t.test('for >= 2/3 of cast and >= 1/2 of eligible voted, and no upheld objection', async t => {
  const thresholds = [TWO_THIRDS_FOR, HALF_VOTED, NONE_UPHELD]
  for (const method of RULES) {
    t.equal(checkTerms({ method, quorum: ZERO, thresholds }, undefined), undefined, `${method.method} may ask for it`)
    const of = (votes: Partial<Record<Vote, number>>, upheld: number) =>
      tally({ method, quorum: ZERO, thresholds }, 10, voted(method, votes), seed, {
        objections: { standing: upheld, upheld },
      })
    t.equal(of({ for: 9, against: 1 }, 0).outcome.accepted, true)
    t.equal(of({ for: 9, against: 1 }, 1).outcome.accepted, false)
    t.match(of({ for: 9, against: 1 }, 2).checks[2], { what: 'objections', needed: 0, reached: 2, met: false })
    t.equal(of({ for: 4 }, 0).outcome.accepted, false, 'too few voted')
    t.equal(of({ for: 5, against: 5 }, 0).outcome.accepted, false, 'too few are for')
  }
})

t.test('a vote that heeds objections closes early only where none could matter', async t => {
  const early = (
    method: MethodRule,
    closesEarly: true | 'settled',
    votes: Partial<Record<Vote, number>>,
    standing = 0,
    thresholds: Threshold[] = [],
  ) =>
    mayCloseEarly({ method, quorum: ZERO, thresholds, closesEarly, answers: null }, 10, voted(method, votes), {
      objections: { standing, upheld: 0 },
    })
  const consent: MethodRule = { method: 'consent' }
  const majority: MethodRule = { method: 'majority' }
  t.equal(early(consent, 'settled', { for: 9 }), false)
  t.equal(early(consent, 'settled', { for: 10 }), false, 'who has voted can still object')
  t.equal(early(consent, true, { for: 10 }), true, 'the proposal says: once everyone has voted')
  t.equal(early(consent, true, { for: 10 }, 1), false, 'an objection waits for its judgement')
  t.equal(early(majority, 'settled', { for: 6 }), true)
  t.equal(early(majority, 'settled', { for: 6 }, 0, [NONE_UPHELD]), false, 'it could still be stopped')
  t.equal(early(majority, 'settled', { against: 6 }, 0, [NONE_UPHELD]), true, 'it cannot pass any more')
  t.equal(early(majority, 'settled', { for: 10 }, 0, [NONE_UPHELD]), false)
})
