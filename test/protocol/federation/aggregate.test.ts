import fc from 'fast-check'
import t from 'tap'
import { encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { isProblem } from '../../../protocol/bytes/schema.ts'
import { aggregate, type JudgedMandate } from '../../../protocol/federation/aggregate.ts'
import { decisionOf, federationDecided } from '../../../protocol/federation/decision.ts'
import type { Mandate } from '../../../protocol/federation/mandate.ts'
import type { FederationProposal } from '../../../protocol/federation/proposal.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { addCounts, DEFAULT_SUPERMAJORITY, emptyCount, type MethodRule } from '../../../protocol/governance/method.ts'
import { add, compareRationals, multiply, type Rational, rational, ZERO } from '../../../protocol/rational.ts'
import { charterFor, person } from '../../support/test-core.ts'

fc.configureGlobal({ seed: 3, numRuns: 100 })

const steward = person('steward')
const charter = charterFor('Assembly', steward, person('node').key, {
  members: 'groups',
  federation: { quorum: rational(1, 2), evidence: 'arithmetic', binds: true },
})
const TWO_THIRDS: MethodRule = { method: 'supermajority', threshold: DEFAULT_SUPERMAJORITY }
const SCORE: MethodRule = { method: 'score', options: ['bread', 'roses', 'rest'], maxScore: 5, seats: 1 }

const idOf = (name: string): Cid => cidOfBytes(encodeCanonical(name))
const proposalOf = (method: MethodRule): FederationProposal => ({
  id: idOf('proposal'),
  title: 'A trade agreement',
  text: '',
  method,
  closesAtMs: 1_000,
  mandatesByMs: 2_000,
  answers: null,
  state: 'open',
})
const groupOf = (name: string, weight: Rational): FederationGroup => ({
  id: idOf(name),
  charter: { ...charter, name },
  weight,
  feed: idOf(`feed of ${name}`),
  addresses: [],
  state: 'member',
  joinedAtMs: 0,
})

/** What one group says by ballots: for, against, abstain; or points by option. */
function mandateOf(group: FederationGroup, method: MethodRule, counted: readonly number[], seed = 0): JudgedMandate {
  const options = emptyCount(method).counts
  const ballots = method.method === 'score' ? Math.max(0, ...counted) : counted.reduce((sum, n) => sum + n, 0)
  const [inFavour = 0, against = 0] = counted
  const speaks = inFavour > against ? 'for' : against > inFavour ? 'against' : 'abstain'
  const mandate: Mandate = {
    id: idOf(`mandate of ${group.id} ${seed}`),
    proposal: idOf('proposal'),
    group: group.id,
    weight: group.weight,
    basis: { type: 'decision', federation: group.id, decision: idOf('decision') },
    electorate: ballots + 1,
    count: {
      ballots,
      counts: options.map(({ option }, i) => ({ option, ballots: counted[i] ?? 0, points: counted[i] ?? 0 })),
    },
    quorumMet: true,
    position: method.method === 'score' ? null : speaks,
    closedAtMs: 1_500,
    seed: new Uint8Array(32).fill(seed),
    revision: 0,
  }
  return { mandate, problem: null }
}

t.test('the Iberian Commons: 1.9 for, 0.7 against, and two thirds pass', async t => {
  const barcelona = groupOf('Barcelona', rational(1))
  const madrid = groupOf('Madrid', rational(9, 10))
  const lisbon = groupOf('Lisbon', rational(7, 10))
  const verdict = aggregate(
    charter,
    proposalOf(TWO_THIRDS),
    [barcelona, madrid, lisbon],
    [
      mandateOf(barcelona, TWO_THIRDS, [56, 15, 0]),
      mandateOf(madrid, TWO_THIRDS, [30, 20, 0]),
      mandateOf(lisbon, TWO_THIRDS, [20, 30, 0]),
    ],
  )
  t.same(verdict.weighted, [
    { option: 'for', points: rational(19, 10) },
    { option: 'against', points: rational(7, 10) },
    { option: 'abstain', points: ZERO },
  ])
  t.equal(verdict.outcome.accepted, true, '1.9 of 2.6 are 73 %')
  t.match(verdict.popular.count, { ballots: 171 })
  t.equal(verdict.popular.outcome.accepted, false, '106 of 171 people are 62 %')
  t.equal(verdict.diverges, true)
})

t.test('by consent a federation passes what no group says against', async t => {
  const consent: MethodRule = { method: 'consent' }
  const groups = [groupOf('Barcelona', rational(1)), groupOf('Madrid', rational(9, 10))]
  const [barcelona, madrid] = groups
  if (!barcelona || !madrid) throw new Error('no groups')
  const verdict = (counted: readonly number[]) =>
    aggregate(charter, proposalOf(consent), groups, [
      mandateOf(barcelona, consent, [56, 15, 0]),
      mandateOf(madrid, consent, counted),
    ])
  t.equal(verdict([30, 20, 0]).outcome.accepted, true)
  t.equal(verdict([0, 0, 9]).outcome.accepted, true, 'who abstains does not object')
  t.match(verdict([20, 30, 0]), { outcome: { accepted: false }, popular: { outcome: { accepted: false } } })
})

/** Groups with weights and what they say; some of them are left out for one reason or another. */
const commons = fc.record({
  method: fc.constantFrom(TWO_THIRDS, SCORE),
  groups: fc.array(
    fc.record({
      weight: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 12 })),
      counted: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 3 }),
      fate: fc.constantFrom('counts', 'counts', 'counts', 'late', 'overweight', 'no quorum', 'forged', 'silent'),
      revisions: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 6 },
  ),
})
type Commons = typeof commons extends fc.Arbitrary<infer T> ? T : never

function setUp({ method, groups: drawn }: Commons) {
  const groups = drawn.map(({ weight: [n, d] }, i) => groupOf(`group ${i}`, rational(n, d)))
  const mandates = drawn.flatMap(({ counted, fate, revisions }, i) => {
    const group = groups[i]
    if (!group || fate === 'silent') return []
    return Array.from({ length: revisions }, (_, revision): JudgedMandate => {
      const { mandate } = mandateOf(group, method, counted, revision)
      const said = { ...mandate, revision }
      if (fate === 'late') return { mandate: { ...said, closedAtMs: 2_001 }, problem: null }
      if (fate === 'overweight') {
        return { mandate: { ...said, weight: add(group.weight, rational(1)) }, problem: null }
      }
      if (fate === 'no quorum') return { mandate: { ...said, quorumMet: false }, problem: null }
      return { mandate: said, problem: fate === 'forged' ? 'ballot/bad-signature' : null }
    })
  })
  return { proposal: proposalOf(method), groups, mandates }
}
const bytesOf = (verdict: ReturnType<typeof aggregate>) =>
  Buffer.from(encodeCanonical(federationDecided.encode(decisionOf(idOf('proposal'), verdict)))).toString('hex')

t.test('the order of groups and of mandates changes nothing', async t => {
  const shuffled = commons.chain(drawn => {
    const { groups, mandates } = setUp(drawn)
    const all = { minLength: 0 }
    return fc.tuple(
      fc.constant(drawn),
      fc.shuffledSubarray(groups, { ...all, minLength: groups.length }),
      fc.shuffledSubarray(mandates, { ...all, minLength: mandates.length }),
    )
  })
  fc.assert(
    fc.property(shuffled, ([drawn, groups, mandates]) => {
      const ordered = setUp(drawn)
      const verdict = aggregate(charter, ordered.proposal, ordered.groups, ordered.mandates)
      const again = aggregate(charter, ordered.proposal, groups, [...mandates, ...mandates])
      t.equal(bytesOf(again), bytesOf(verdict))
      return Buffer.from(again.seed).equals(verdict.seed)
    }),
  )
})

t.test('the popular count is the sum of the mandates that count', async t => {
  fc.assert(
    fc.property(commons, drawn => {
      const { proposal, groups, mandates } = setUp(drawn)
      const verdict = aggregate(charter, proposal, groups, mandates)
      const counted = verdict.groups.flatMap(({ mandate, reason }) => (mandate && !reason ? [mandate] : []))
      const sum = counted.reduce((total, { count }) => addCounts(total, count), emptyCount(proposal.method))
      t.same(verdict.popular.count, sum)
      return verdict.quorum.counted === counted.length
    }),
  )
})

t.test('a group that is left out changes nothing but its own standing', async t => {
  fc.assert(
    fc.property(commons, drawn => {
      const { proposal, groups, mandates } = setUp(drawn)
      const { groups: standings, ...verdict } = aggregate(charter, proposal, groups, mandates)
      const out = new Set(standings.filter(({ reason }) => reason).map(({ group }) => group))
      const heard = mandates.filter(({ mandate }) => !out.has(mandate.group))
      const { groups: without, ...same } = aggregate(charter, proposal, groups, heard)
      t.same(same, verdict)
      t.same(
        without.filter(({ group }) => !out.has(group)),
        standings.filter(({ group }) => !out.has(group)),
      )
    }),
  )
})

t.test('weights scale: all times the same come to the same outcome, each sum times as much', async t => {
  fc.assert(
    fc.property(commons, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (drawn, n, d) => {
      const factor = rational(n, d)
      const { proposal, groups, mandates } = setUp(drawn)
      const verdict = aggregate(charter, proposal, groups, mandates)
      const scaled = aggregate(
        charter,
        proposal,
        groups.map(group => ({ ...group, weight: multiply(group.weight, factor) })),
        mandates.map(({ mandate, problem }) => ({
          mandate: { ...mandate, weight: multiply(mandate.weight, factor) },
          problem,
        })),
      )
      // Being heavier by one is another thing at another scale; who is left out stays so.
      t.same(scaled.outcome, verdict.outcome)
      return scaled.weighted.every(({ points }, i) => {
        const before = verdict.weighted[i]
        return before !== undefined && compareRationals(points, multiply(before.points, factor)) === 0
      })
    }),
  )
})

t.test('numbers that nobody can have counted are left out, and keep nobody else from being decided', async t => {
  const most = Number.MAX_SAFE_INTEGER
  const honest = groupOf('honest', rational(1))
  const liar = groupOf('liar', rational(1))
  const decide = (lie: (truth: Mandate) => Mandate, method: MethodRule) => {
    const { mandate } = mandateOf(liar, method, [0, 1, 0])
    const mandates = [mandateOf(honest, method, [3, 1, 0]), { mandate: lie(mandate), problem: null }]
    const verdict = aggregate(charter, proposalOf(method), [honest, liar], mandates)
    t.type(bytesOf(verdict), 'string', 'there is a decision to write')
    return verdict.groups.find(({ group }) => group === liar.id)?.reason
  }
  const count = (ballots: number, points: number, of = ballots): Mandate['count'] => ({
    ballots: of,
    counts: ['for', 'against', 'abstain'].map(option => ({
      option,
      ballots: option === 'against' ? ballots : 0,
      points: option === 'against' ? points : 0,
    })),
  })
  const BAD = 'mandate/bad-arithmetic'
  t.equal(
    decide(m => ({ ...m, electorate: most }), TWO_THIRDS),
    BAD,
    'more people than there are integers for',
  )
  t.equal(
    decide(m => ({ ...m, electorate: most, count: count(most, most) }), TWO_THIRDS),
    BAD,
  )
  t.equal(
    decide(m => ({ ...m, electorate: 9, count: count(1, 9) }), TWO_THIRDS),
    BAD,
    'nine points by one ballot',
  )
  t.equal(
    decide(m => ({ ...m, electorate: 9, count: count(1, 1, 9) }), TWO_THIRDS),
    BAD,
    'nine ballots, and one says something',
  )
  const scores = (points: number): Mandate['count'] => ({
    ballots: 2,
    counts: ['bread', 'roses', 'rest'].map(option => ({ option, ballots: 2, points })),
  })
  t.equal(
    decide(m => ({ ...m, electorate: 2, count: scores(10) }), SCORE),
    null,
  )
  t.equal(
    decide(m => ({ ...m, electorate: 2, count: scores(11) }), SCORE),
    BAD,
  )
  t.equal(
    decide(m => ({ ...m, electorate: 2, count: scores(-1) }), SCORE),
    BAD,
  )
})

t.test('sums of weights past what canonical integers hold are decided and read back', async t => {
  const groups = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47].map(prime =>
    groupOf(`share of ${prime}`, rational(1, prime ** 2)),
  )
  const mandates = groups.map(group => mandateOf(group, TWO_THIRDS, [3, 1, 0]))
  const decision = decisionOf(idOf('proposal'), aggregate(charter, proposalOf(TWO_THIRDS), groups, mandates))
  const read = federationDecided.decode(federationDecided.encode(decision))
  t.notOk(isProblem(read))
  t.same(read, decision)
})
