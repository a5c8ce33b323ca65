import type { FederationProposed } from '../../../protocol/federation/proposal.ts'
import { overrideRule, unsettledVetoes } from '../../../protocol/federation/revote.ts'
import { mediationEndsMs, type VetoRecord, vetoTerms } from '../../../protocol/federation/veto.ts'
import { LONGEST_VOTE_MS, SHORTEST_VOTE_MS } from '../../../protocol/governance/proposal.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import type { StoredFederationProposal } from './stored-proposals.ts'

/**
 * The question whether contested clauses hold all the same, with as much time as the first had; undefined where mediation
 * still runs or nothing is left. Its words are of the proposal and of the vetoes: a node has no language of its own.
 */
export function revoteOn(
  charter: Charter,
  asked: StoredFederationProposal,
  vetoes: readonly VetoRecord[],
  openedAtMs: number,
  nowMs: number,
): FederationProposed | undefined {
  const { decision, title, text, clauses, closesAtMs, mandatesByMs } = asked
  if (!decision || nowMs <= mediationEndsMs(charter, decision.atMs)) return undefined
  const left = unsettledVetoes(decision.body, vetoes)
  if (left.length === 0) return undefined
  const standing = vetoes.filter(({ id }) => left.includes(id))
  const contested = [...new Set(standing.flatMap(veto => veto.clauses))].sort((a, b) => a - b)
  const open = Math.min(LONGEST_VOTE_MS, Math.max(SHORTEST_VOTE_MS, closesAtMs - openedAtMs))
  const [part, whole] = vetoTerms(charter).override
  const numbers = contested.map(clause => clause + 1).join(', ')
  const head = `${clauses ? ` § ${numbers}` : ''} (${part}/${whole})`
  const words = [
    ...(clauses ? contested.map(clause => `§ ${clause + 1}. ${clauses[clause]}`) : [text]),
    ...standing.map(({ ground, reason }) => `⊘ ${ground}: ${reason}`),
  ]
  return {
    title: `${title.slice(0, TITLE - head.length).toWellFormed()}${head}`,
    text: words.join('\n\n').slice(0, TEXT).toWellFormed(),
    method: overrideRule(charter),
    closesAtMs: nowMs + open,
    mandatesByMs: nowMs + open + (mandatesByMs - closesAtMs),
    answers: null,
    overrides: { proposal: asked.id, vetoes: left },
  }
}

/** What a proposal takes. */
const TITLE = 200
const TEXT = 20_000
