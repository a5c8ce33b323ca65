import fc from 'fast-check'
import t from 'tap'
import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { bareReader } from '../../../protocol/federation/bare-reader.ts'
import { rollAt, type Seating } from '../../../protocol/federation/council.ts'
import type { CouncilVote, Motion, MotionVoice } from '../../../protocol/federation/council-motion.ts'
import { councilRule, motionRule } from '../../../protocol/federation/council-rule.ts'
import { closingOf, hasEverySpoken, tallyMotion } from '../../../protocol/federation/council-tally.ts'
import type { MethodRule } from '../../../protocol/governance/method.ts'
import { type Charter, checkCharter } from '../../../protocol/group/charter.ts'
import type { LogReader } from '../../../protocol/log-reader.ts'
import { type Rational, rational } from '../../../protocol/rational.ts'
import { charterFor, MAJORITY, person } from '../../support/test-core.ts'
import { FEDERATION_TERMS } from '../../support/test-federation.ts'

const idOf = (label: string): Cid => cidOfBytes(new TextEncoder().encode(label))
const id = idOf('federation')
const CLOSES = 1_000

type Rule = { method: MethodRule; quorum: Rational }

function charterOf(council?: Rule, decisions: Rule = { method: MAJORITY, quorum: rational(0) }): Charter {
  const federation = { ...FEDERATION_TERMS, ...(council ? { council } : {}) }
  const changes = { members: 'groups' as const, decisions, federation }
  return charterFor('Water council', person('Ada'), person('node').key, changes)
}

/** A council in which these groups have a seat each, somebody in it or not, and these votes. */
function council(charter: Charter, seats: readonly (string | null)[], voices: readonly MotionVoice[]): LogReader {
  const groups = seats.map((_, at) => ({
    id: idOf(`group ${at}`),
    charter: charterFor(`Group ${at}`, person('Ada'), person(`node ${at}`).key, {}),
    weight: rational(1),
    feed: idOf(`feed ${at}`),
    addresses: [],
    state: 'member' as const,
    joinedAtMs: 0,
  }))
  const seatings = seats.flatMap((who, at): Seating[] => {
    const group = idOf(`group ${at}`)
    const term = { fromMs: 0, untilMs: 10_000, election: null, notedAtMs: 0, recalled: null }
    return who === null ? [] : [{ id: idOf(`seat ${at}`), group, delegate: person(who).key, name: who, ...term }]
  })
  return {
    ...bareReader({ id, charter }),
    groups: () => groups,
    seatings: () => seatings,
    council: { motion: () => undefined, voices: () => voices },
  }
}

const motion = (does: Motion['does'] = { type: 'resolution' }): Motion => {
  const words = { title: 'Rent the hall', text: '', does, closesAtMs: CLOSES }
  return { ...words, id: idOf('motion'), by: person('a').key, closed: null, withdrawnAtMs: null }
}
const said = (who: string, vote: CouncilVote, seq = 1): MotionVoice => {
  return { id: idOf(`${who} ${vote} ${seq}`), by: person(who).key, seq, vote }
}
const resultOf = (reader: LogReader, about = motion()) => {
  const result = tallyMotion(reader, about, CLOSES)
  if (!result) throw new Error('no charter')
  return result
}
const votes = (...all: readonly [string, CouncilVote][]) => all.map(([who, vote]) => said(who, vote))

t.test('the rule of a council', async t => {
  t.same(councilRule(charterOf()), { method: MAJORITY, quorum: rational(1, 2) }, 'half of the groups at least')
  const strict = { method: { method: 'consent' as const }, quorum: rational(2, 3) }
  t.same(councilRule(charterOf(undefined, strict)), strict, 'as its decisions go')
  const approval: MethodRule = { method: 'approval', options: ['x'], seats: 1, minApprovals: 0, maxApprovals: 1 }
  t.same(councilRule(charterOf(undefined, { method: approval, quorum: rational(0) })).method, MAJORITY)
  const own = { method: MAJORITY, quorum: rational(1, 4) }
  t.same(councilRule(charterOf(own)), own, 'what the charter says of it comes first')
  t.match(checkCharter(charterOf({ method: approval, quorum: rational(0) })), { code: 'charter/bad' })
  t.match(checkCharter(charterOf({ method: MAJORITY, quorum: rational(2) })), { code: 'charter/bad' })
  const change = motion({ type: 'charter', amends: id, terms: charterOf() })
  t.same(motionRule(charterOf(own), change), {
    method: { method: 'supermajority', threshold: rational(2, 3) },
    quorum: rational(1, 2),
  })
})

t.test('one voice a group: of whoever sits for it', async t => {
  const seats = ['a', 'b', 'b', null] as const
  const reader = council(charterOf(), seats, [...votes(['a', 'against'], ['b', 'for'], ['stranger', 'against'])])
  const { tally } = resultOf(reader)
  t.match(tally, { electorate: 4, voters: 3, outcome: { accepted: true } }, 'who sits for two groups speaks for both')
  const again = council(charterOf(), seats, [said('a', 'for', 1), said('a', 'against', 3), said('a', 'for', 2)])
  t.same(
    resultOf(again).groups.flatMap(({ voice }) => voice?.vote ?? []),
    ['against'],
    'the highest seq counts, wherever it stands',
  )
})

t.test('the roll at the deadline is what the log said by then, whatever it says since', async t => {
  const reader = council(charterOf(), ['a', 'b', 'c', 'd'], [])
  const [gone, later, expelled] = reader.groups()
  const sat = reader.seatings()
  const [a, b] = sat
  if (!gone || !later || !expelled || !a || !b) throw new Error('no groups')
  const rolled = (changes: Pick<LogReader, 'groups' | 'seatings'>) =>
    rollAt(changes, CLOSES).flatMap(({ seat }) => seat?.name ?? [])
  const with_ = (seatings: readonly Seating[], groups = reader.groups()) =>
    rolled({ groups: () => groups, seatings: () => seatings })
  const recall = (notedAtMs: number) => ({ by: idOf('recall'), atMs: 10, cause: '', notedAtMs })
  t.same(with_(sat), ['a', 'b', 'c', 'd'])
  t.same(with_([{ ...a, recalled: recall(CLOSES) }, ...sat.slice(1)]), ['b', 'c', 'd'], 'in the last millisecond')
  t.same(with_([{ ...a, recalled: recall(CLOSES + 1) }, ...sat.slice(1)]), ['a', 'b', 'c', 'd'], 'recalled too late')
  const next = { ...b, id: idOf('next'), name: 'next', fromMs: 5, notedAtMs: CLOSES + 1 }
  t.same(with_([...sat, next]), ['a', 'b', 'c', 'd'], 'dated back')
  t.same(with_([...sat, { ...next, notedAtMs: CLOSES }]), ['a', 'next', 'c', 'd'])
  const changed = [
    { ...gone, state: 'left' as const },
    { ...later, joinedAtMs: CLOSES + 1 },
    { ...expelled, state: 'expelled' as const, expelled: { atMs: CLOSES + 1, cause: '' } },
    ...reader.groups().slice(3),
  ]
  t.same(with_(sat, changed), ['c', 'd'])
})

t.test('too few voices carry nothing, and an objection stops what goes by consent', async t => {
  const alone = council(charterOf(), ['a', 'b', 'c'], votes(['a', 'for']))
  t.equal(resultOf(alone).tally.outcome.accepted, false, 'one of three groups')
  const consent = charterOf({ method: { method: 'consent' }, quorum: rational(0) })
  const most = council(consent, ['a', 'b', 'c'], votes(['a', 'for'], ['b', 'for'], ['c', 'against']))
  t.equal(resultOf(most).tally.outcome.accepted, false)
  const all = council(consent, ['a', 'b', 'c'], votes(['a', 'for'], ['b', 'for'], ['c', 'abstain']))
  t.equal(resultOf(all).tally.outcome.accepted, true)
  t.equal(hasEverySpoken(resultOf(all)), true)
  t.equal(hasEverySpoken(resultOf(council(consent, ['a', null], votes(['a', 'for'])))), false)
  t.equal(hasEverySpoken(resultOf(council(consent, [], []))), false, 'nobody is not everybody')
})

t.test('a closing does not depend on the order in which delegates voted', async t => {
  const vote = fc.constantFrom<CouncilVote>('for', 'against', 'abstain')
  const ballots = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), vote), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(ballots, fc.infiniteStream(fc.nat()), async (cast, draws) => {
      const voices = cast.map(([who, said_], at) => said(who, said_, at + 1))
      const shuffled = voices
        .map(voice => ({ voice, order: draws.next().value ?? 0 }))
        .toSorted((one, other) => one.order - other.order)
        .map(({ voice }) => voice)
      const seats = ['a', 'b', 'c', null] as const
      const [one, other] = [voices, shuffled].map(all =>
        closingOf(motion(), resultOf(council(charterOf(), seats, all))),
      )
      t.same(one, other)
      const counted = one?.groups.filter(({ voice }) => voice !== null).length
      t.equal(one?.count.ballots, counted)
    }),
    { numRuns: 50 },
  )
})
