import type { Cid } from '../bytes/cid.ts'
import {
  boolean,
  bytes,
  cid,
  type Infer,
  integer,
  nullable,
  object,
  oneOf,
  optional,
  rational as rationalCodec,
  union,
} from '../bytes/schema.ts'
import { commitment } from '../governance/commitment.ts'
import { isBinary, type MethodRule, methodCountCodec, objectionsOfMethod } from '../governance/method.ts'
import { hasQuorum, type Tally } from '../governance/tally.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { compareRationals, ZERO } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Verdict } from './aggregate.ts'
import { requireFeedVoice } from './feed.ts'

/**
 * A group's signed result for a federation: an entry of its feed, by the node that its charter authorises.
 * `basis` says what it rests on: ballots of people, or the decision of a federation one level down.
 */
export const mandateIssued = object({
  /** The federation's proposal. */
  proposal: cid,
  group: cid,
  weight: rationalCodec,
  basis: union('type', {
    ballots: object({
      /** The group's own proposal that answers the federation's. */
      proposal: cid,
      electorate: commitment,
      ballots: commitment,
      /** The table by which ballots weigh more than one, where there is one. */
      delegations: optional(commitment),
    }),
    decision: object({ federation: cid, decision: cid }),
  }),
  /** People entitled and people who voted, all levels below together. */
  electorate: integer({ min: 0 }),
  /** Popular count: every ballot below counted once, whatever its group weighs. */
  count: methodCountCodec,
  quorumMet: boolean,
  /** What the group says where the question is yes or no; null where counts are added up instead. */
  position: nullable(oneOf('for', 'against', 'abstain', 'veto')),
  /** The veto that stands behind the position of that name: an entry by a steward, in the federation's log. */
  veto: optional(cid),
  closedAtMs: integer({ min: 0 }),
  /** Revealed at the close and committed to before opening: it seeds draws one level up. */
  seed: bytes(32),
  revision: integer({ min: 0 }),
})
export type MandateIssued = Infer<typeof mandateIssued>
export type Position = 'for' | 'against' | 'abstain' | 'veto'
export type Mandate = MandateIssued & { readonly id: Cid }

/** What the feed itself can check; whether the mandate counts is decided over all mandates, by `aggregate`. */
export function judgeMandate({ entry, body }: KnownEntry<'mandate/issued'>, reader: LogReader): Refusal | undefined {
  if (reader.feed()?.group !== body.group) return refuse('mandate/not-a-member')
  return requireFeedVoice(entry.header.by, reader, 'node')
}

/** The position that follows from a yes-or-no result: an exact tie or a missed quorum speaks for nobody. */
export function positionOf(result: { quorumMet: boolean; accepted: boolean; tied: boolean }): Position {
  if (!result.quorumMet || (result.tied && !result.accepted)) return 'abstain'
  return result.accepted ? 'for' : 'against'
}

/** What a group says by the vote of its people; null where counts are added up instead. */
export function positionOfTally(rule: MethodRule, tally: Tally): Position | null {
  if (!isBinary(rule)) return null
  const { count, outcome } = tally
  const points = (option: string) => count.counts.find(c => c.option === option)?.points ?? 0
  const tied = votesDecide(rule) && points('for') === points('against')
  return positionOf({ quorumMet: hasQuorum(tally), accepted: outcome.accepted === true, tied })
}

/** Whether a mandate's position follows from a result: a veto is a voice against, with a steward's entry behind it. */
export function followsFrom(stated: Position | null, result: Position | null): boolean {
  return stated === result || (stated === 'veto' && result === 'against')
}

/** By consent the votes are told and decide nothing: as many for as against is no tie. */
function votesDecide(rule: MethodRule): boolean {
  return objectionsOfMethod(rule) !== 'standing'
}

/** What a federation says one level up by its own verdict. */
export function positionOfVerdict(rule: MethodRule, { weighted, quorum, outcome }: Verdict): Position | null {
  if (!isBinary(rule)) return null
  const points = (option: string) => weighted.find(c => c.option === option)?.points ?? ZERO
  const tied = votesDecide(rule) && compareRationals(points('for'), points('against')) === 0
  return positionOf({ quorumMet: quorum.met, accepted: outcome.accepted === true, tied })
}
