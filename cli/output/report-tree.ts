import type { VerdictGroup, VerdictTree } from '../../node/client/shapes.ts'
import { contestView } from '../../node/http/views/contest.ts'
import { witnessesView } from '../../node/http/views/witnesses.ts'
import type { GroupStanding } from '../../protocol/federation/aggregate.ts'
import type { Recount } from '../../protocol/federation/recount.ts'
import type { VerdictNode } from '../../protocol/federation/verify-decision.ts'
import { decisionState } from '../../protocol/federation/witnesses.ts'
import { formatRational } from '../../protocol/rational.ts'
import { REASONS } from '../../protocol/refusal.ts'

/** What a verification came to, in the shape in which nodes tell it. */
export function treeOfReport(node: VerdictNode): VerdictTree {
  const { federation, name, proposal, decided, verdict, witnesses, below } = node
  const { weighted, quorum, outcome, popular, diverges } = verdict
  return {
    proposal: proposal.id,
    federation,
    name,
    title: proposal.title,
    state: decisionState(true, node.witnesses),
    method: proposal.method.method,
    groups: verdict.groups.map(standing => groupOf(standing, below.get(standing.group))),
    weighted: weighted.map(({ option, points }) => ({ option, points: formatRational(points) })),
    quorum,
    accepted: outcome.accepted ?? null,
    selected: [...outcome.selected],
    popular: {
      electorate: popular.electorate,
      counts: [...popular.count.counts],
      accepted: popular.outcome.accepted ?? null,
    },
    diverges,
    decided,
    contest: contestOf(node),
    witnesses: witnesses && witnessesView(witnesses),
  }
}

/** Of a re-vote, what it came to for the vetoes that it is about. */
function contestOf({ contested, verdict, proposal, ...own }: VerdictNode): VerdictTree['contest'] {
  const { charter, vetoes, body, decidedAtMs } = contested ?? own
  const revote = contested ? { id: proposal.id, accepted: verdict.outcome.accepted ?? null } : null
  const about = { charter, vetoes, decided: { body, atMs: decidedAtMs }, revote }
  const { groups } = contested?.verdict ?? verdict
  return contestView({ ...about, proposal: contested?.proposal ?? proposal }, groups)
}

function groupOf(standing: GroupStanding, below: VerdictNode | Recount | undefined): VerdictGroup {
  const { group, name, weight, position, reason, mandate } = standing
  return {
    group,
    name,
    weight: formatRational(weight),
    position,
    counted: mandate !== null && reason === null,
    reason,
    reasonText: reason && REASONS[reason].sentence,
    mandate: mandate?.id ?? null,
    electorate: mandate?.electorate ?? 0,
    voters: mandate?.count.ballots ?? 0,
    counts: mandate?.count.counts.map(({ option, points }) => ({ option, points })) ?? [],
    below: below && 'federation' in below ? treeOfReport(below) : null,
    recounted: below !== undefined,
  }
}
