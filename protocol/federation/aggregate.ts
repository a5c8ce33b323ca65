import { type Cid, digestOfCid } from '../bytes/cid.ts'
import { concatBytes } from '../bytes/compare.ts'
import { sha256 } from '../bytes/sha256.ts'
import {
  addCounts,
  addWeightedCounts,
  countOutcome,
  decideOutcome,
  emptyCount,
  isBinary,
  isCountOf,
  type MethodCount,
  type MethodRule,
  type Outcome,
  objectionsOfMethod,
  type RationalCount,
  scaleCount,
  type WeightedCount,
} from '../governance/method.ts'
import { NO_OBJECTIONS, type Objections } from '../governance/standing-objections.ts'
import { votersNeeded } from '../governance/threshold.ts'
import type { Charter } from '../group/charter.ts'
import { add, compareRationals, ONE, type Rational, ZERO } from '../rational.ts'
import type { RefusalCode } from '../refusal.ts'
import type { Mandate, Position } from './mandate.ts'
import type { FederationProposal } from './proposal.ts'
import { type FederationGroup, takesPart } from './roster.ts'
import type { Suspended, VetoRecord } from './veto.ts'

/** A mandate and what its evidence showed: `problem` is null where nothing speaks against it. */
export type JudgedMandate = { readonly mandate: Mandate; readonly problem: RefusalCode | null }

/** Where one member group stands in a verdict; `reason` says why its mandate does not count. */
export type GroupStanding = {
  readonly group: Cid
  readonly name: string
  readonly weight: Rational
  readonly mandate: Mandate | null
  readonly position: Position | null
  readonly reason: RefusalCode | null
}

export type Verdict = {
  readonly groups: readonly GroupStanding[]
  /** Points an option got, each group's times its weight: for and against are sums of weights where the question is yes or no. */
  readonly weighted: RationalCount
  readonly quorum: { readonly needed: number; readonly counted: number; readonly met: boolean }
  readonly outcome: Outcome
  /** Every ballot below counted once, whatever its group weighs. */
  readonly popular: { readonly electorate: number; readonly count: MethodCount; readonly outcome: Outcome }
  /** What ordered ties, and seeds those of the level above. */
  readonly seed: Uint8Array
  /** Whether the weighted verdict and the popular count come out differently. */
  readonly diverges: boolean
  /** Of what passes, the clauses that vetoes suspend, in their order. */
  readonly suspended: readonly Suspended[]
}

/**
 * A federation's verdict over its groups' mandates: the same on every machine, whatever the order of its input.
 * Groups are those of the roster; of several mandates of one group the highest revision stands.
 * @param vetoes what the federation's log holds of vetoes of the proposal. A mandate that says `veto` without one that
 *   stands is a voice against, and no more.
 */
export function aggregate(
  charter: Charter,
  proposal: FederationProposal,
  groups: readonly FederationGroup[],
  mandates: readonly JudgedMandate[],
  vetoes: readonly VetoRecord[] = [],
): Verdict {
  const members = groups.filter(group => takesPart(group, proposal)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const most = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, members.length))
  const standings = members.map(group => standingOf(group, proposal, mandates, most))
  const counted = standings.filter(standing => standing.mandate && !standing.reason)
  const needed = votersNeeded(charter.federation?.quorum ?? ZERO, standings.length)
  const seed = drawSeedOf(counted)
  const rule = proposal.method
  const weighted = isBinary(rule) ? weighPositions(rule, counted) : weighCounts(rule, counted)
  const objections = objectionsOf(rule, counted)
  const outcome = decideOutcome(rule, weighted, seed, objections)
  const popularCount = counted.reduce(
    (sum, { mandate }) => (mandate ? addCounts(sum, mandate.count) : sum),
    emptyCount(rule),
  )
  const popularOutcome = countOutcome(rule, popularCount, seed, objections)
  const met = counted.length >= needed
  const verdict = met ? outcome : { ...outcome, accepted: isBinary(rule) ? false : outcome.accepted, selected: [] }
  return {
    groups: standings,
    weighted: weighted.points,
    quorum: { needed, counted: counted.length, met },
    outcome: verdict,
    popular: {
      electorate: counted.reduce((sum, { mandate }) => sum + (mandate?.electorate ?? 0), 0),
      count: popularCount,
      outcome: popularOutcome,
    },
    seed,
    diverges: !sameOutcome(outcome, popularOutcome),
    suspended: verdict.accepted === true ? suspendedBy(counted, vetoes) : [],
  }
}

/** A veto weighs as a voice against: what it does besides, the suspended clauses say. */
function voiceOf(position: Position | null): Position | null {
  return position === 'veto' ? 'against' : position
}

/** Vetoes count that stand and that the group's own mandate names. */
function suspendedBy(counted: readonly GroupStanding[], vetoes: readonly VetoRecord[]): Suspended[] {
  const standing = vetoes.filter(veto =>
    counted.some(
      ({ group, position, mandate }) =>
        position === 'veto' && veto.group === group && mandate?.veto === veto.id && veto.state === 'standing',
    ),
  )
  const clauses = new Set(standing.flatMap(veto => veto.clauses))
  return [...clauses]
    .sort((a, b) => a - b)
    .map(clause => ({
      clause,
      vetoes: standing
        .filter(veto => veto.clauses.includes(clause))
        .map(({ id }) => id)
        .sort(),
    }))
}

/** Among groups nobody objects apart from their vote: where consent decides, a group that says against objects. */
function objectionsOf(rule: MethodRule, counted: readonly GroupStanding[]): Objections {
  if (objectionsOfMethod(rule) !== 'standing') return NO_OBJECTIONS
  const against = counted.filter(({ position }) => voiceOf(position) === 'against').length
  return { standing: against, upheld: against }
}

function standingOf(
  group: FederationGroup,
  proposal: FederationProposal,
  all: readonly JudgedMandate[],
  most: number,
): GroupStanding {
  const own = all
    .filter(({ mandate }) => mandate.group === group.id && mandate.proposal === proposal.id)
    .toSorted((a, b) => b.mandate.revision - a.mandate.revision || (a.mandate.id < b.mandate.id ? -1 : 1))
  const [judged] = own
  const base = { group: group.id, name: group.charter.name, weight: group.weight }
  if (!judged) return { ...base, mandate: null, position: null, reason: 'mandate/missing' }
  const { mandate } = judged
  return { ...base, mandate, position: mandate.position, reason: reasonAgainst(group, proposal, judged, most) }
}

/** @param most what no number of one mandate may pass: then no liar's numbers make the sums of all inexact. */
function reasonAgainst(
  group: FederationGroup,
  proposal: FederationProposal,
  judged: JudgedMandate,
  most: number,
): RefusalCode | null {
  const { mandate, problem } = judged
  if (problem) return problem
  if (mandate.closedAtMs > proposal.mandatesByMs) return 'mandate/late'
  if (compareRationals(mandate.weight, group.weight) !== 0) return 'mandate/wrong-weight'
  if (!mandate.quorumMet) return 'mandate/no-quorum'
  if (!isCountOf(proposal.method, mandate.count)) return 'mandate/bad-arithmetic'
  if (mandate.count.ballots > mandate.electorate) return 'mandate/bad-arithmetic'
  if (mandate.electorate > most || mandate.count.counts.some(({ points }) => Math.abs(points) > most)) {
    return 'mandate/bad-arithmetic'
  }
  if (isBinary(proposal.method) !== (mandate.position !== null)) return 'mandate/bad-arithmetic'
  return null
}

function weighPositions(rule: MethodRule, counted: readonly GroupStanding[]): WeightedCount {
  const points = emptyCount(rule).counts.map(({ option }) => ({
    option,
    points: counted.reduce((sum, s) => (voiceOf(s.position) === option ? add(sum, s.weight) : sum), ZERO),
  }))
  return { points, cells: [] }
}

function weighCounts(rule: MethodRule, counted: readonly GroupStanding[]): WeightedCount {
  return counted
    .flatMap(({ weight, mandate }) => (mandate ? [scaleCount(mandate.count, weight)] : []))
    .reduce(addWeightedCounts, scaleCount(emptyCount(rule), ONE))
}

/** Seeds of draws: what each group committed to before its vote, with the mandates themselves. */
function drawSeedOf(counted: readonly GroupStanding[]): Uint8Array {
  return sha256(
    concatBytes(...counted.flatMap(({ mandate }) => (mandate ? [digestOfCid(mandate.id), mandate.seed] : []))),
  )
}

function sameOutcome(a: Outcome, b: Outcome): boolean {
  return a.accepted === b.accepted && [...a.selected].sort().join('\n') === [...b.selected].sort().join('\n')
}
