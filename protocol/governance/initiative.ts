import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import {
  boolean,
  cid,
  type Infer,
  integer,
  object,
  oneOf,
  optional,
  rational as rationalCodec,
  text,
} from '../bytes/schema.ts'
import { charterChange } from '../group/amending.ts'
import type { Charter } from '../group/charter.ts'
import { refuseChange } from '../group/charter-entries.ts'
import { refuseWeakChange } from '../group/charter-vote.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Rational, rational } from '../rational.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { methodRuleCodec } from './method.ts'
import { ON_THE_WAY_MS } from './on-the-way.ts'
import { refusePointless } from './pointless.ts'
import { checkTerms, LONGEST_VOTE_MS, type ProposalOpened, SHORTEST_VOTE_MS } from './proposal.ts'
import { requireAssembly } from './sortition.ts'
import { quorumOfCodec, thresholdsCodec, votersNeeded } from './threshold.ts'

const HOUR_MS = 3_600_000
const SHORTEST_MS = HOUR_MS
const LONGEST_MS = 366 * 24 * HOUR_MS

/** What an initiative asks for: to say something, to decide something, or to change the charter. */
export const INITIATIVE_TYPES = ['opinion', 'decision', 'charter'] as const
export type InitiativeType = (typeof INITIATIVE_TYPES)[number]

/** Share of the members whose support makes a proposal of it, by type, where the charter does not say. */
const DEFAULT_SHARES: Readonly<Record<InitiativeType, Rational>> = {
  opinion: rational(1, 50),
  decision: rational(1, 20),
  charter: rational(1, 10),
}

/** A question that a member wants asked: everything that its vote will be decided by. */
export const initiativeStarted = object({
  type: oneOf(...INITIATIVE_TYPES),
  title: text({ min: 1, max: 200 }),
  text: text({ min: 0, max: 20_000 }),
  method: methodRuleCodec,
  quorum: rationalCodec,
  quorumOf: quorumOfCodec,
  thresholds: optional(thresholdsCodec),
  /** The change of the charter that its vote will be about; of an initiative for one alone. */
  amendment: optional(charterChange),
  /** How long people will have to vote. */
  voteMs: integer({ min: 0 }),
  /** Until when support is gathered. */
  expiresAtMs: integer({ min: 0 }),
})
/** A member's support, or its withdrawal: the last by `seq` counts. */
export const initiativeSupported = object({ initiative: cid, supports: boolean })

export type InitiativeStarted = Infer<typeof initiativeStarted>

/** An initiative as its log knows it. */
export type InitiativeRecord = InitiativeStarted & {
  readonly id: Cid
  readonly by: PublicKeyHex
  /** When enough had come to support it, by the node's clock: from then on it stands. */
  readonly reachedAtMs: number | null
  /** The vote that it has become. */
  readonly proposal: Cid | null
}

/** Share of the members whose support makes a proposal of an initiative, by what it asks for: the charter's, or the usual. */
export function initiativeShares(
  charter: Pick<Charter, 'initiatives'> | undefined,
): Readonly<Record<InitiativeType, Rational>> {
  return charter?.initiatives ?? DEFAULT_SHARES
}

/** How many of the members who may vote have to support an initiative: at least one. */
export function supportNeeded(charter: Charter | undefined, type: InitiativeType, members: number): number {
  return Math.max(1, votersNeeded(initiativeShares(charter)[type], members))
}

export type InitiativeState = 'gathering' | 'reached' | 'opened' | 'expired' | 'overtaken'

/** `overtaken`: the charter cannot be changed any more as it asks, since it was amended, or a steward that it names has left. */
export function initiativeState(
  {
    proposal,
    reachedAtMs,
    expiresAtMs,
    amendment,
  }: Pick<InitiativeRecord, 'proposal' | 'reachedAtMs' | 'expiresAtMs' | 'amendment'>,
  reader: LogReader,
  nowMs: number,
): InitiativeState {
  if (proposal) return 'opened'
  if (reachedAtMs === null && nowMs > expiresAtMs) return 'expired'
  if (amendment && refuseChange(amendment, reader)) return 'overtaken'
  return reachedAtMs === null ? 'gathering' : 'reached'
}

/** Any member may start one; starting it is supporting it. */
export function judgeInitiativeStarted(
  { entry, body }: KnownEntry<'initiative/started'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const assembly = requireAssembly(reader, 'initiative/started')
  if (isRefusal(assembly)) return assembly
  const gatheringMs = body.expiresAtMs - nowMs
  if (gatheringMs < SHORTEST_MS - ON_THE_WAY_MS || gatheringMs > LONGEST_MS) {
    return refuse('proposal/bad', { field: 'expiresAtMs', problem: 'in less than an hour or more than a year' })
  }
  // Twice the shortest, so that a vote opened a moment later is still long enough.
  if (body.voteMs < 2 * SHORTEST_VOTE_MS || body.voteMs > LONGEST_VOTE_MS) {
    return refuse('proposal/bad', { field: 'voteMs', problem: 'less than two hours or more than 14 days' })
  }
  return (
    requirePermission(reader, entry.header.by, 'propose') ??
    checkTerms(body, reader.charter()) ??
    refusePointless(body.method) ??
    refuseAmendment(body, reader)
  )
}

/** It takes as much as a vote on the charter that is opened at once, and the change has to be upon the charter in force. */
function refuseAmendment(body: InitiativeStarted, reader: LogReader): Refusal | undefined {
  const { type, amendment } = body
  const charter = reader.charter()
  if (!amendment || !charter) return undefined
  if (type !== 'charter')
    return refuse('proposal/bad', { field: 'amendment', problem: 'it asks for no change of the charter' })
  return refuseChange(amendment, reader) ?? refuseWeakChange(body, charter)
}

/** Support is given and taken back until enough have given it, or until the initiative expires, by the node's clock. */
export function judgeInitiativeSupported(
  { entry, body }: KnownEntry<'initiative/supported'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const initiative = reader.assembly?.initiative(body.initiative)
  if (!initiative) return refuse('initiative/unknown')
  const state = initiativeState(initiative, reader, nowMs)
  if (state === 'expired') return refuse('initiative/expired', { expiresAtMs: initiative.expiresAtMs })
  if (state !== 'gathering') return refuse('initiative/over', { state })
  return requirePermission(reader, entry.header.by, 'vote')
}

/** The proposal that the node opens for it, as it was started. */
export function proposalOfInitiative(initiative: InitiativeRecord, nowMs: number): ProposalOpened {
  const { id, title, text, method, quorum, quorumOf, thresholds, amendment, voteMs } = initiative
  return {
    title,
    text,
    method,
    quorum,
    ...(quorumOf ? { quorumOf } : {}),
    ...(thresholds ? { thresholds } : {}),
    ...(amendment ? { amendment } : {}),
    closesAtMs: nowMs + voteMs,
    closesEarly: false,
    answers: null,
    origin: { type: 'initiative', id },
  }
}
