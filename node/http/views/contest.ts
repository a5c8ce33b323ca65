import { type Cid, shortCid } from '../../../protocol/bytes/cid.ts'
import { type Contest, outcomeOfVeto, standingOfClause } from '../../../protocol/federation/contest.ts'
import type { FederationDecided } from '../../../protocol/federation/decision.ts'
import type { FederationProposal } from '../../../protocol/federation/proposal.ts'
import { mediationEndsMs, type VetoRecord, vetoTerms } from '../../../protocol/federation/veto.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { formatRational } from '../../../protocol/rational.ts'
import type { ContestView } from '../schema/federation.ts'

type Contested = {
  readonly charter: Charter
  readonly proposal: FederationProposal
  readonly decided: { readonly body: FederationDecided; readonly atMs: number } | null
  readonly vetoes: readonly VetoRecord[]
  readonly revote: { readonly id: Cid; readonly accepted: boolean | null } | null
}

/** The clauses of a proposal and who contests them; null where it names none and nobody does. */
export function contestView(
  { charter, proposal, decided, vetoes, revote }: Contested,
  groups: readonly { readonly group: Cid; readonly name: string }[],
): ContestView | null {
  if (!proposal.clauses && vetoes.length === 0) return null
  const contest: Contest = { decided: decided?.body ?? null, vetoes, revote }
  const texts: readonly (string | null)[] = proposal.clauses ?? [null]
  return {
    clauses: texts.map((text, clause) => ({ text, standing: standingOfClause(contest, clause) })),
    vetoes: vetoes.map(veto => {
      const { id, group, ground, reason, evidence, clauses, offered, agreed } = veto
      const name = groups.find(item => item.group === group)?.name ?? shortCid(group)
      const said = { evidence: [...evidence], clauses: [...clauses], offered: [...offered], agreed }
      return { id, group, name, ground, reason, ...said, state: outcomeOfVeto(contest, veto) }
    }),
    mediationEndsMs: decided?.body.suspended ? mediationEndsMs(charter, decided.atMs) : null,
    override: {
      share: formatRational(vetoTerms(charter).override),
      revote: revote?.id ?? null,
      accepted: revote?.accepted ?? null,
    },
  }
}
