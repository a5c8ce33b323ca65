import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import {
  bytes,
  type Codec,
  cid,
  type Infer,
  integer,
  list,
  nullable,
  object,
  oneOf,
  optional,
  publicKey,
  rational as rationalCodec,
  text,
} from '../bytes/schema.ts'
import { charterChange } from '../group/amending.ts'
import type { Charter } from '../group/charter.ts'
import { charterOfVote } from '../group/charter-entries.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { compareRationals, ONE, ZERO } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type ActiveVoters, activeVoters, isActiveAsAsked, sameActive } from './active.ts'
import { areaName } from './area.ts'
import type { SeenDelegations } from './delegation-table.ts'
import { checkRule, methodRuleCodec } from './method.ts'
import { MOST_VOTERS } from './methods/options.ts'
import { ON_THE_WAY_MS } from './on-the-way.ts'
import { judgeOrigin } from './origin.ts'
import { origin } from './origin-codec.ts'
import type { SeenPaper } from './paper-table.ts'
import type { Terms } from './tally.ts'
import { asksOfActive, checkThresholds, quorumOfCodec, thresholdsCodec } from './threshold.ts'
import { privacyFields, refusePrivacy } from './vote-privacy.ts'

const HOUR_MS = 3_600_000
export const SHORTEST_VOTE_MS = HOUR_MS
export const LONGEST_VOTE_MS = 14 * 24 * HOUR_MS
export const SHORTEST_KEYING_MS = HOUR_MS
export const LONGEST_KEYING_MS = 7 * 24 * HOUR_MS

const settled = oneOf('settled')

/**
 * Whether a vote closes before its deadline: `true` once everyone entitled has voted, `settled` once no ballot that is
 * still to come could change the outcome (those who have voted can change theirs only until then).
 */
const closesEarly: Codec<boolean | 'settled'> = {
  encode: value => value,
  decode: value => (typeof value === 'boolean' ? value : settled.decode(value)),
}

/** A proposal that opens for ballots: everything that decides its outcome is fixed here. */
export const proposalOpened = object({
  title: text({ min: 1, max: 200 }),
  text: text({ min: 0, max: 20_000 }),
  /** What it is about, for those who delegate by area. */
  area: optional(areaName),
  method: methodRuleCodec,
  /** Share of the electorate that must cast a ballot, abstentions included. */
  quorum: rationalCodec,
  /** Of whom it is a share: `active` are those of the electorate who were active of late, as the charter has it. */
  quorumOf: quorumOfCodec,
  /** What must be reached besides, all of it. */
  thresholds: optional(thresholdsCodec),
  closesAtMs: integer({ min: 0 }),
  closesEarly,
  /** The federation's proposal that this group answers by it. */
  answers: nullable(object({ federation: cid, proposal: cid })),
  /** The change of the charter that takes effect if it is accepted. */
  amendment: optional(charterChange),
  /** What the node opens it for. */
  origin: optional(origin),
  /** The draft that it was; the two say the same. */
  draft: optional(cid),
  /** The rejected vote whose question is put again. */
  again: optional(cid),
  /** When the group looks back at what came of it. */
  evaluatesAtMs: optional(integer({ min: 0 })),
  /** That members may vote on paper, and how long sheets are keyed in after the deadline. */
  paper: optional(object({ keyingMs: integer({ min: SHORTEST_KEYING_MS, max: LONGEST_KEYING_MS }) })),
  ...privacyFields,
})
export type ProposalOpened = Infer<typeof proposalOpened>

/** Ballot keys in one part of an electorate: 1,000 keys take 34 KB of the 64 that a body may have. */
export const ELECTORATE_PART_KEYS = 1_000

/** The electorate, frozen at opening: blinded keys in ascending order, over as many entries as it takes. */
export const proposalElectorate = object({
  proposal: cid,
  part: integer({ min: 0, max: 9_999 }),
  parts: integer({ min: 1, max: 10_000 }),
  /** Voters in all parts together. */
  count: integer({ min: 0, max: MOST_VOTERS }),
  /** Merkle root over all keys in order. */
  root: bytes(32),
  /** SHA-256 of the seed that will break ties by a draw; revealed at the close. */
  seedCommitment: bytes(32),
  /** Those who were active of late; where the proposal asks something of them. */
  active: optional(activeVoters),
  /** The amendment that set the charter under which it opened; absent where that is the genesis. */
  charter: optional(cid),
  keys: list(publicKey, { max: ELECTORATE_PART_KEYS }),
})
export type ProposalElectorate = Infer<typeof proposalElectorate>

export type Electorate = {
  readonly count: number
  readonly root: Uint8Array
  readonly seedCommitment: Uint8Array
  readonly active?: ActiveVoters | undefined
  readonly charter?: Cid | undefined
}

/**
 * A proposal as its log knows it: `opening` until its electorate is complete, `closing` from the first part of its table of
 * delegations, or of those who voted on paper, on.
 */
export type ProposalRecord = ProposalOpened & {
  readonly id: Cid
  readonly by: PublicKeyHex
  readonly state: 'opening' | 'open' | 'closing' | 'closed'
  /** The amendment that had set the charter under which it opened, and goes to its end; absent where that was the genesis. */
  readonly charter?: Cid | undefined
  readonly electorate:
    | (Electorate & {
        readonly parts: number
        readonly partsSeen: number
        readonly keysSeen: number
        readonly lastKey: PublicKeyHex | null
      })
    | null
  /** Null before the close, and where nobody delegates. */
  readonly delegations: SeenDelegations | null
  /** Null before the close, and where nothing was said of paper. */
  readonly paperTable?: SeenPaper | null
}

/**
 * Refuses terms by which nothing can be decided.
 * @param charter what it says of decisions; only a group whose charter says who counts as active asks anything of them.
 */
export function checkTerms(terms: Terms, charter: Pick<Charter, 'decisions'> | undefined): Refusal | undefined {
  const { quorum, method, thresholds = [] } = terms
  if (compareRationals(quorum, ZERO) < 0 || compareRationals(quorum, ONE) > 0) {
    return refuse('proposal/bad', { field: 'quorum', problem: 'not between 0 and 1' })
  }
  if (asksOfActive(terms) && charter?.decisions.activeDays === undefined) {
    return refuse('proposal/bad', { field: 'quorumOf', problem: 'the charter does not say who counts as active' })
  }
  return checkRule(method) ?? checkThresholds(thresholds, method)
}

/** What a federation is told of a vote says nothing of paper, and the node offers none by itself. */
export function refusePaperTerms({ paper, answers, origin }: ProposalOpened): Refusal | undefined {
  if (!paper || !(answers || origin)) return
  return refuse('proposal/bad', { field: 'paper', problem: 'not in an answer, nor in what the node opens' })
}

export function judgeOpened(
  { entry, body }: KnownEntry<'proposal/opened'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const charter = reader.charter()
  if (!charter) return refuse('group/none')
  if (charter.members !== 'people') return refuse('entry/not-for-this-log', { kind: 'proposal/opened' })
  const unsound = checkTerms(body, charter) ?? refusePaperTerms(body) ?? refusePrivacy(body, charter)
  if (unsound) return unsound
  const openMs = body.closesAtMs - nowMs
  if (openMs < SHORTEST_VOTE_MS - ON_THE_WAY_MS || openMs > LONGEST_VOTE_MS) {
    return refuse('proposal/bad', { field: 'closesAtMs', problem: 'open for less than an hour or more than 14 days' })
  }
  const byNode = entry.header.by === charter.node
  if (byNode && body.origin) return judgeOrigin(body, body.origin, reader, nowMs)
  if (body.origin) return refuse('member/not-allowed', { problem: 'only the node opens what follows from something' })
  if (byNode && body.answers && charter.federatedProposals === 'open-at-once') return
  return requirePermission(reader, entry.header.by, body.answers ? 'speak' : 'propose')
}

/** Only the node writes electorates, part by part, in order and ascending. */
export function judgeElectorate(
  { entry, body }: KnownEntry<'proposal/electorate'>,
  reader: LogReader,
): Refusal | undefined {
  if (entry.header.by !== reader.charter()?.node) return refuse('member/not-allowed', { kind: 'proposal/electorate' })
  const proposal = reader.proposal(body.proposal)
  if (!proposal) return refuse('proposal/unknown')
  if (proposal.state !== 'opening') return refuse('proposal/not-open')
  const seen = proposal.electorate
  const bad = (problem: string) => refuse('proposal/bad', { field: 'electorate', problem })
  if (body.part !== (seen?.partsSeen ?? 0) || body.part >= body.parts) return bad('parts out of order')
  if (body.charter !== proposal.charter) return bad('not the charter under which it opened')
  if (!isActiveAsAsked(proposal, body, charterOfVote(reader, proposal))) {
    return bad('not the active voters that are asked for')
  }
  const isOneWhole =
    !seen ||
    (sameActive(seen.active, body.active) &&
      seen.parts === body.parts &&
      seen.count === body.count &&
      seen.charter === body.charter &&
      equalBytes(seen.root, body.root) &&
      equalBytes(seen.seedCommitment, body.seedCommitment))
  if (!isOneWhole) return bad('parts disagree')
  const keysSeen = (seen?.keysSeen ?? 0) + body.keys.length
  const last = body.part === body.parts - 1
  if (last ? keysSeen !== body.count : keysSeen >= body.count) return bad('keys do not add up to the count')
  let previous = seen?.lastKey ?? ''
  for (const key of body.keys) {
    if (key <= previous) return bad('keys are not in ascending order')
    previous = key
  }
}
