import type { Cid } from '../bytes/cid.ts'
import type { FederationDecided } from './decision.ts'
import { isContested, type VetoRecord } from './veto.ts'

export type VetoOutcome =
  | 'raised'
  | 'without-effect'
  | 'mediation'
  | 'withdrawn'
  | 'agreed'
  | 're-vote'
  | 'overridden'
  | 'upheld'

/** How the vetoes of a proposal stand. @param decided null while it is open. @param revote what was asked again, if it was. */
export type Contest = {
  readonly decided: FederationDecided | null
  readonly vetoes: readonly VetoRecord[]
  readonly revote: { readonly accepted: boolean | null } | null
}

/** What came of one veto: settled in mediation, or by the re-vote, which overrides it or leaves it upheld. */
export function outcomeOfVeto({ decided, revote }: Contest, { id, state }: VetoRecord): VetoOutcome {
  if (state !== 'standing') return state
  if (!decided) return 'raised'
  if (!isContested(decided, id)) return 'without-effect'
  if (!revote) return 'mediation'
  return revote.accepted === null ? 're-vote' : revote.accepted ? 'overridden' : 'upheld'
}

/**
 * Where a clause stands: it holds where the proposal passed and nothing contests it any more; it falls where it did not
 * pass, and where a veto of it is upheld, by agreement or because the re-vote missed its share.
 */
export function standingOfClause(contest: Contest, clause: number): 'open' | 'holds' | 'suspended' | 'falls' {
  const { decided, vetoes } = contest
  if (!decided) return 'open'
  if (decided.accepted !== true) return 'falls'
  const named: readonly Cid[] = decided.suspended?.find(item => item.clause === clause)?.vetoes ?? []
  const outcomes = vetoes.filter(({ id }) => named.includes(id)).map(veto => outcomeOfVeto(contest, veto))
  if (outcomes.some(outcome => outcome === 'agreed' || outcome === 'upheld')) return 'falls'
  return outcomes.some(outcome => outcome === 'mediation' || outcome === 're-vote') ? 'suspended' : 'holds'
}
