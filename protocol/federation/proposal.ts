import { encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { cid, type Infer, integer, list, nullable, object, optional, text } from '../bytes/schema.ts'
import {
  checkRule,
  isBinary,
  type MethodRule,
  methodRuleCodec,
  needsProfile,
  takesVotes,
} from '../governance/method.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Decision } from './decision.ts'
import { expels, expelsBy } from './expulsion.ts'
import { mergeTerms } from './merge-terms.ts'
import { refuseMerging } from './merger.ts'
import { overrides, refuseRevote } from './revote.ts'
import { refuseRound, round } from './round.ts'
import { signsFor } from './steward-key.ts'

/** A group's own proposal takes no longer text. */
const MOST_WORDS = 20_000

/**
 * A proposal to all member groups of a federation. It travels down: a member that is itself a federation writes one of
 * its own that answers it, until every group of people has opened it to its members.
 */
export const federationProposed = object({
  title: text({ min: 1, max: 200 }),
  text: text({ min: 0, max: MOST_WORDS }),
  /** How this level decides over the mandates; options and limits of ballots come from here where it is no yes or no. */
  method: methodRuleCodec,
  /** No group may count ballots after this. */
  closesAtMs: integer({ min: 0 }),
  /** Mandates closed by then count; those that come in later are named late. */
  mandatesByMs: integer({ min: 0 }),
  answers: nullable(object({ federation: cid, proposal: cid })),
  /** The member group that is expelled if this passes, and why. */
  expels: optional(expels),
  /** What is decided, clause by clause; where none is named the whole is one. A veto contests single clauses. */
  clauses: optional(list(text({ min: 1, max: 2_000 }), { min: 1, max: 20 })),
  /** The vetoes that this re-vote overrides if it passes. */
  overrides: optional(overrides),
  /** Its place in a row of rounds. */
  round: optional(round),
  /** The terms of a merger with another federation, which has to accept the same. */
  merges: optional(mergeTerms),
})
export type FederationProposed = Infer<typeof federationProposed>
export type FederationProposal = FederationProposed & {
  readonly id: Cid
  readonly state: 'open' | 'decided'
  /** The amendment that had set the charter under which it was asked, and goes to its end; absent where that was the genesis. */
  readonly charter?: Cid | undefined
  /** Where it is decided and what a rule asks of that is at hand. */
  readonly decision?: Decision | undefined
  /** Of a decided one; null where the question was no yes or no. */
  readonly accepted?: boolean | null
}

export function judgeProposed(
  { entry, body }: KnownEntry<'federation/proposed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const charter = reader.charter()
  if (charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind: 'federation/proposed' })
  const bad = checkRule(body.method) ?? refuseWholeBallots(body.method)
  if (bad) return bad
  if (body.closesAtMs <= Math.max(nowMs, entry.header.at) || body.mandatesByMs < body.closesAtMs) {
    return refuse('proposal/bad', { field: 'closesAtMs', problem: 'deadlines are past or out of order' })
  }
  if (body.clauses && [...wordsOf(body)].length > MOST_WORDS) {
    return refuse('proposal/bad', { field: 'clauses', problem: 'text and clauses are too long together' })
  }
  const unfit =
    (body.expels && refuseExpelling(body, reader)) ??
    (body.overrides && refuseRevote({ entry, body }, reader, nowMs)) ??
    (body.round && refuseRound(body, reader)) ??
    refuseMerging(body, reader)
  if (unfit) return unfit
  const by = entry.header.by
  if (body.overrides) return
  if (by === charter.node && body.answers && charter.federatedProposals === 'open-at-once') return
  // What answers the federation above speaks for this one: no member group does that by itself.
  if (body.answers) return requirePermission(reader, by, 'speak')
  const isOfMember =
    body.round?.stage !== 'plan' && reader.groups().some(group => group.state === 'member' && signsFor(group, by))
  return isOfMember ? undefined : requirePermission(reader, by, 'propose')
}

/** What a proposal puts to people: its text, and its clauses by number. */
export function wordsOf({ text, clauses = [] }: Pick<FederationProposed, 'text' | 'clauses'>): string {
  const numbered = clauses.map((clause, at) => `§ ${at + 1}. ${clause}`)
  return [text, ...numbered].filter(Boolean).join('\n\n')
}

/** Whether a vote by one rule answers a question put by another: both take votes for and against, or the very same ballot. */
export function sameQuestion(asked: MethodRule, answered: MethodRule): boolean {
  if (takesVotes(asked)) return takesVotes(answered)
  return equalBytes(encodeCanonical(methodRuleCodec.encode(asked)), encodeCanonical(methodRuleCodec.encode(answered)))
}

/** A group is expelled by a yes or no of this federation itself, where its charter leaves that to decisions. */
function refuseExpelling(
  { expels: asked, method, answers }: FederationProposed,
  reader: LogReader,
): Refusal | undefined {
  const bad = (problem: string) => refuse('proposal/bad', { field: 'expels', problem })
  if (expelsBy(reader.charter()) !== 'decision') return bad('the charter leaves it to the stewards')
  if (answers || !isBinary(method)) return bad('it takes a yes or no of this federation itself')
  if (asked && reader.group(asked.group)?.state !== 'member') return refuse('federation/not-a-member')
}

/** Mandates carry sums: a method that looks at whole ballots cannot decide over them. */
function refuseWholeBallots(rule: MethodRule): Refusal | undefined {
  if (!needsProfile(rule)) return
  return refuse('proposal/bad', {
    field: 'method',
    problem: 'it looks at whole ballots, and mandates carry sums',
    method: rule.method,
    instead: 'schulze, copeland, star, majority-judgment, approval, score or a greedy budget',
  })
}
