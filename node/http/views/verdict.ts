import type { Cid } from '../../../protocol/bytes/cid.ts'
import { shortCid } from '../../../protocol/bytes/cid.ts'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import { aggregate, type GroupStanding } from '../../../protocol/federation/aggregate.ts'
import type { FederationDecided } from '../../../protocol/federation/decision.ts'
import type { Mandate } from '../../../protocol/federation/mandate.ts'
import { decisionState } from '../../../protocol/federation/witnesses.ts'
import { countOutcome, isBinary } from '../../../protocol/governance/method.ts'
import { formatRational, type Rational } from '../../../protocol/rational.ts'
import { REASONS } from '../../../protocol/refusal.ts'
import type { Level } from '../../domains/federation/levels.ts'
import type { VerdictGroup, VerdictTree } from '../schema/federation.ts'
import { contestView } from './contest.ts'
import { witnessesView } from './witnesses.ts'

/** Where a group stands: the same whether a decision says it or the mandates that came in so far. */
type Standing = {
  readonly group: Cid
  readonly name: string
  readonly weight: Rational
  readonly mandate: Mandate | null
  readonly mandateId: Cid | null
  readonly reason: string | null
}

type Figures = Pick<VerdictTree, 'weighted' | 'quorum' | 'accepted' | 'selected' | 'popular' | 'diverges'>

/**
 * A federation's verdict as a tree. Once decided, the figures are those of the signed decision; before that they are
 * what the mandates come to so far, and nothing is accepted or rejected.
 */
export function verdictTree(level: Level): VerdictTree {
  const { proposal, charter, federation, decided } = level
  const { standings, figures } = decided ? asDecided(level, decided.body) : asItStands(level)
  return {
    proposal: proposal.id,
    federation,
    name: plainName(charter.name),
    title: proposal.title,
    state: decisionState(decided !== null, decided?.witnesses ?? null),
    method: proposal.method.method,
    groups: standings.map(standing => groupView(standing, level)),
    ...figures,
    decided: decided?.entry ?? null,
    contest: contestView(level, standings),
    witnesses: decided?.witnesses ? witnessesView(decided.witnesses) : null,
  }
}

function asDecided(level: Level, body: FederationDecided): { standings: Standing[]; figures: Figures } {
  const names = new Map(level.groups.map(({ id, charter }) => [id, plainName(charter.name)]))
  const mandates = new Map(level.mandates.map(({ mandate }) => [mandate.id, mandate]))
  const { proposal } = level
  const standings = body.groups.map(({ group, weight, mandate, reason }) => ({
    group,
    name: names.get(group) ?? shortCid(group),
    weight,
    mandate: (mandate && mandates.get(mandate)) ?? null,
    mandateId: mandate,
    reason,
  }))
  // The draw of a tie chooses between options; whether a question of yes or no passes, no draw decides.
  const popular = isBinary(proposal.method) ? countOutcome(proposal.method, body.popular.count, NO_SEED).accepted : null
  return {
    standings,
    figures: {
      weighted: body.weighted.map(pointsView),
      quorum: { ...body.quorum, met: body.quorum.counted >= body.quorum.needed },
      accepted: body.accepted,
      selected: [...body.selected],
      popular: {
        electorate: body.popular.electorate,
        counts: countsView(body.popular.count.counts),
        accepted: popular,
      },
      diverges: body.diverges,
    },
  }
}

const NO_SEED = new Uint8Array(32)

function asItStands({ charter, proposal, groups, mandates, vetoes }: Level): {
  standings: Standing[]
  figures: Figures
} {
  const verdict = aggregate(charter, proposal, groups, mandates, vetoes)
  const { popular } = verdict
  return {
    standings: verdict.groups.map(standing => ({
      ...standing,
      mandateId: standing.mandate?.id ?? null,
      reason: awaited(standing) ? null : standing.reason,
    })),
    figures: {
      weighted: verdict.weighted.map(pointsView),
      quorum: { ...verdict.quorum },
      accepted: null,
      selected: [],
      popular: { electorate: popular.electorate, counts: countsView(popular.count.counts), accepted: null },
      diverges: false,
    },
  }
}

/** A mandate can still come: that is no reason against the group. */
function awaited({ reason }: GroupStanding): boolean {
  return reason === 'mandate/missing'
}

function groupView(standing: Standing, level: Level): VerdictGroup {
  const { group, name, weight, mandate, mandateId, reason } = standing
  const below = mandate && level.below(mandate)
  return {
    group,
    name,
    weight: formatRational(weight),
    position: mandate?.position ?? null,
    counted: mandateId !== null && reason === null,
    reason,
    reasonText: reason === null ? null : sentenceOf(reason),
    mandate: mandateId,
    electorate: mandate?.electorate ?? 0,
    voters: mandate?.count.ballots ?? 0,
    counts: mandate?.count.counts.map(({ option, points }) => ({ option, points })) ?? [],
    below: below ? verdictTree(below) : null,
    recounted: mandateId !== null && level.recounted.has(mandateId),
  }
}

/** Decisions of newer nodes may name reasons that this one does not know. */
function sentenceOf(code: string): string {
  return hasReason(code) ? REASONS[code].sentence : code
}

function hasReason(code: string): code is keyof typeof REASONS {
  return Object.hasOwn(REASONS, code)
}

function pointsView({ option, points }: { option: string; points: Rational }) {
  return { option, points: formatRational(points) }
}

function countsView(counts: readonly { option: string; ballots: number; points: number }[]) {
  return counts.map(({ option, ballots, points }) => ({ option, ballots, points }))
}
