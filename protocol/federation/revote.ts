import type { Cid } from '../bytes/cid.ts'
import { cid, list, object } from '../bytes/schema.ts'
import type { MethodRule } from '../governance/method.ts'
import type { Charter } from '../group/charter.ts'
import { charterOfVote } from '../group/charter-entries.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { compareRationals } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { FederationDecided } from './decision.ts'
import { isContested, mediationEndsMs, type VetoRecord, vetoTerms } from './veto.ts'

/** What a re-vote is about: the vetoes of a decided proposal that nothing has settled. */
export const overrides = object({ proposal: cid, vetoes: list(cid, { min: 1, max: 10_000 }) })

/** How a re-vote decides: by the share that the charter says. */
export function overrideRule(charter: Pick<Charter, 'federation'>): MethodRule {
  return { method: 'supermajority', threshold: vetoTerms(charter).override }
}

/** Vetoes that suspend something under a decision and are not settled, in ascending order. */
export function unsettledVetoes(decided: FederationDecided, vetoes: readonly VetoRecord[]): Cid[] {
  return vetoes
    .filter(({ id, state }) => state === 'standing' && isContested(decided, id))
    .map(({ id }) => id)
    .sort()
}

/**
 * The federation's node opens a re-vote when mediation is over, once, on all vetoes that are left. It asks whether
 * the clauses hold all the same; where it does not pass, they fall.
 */
export function refuseRevote(
  { entry, body }: Pick<KnownEntry<'federation/proposed'>, 'entry' | 'body'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const bad = (problem: string) => refuse('proposal/bad', { field: 'overrides', problem })
  if (!body.overrides || entry.header.by !== reader.charter()?.node)
    return bad('only the node of the federation opens it')
  if (body.answers || body.expels || body.round) return bad('it is a question by itself')
  const { proposal, vetoes } = body.overrides
  const asked = reader.federationProposal(proposal)
  const decision = asked?.decision
  const charter = asked && charterOfVote(reader, asked)
  if (!decision || !charter) return bad('what it is about is not decided')
  const endsMs = mediationEndsMs(charter, decision.atMs)
  if (Math.min(nowMs, entry.header.at) <= endsMs) return refuse('proposal/too-early', { endsMs })
  if (reader.vetoes?.revote(proposal)) return bad('it has been opened')
  const left = unsettledVetoes(decision.body, reader.vetoes?.of(proposal) ?? [])
  if (left.length === 0 || left.join() !== vetoes.join()) return bad('not the vetoes that are left')
  const { method } = body
  const isByCharter =
    method.method === 'supermajority' && compareRationals(method.threshold, vetoTerms(charter).override) === 0
  if (!isByCharter) return bad('not the share that the charter says')
}
