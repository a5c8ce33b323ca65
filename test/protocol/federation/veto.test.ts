import fc from 'fast-check'
import t from 'tap'
import { encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { isProblem } from '../../../protocol/bytes/schema.ts'
import { aggregate, type JudgedMandate } from '../../../protocol/federation/aggregate.ts'
import { outcomeOfVeto, standingOfClause } from '../../../protocol/federation/contest.ts'
import { decisionOf, federationDecided } from '../../../protocol/federation/decision.ts'
import type { FederationProposal } from '../../../protocol/federation/proposal.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { nextStage, STAGES } from '../../../protocol/federation/round.ts'
import { refuseAnyVeto, type VetoRecord, vetoTerms } from '../../../protocol/federation/veto.ts'
import { charterCodec } from '../../../protocol/group/charter.ts'
import { rational } from '../../../protocol/rational.ts'
import { charterFor, MAJORITY, person } from '../../support/test-core.ts'

fc.configureGlobal({ seed: 3, numRuns: 100 })

const terms = { quorum: rational(1, 2), evidence: 'arithmetic' as const, binds: true }
const charter = charterFor('Assembly', person('steward'), person('node').key, { members: 'groups', federation: terms })
const idOf = (name: string): Cid => cidOfBytes(encodeCanonical(name))
const asked: FederationProposal = {
  id: idOf('proposal'),
  title: 'Share the water',
  text: '',
  method: MAJORITY,
  closesAtMs: 1_000,
  mandatesByMs: 2_000,
  answers: null,
  clauses: ['one', 'two', 'three'],
  state: 'open',
}
const groups = ['Gràcia', 'Eixample', 'Horta', 'Sants'].map(
  (name): FederationGroup => ({
    id: idOf(name),
    charter: { ...charter, name },
    weight: rational(1),
    feed: idOf(`feed of ${name}`),
    addresses: [],
    state: 'member',
    joinedAtMs: 0,
  }),
)

/** @param veto whether a mandate against says that it is one. */
function mandateOf(group: FederationGroup, inFavour: boolean, veto: boolean): JudgedMandate {
  const counts = [
    { option: 'for', ballots: inFavour ? 2 : 0, points: inFavour ? 2 : 0 },
    { option: 'against', ballots: inFavour ? 0 : 2, points: inFavour ? 0 : 2 },
    { option: 'abstain', ballots: 0, points: 0 },
  ]
  const mandate = {
    id: idOf(`mandate of ${group.id} ${inFavour}`),
    proposal: asked.id,
    group: group.id,
    weight: group.weight,
    basis: { type: 'decision' as const, federation: group.id, decision: idOf('decision') },
    electorate: 3,
    count: { ballots: 2, counts },
    quorumMet: true,
    position: inFavour ? ('for' as const) : veto ? ('veto' as const) : ('against' as const),
    ...(veto ? { veto: idOf(`veto of ${group.id}`) } : {}),
    closedAtMs: 1_500,
    seed: new Uint8Array(32),
    revision: 0,
  }
  return { mandate, problem: null }
}

const vetoOf = (group: FederationGroup, clauses: number[], state: VetoRecord['state'] = 'standing'): VetoRecord => ({
  id: idOf(`veto of ${group.id}`),
  by: person('steward').key,
  proposal: asked.id,
  group: group.id,
  clauses,
  ground: 'severe-local-need',
  reason: 'Dry.',
  evidence: [{ text: 'Levels', source: 'https://wells.example' }],
  state,
  offered: [],
  agreed: null,
})

t.test('what follows from mandates and vetoes', t => {
  const spoken = fc.array(fc.record({ inFavour: fc.boolean(), veto: fc.boolean() }), { minLength: 4, maxLength: 4 })
  const raised = fc.array(fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1 })), {
    minLength: 4,
    maxLength: 4,
  })
  const state = fc.constantFrom('standing' as const, 'withdrawn' as const)
  fc.assert(
    fc.property(spoken, raised, state, (said, clausesOf, stateOf) => {
      const mandates = groups.map((group, i) => mandateOf(group, said[i]?.inFavour ?? true, said[i]?.veto ?? false))
      const vetoes = groups.flatMap((group, i) => {
        const clauses = clausesOf[i]
        return clauses ? [vetoOf(group, [...clauses].sort(), stateOf)] : []
      })
      const verdict = aggregate(charter, asked, groups, mandates, vetoes)
      const plain = aggregate(charter, asked, groups, mandates)
      t.same(plain.weighted, verdict.weighted, 'a veto weighs as a voice against')
      t.equal(plain.suspended.length, 0, 'with no entry of a steward behind it, it is no more than that')
      const again = aggregate(charter, asked, groups.toReversed(), mandates.toReversed(), vetoes.toReversed())
      t.same(again.suspended, verdict.suspended, 'in whatever order')
      const counted = vetoes.filter((veto, _, all) => {
        const place = groups.findIndex(({ id }) => id === veto.group)
        return all.includes(veto) && veto.state === 'standing' && !said[place]?.inFavour && said[place]?.veto
      })
      const expected = verdict.outcome.accepted ? [...new Set(counted.flatMap(({ clauses }) => clauses))].sort() : []
      t.same(
        verdict.suspended.map(({ clause }) => clause),
        expected,
        'those clauses alone that a veto names',
      )
      const body = decisionOf(asked.id, verdict)
      const read = federationDecided.decode(federationDecided.encode(body))
      t.equal(isProblem(read), false)
      t.equal('suspended' in body, expected.length > 0, 'a decision without vetoes is in the same bytes as ever')
      const contest = { decided: body, vetoes, revote: null }
      for (const clause of [0, 1, 2]) {
        const standing = standingOfClause(contest, clause)
        const held = verdict.outcome.accepted ? (expected.includes(clause) ? 'suspended' : 'holds') : 'falls'
        t.equal(standing, held)
      }
    }),
  )
  t.end()
})

t.test('a clause that two groups contest holds when nothing contests it any more, and falls with one upheld', t => {
  const [gracia, eixample, horta, sants] = groups
  if (!gracia || !eixample || !horta || !sants) throw new Error('no groups')
  const mandates = [
    mandateOf(gracia, true, false),
    mandateOf(eixample, true, false),
    { ...mandateOf(sants, true, false) },
    mandateOf(horta, false, true),
  ]
  const decided = decisionOf(asked.id, aggregate(charter, asked, groups, mandates, [vetoOf(horta, [1])]))
  const both = { ...decided, suspended: [{ clause: 1, vetoes: [vetoOf(horta, [1]).id, vetoOf(sants, [1]).id] }] }
  const standing = (one: VetoRecord['state'], other: VetoRecord['state'], accepted?: boolean | null) => {
    const vetoes = [vetoOf(horta, [1], one), vetoOf(sants, [1], other)]
    return standingOfClause({ decided: both, vetoes, revote: accepted === undefined ? null : { accepted } }, 1)
  }
  t.equal(standing('withdrawn', 'standing'), 'suspended')
  t.equal(standing('withdrawn', 'withdrawn'), 'holds')
  t.equal(standing('withdrawn', 'agreed'), 'falls')
  t.equal(standing('withdrawn', 'standing', null), 'suspended')
  t.equal(standing('withdrawn', 'standing', true), 'holds')
  t.equal(standing('withdrawn', 'standing', false), 'falls')
  t.equal(standing('agreed', 'standing', true), 'falls', 'what was agreed no re-vote takes back')
  const other = { ...vetoOf(gracia, [0]), id: idOf('of no effect') }
  t.equal(outcomeOfVeto({ decided: both, vetoes: [other], revote: null }, other), 'without-effect')
  t.end()
})

t.test('charters from before say nothing of vetoes and are the same bytes; the usual terms hold', t => {
  const encoded = charterCodec.encode(charter)
  const read = charterCodec.decode(encoded)
  if (isProblem(read)) throw new Error(read.problem)
  t.same(encodeCanonical(charterCodec.encode(read)), encodeCanonical(encoded))
  t.match(vetoTerms(read), { heardBy: 'stewards', mediationMs: 604_800_000, override: rational(3, 4) })
  t.equal(vetoTerms(read).grounds.length, 3)
  const none = { ...charter, federation: { ...terms, veto: { grounds: [], mediationHours: 2 } } }
  t.match(vetoTerms(none), { grounds: [], mediationMs: 7_200_000, override: rational(3, 4) })
  t.end()
})

t.test('what cannot be vetoed', t => {
  t.equal(refuseAnyVeto(asked), undefined)
  const score = { method: 'score' as const, options: ['a', 'b'], maxScore: 5, seats: 1 }
  for (const change of [
    { method: score },
    { answers: { federation: idOf('above'), proposal: idOf('theirs') } },
    { expels: { group: idOf('Horta'), cause: 'Noise.' } },
    { overrides: { proposal: idOf('first'), vetoes: [idOf('veto')] } },
  ]) {
    t.match(refuseAnyVeto({ ...asked, ...change }), { code: 'veto/not-here' })
  }
  t.end()
})

t.test('rounds come one after another, and a plan that is not wanted is written anew', t => {
  const after = (stage: (typeof STAGES)[number], accepted: boolean) => {
    const body = { ...decisionOf(asked.id, aggregate(charter, asked, groups, [])), accepted }
    return nextStage({ ...asked, round: { stage, follows: null }, decision: { entry: idOf('e'), atMs: 1, body } })
  }
  t.same(
    STAGES.map(stage => after(stage, true)),
    ['plan', 'ratification', 'implementation', undefined],
  )
  t.same(
    STAGES.map(stage => after(stage, false)),
    ['plan', 'plan', 'plan', 'implementation'],
  )
  t.equal(nextStage({ ...asked, round: { stage: 'survey', follows: null } }), undefined, 'not while it is open')
  t.equal(nextStage(asked), undefined)
  t.end()
})
