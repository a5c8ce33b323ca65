import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { boolean, cid, type Infer, object, optional, text } from '../bytes/schema.ts'
import { requireOwnPermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { ProposalRecord } from './proposal.ts'
import type { ObjectionSaid } from './standing-objections.ts'
import { heededObjections } from './threshold.ts'

/** Why a proposal must not pass as it is, by the member's own key: an objection is said under one's name. */
export const objectionRaised = object({
  proposal: cid,
  reason: text({ min: 1, max: 2_000 }),
  /** What would resolve it. */
  amendment: optional(text({ min: 1, max: 5_000 })),
})
export type ObjectionRaised = Infer<typeof objectionRaised>
export const objectionWithdrawn = object({ objection: cid })
/** Whether an objection has ground. People judge it, never the node. */
export const objectionJudged = object({ objection: cid, upheld: boolean, reason: text({ min: 1, max: 2_000 }) })
export type ObjectionJudged = Infer<typeof objectionJudged>

/** What the rules may know of objections. */
export type ObjectionReader = {
  get(id: Cid): { readonly proposal: Cid; readonly by: PublicKeyHex } | undefined
  /** Everything said about the objections to a proposal, in the order of the log. */
  said(proposal: Cid): readonly ObjectionSaid[]
  /** Whether a member is in the electorate. */
  isEntitled(proposal: Cid, member: PublicKeyHex): boolean
}

/** A member who may vote on a proposal objects to it while it is open, where objections are heeded. */
export function judgeObjectionRaised(
  { entry, body }: KnownEntry<'objection/raised'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const proposal = openVote(reader, body.proposal, nowMs)
  if (isRefusal(proposal)) return proposal
  if (!heededObjections(proposal)) return refuse('objection/not-heeded', { method: proposal.method.method })
  if (body.reason.trim() === '') return refuse('objection/no-reason')
  const { by } = entry.header
  const denied = requireOwnPermission(reader, by, 'vote')
  if (denied) return denied
  if (!reader.objections?.isEntitled(proposal.id, by)) return refuse('objection/not-entitled')
}

/** Whoever objected can take it back, until the close. */
export function judgeObjectionWithdrawn(
  { entry, body }: KnownEntry<'objection/withdrawn'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const objection = openObjection(reader, body.objection, nowMs)
  if (isRefusal(objection)) return objection
  if (entry.header.by !== objection.by) return refuse('objection/not-yours')
}

/** A moderator judges, until the close, and nobody their own objection. */
export function judgeObjectionJudged(
  { entry, body }: KnownEntry<'objection/judged'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const objection = openObjection(reader, body.objection, nowMs)
  if (isRefusal(objection)) return objection
  const { by } = entry.header
  const denied = requireOwnPermission(reader, by, 'review')
  if (denied) return denied
  if (by === objection.by) return refuse('objection/own')
  if (body.reason.trim() === '') return refuse('objection/no-reason')
}

function openObjection(reader: LogReader, id: Cid, nowMs: number): { readonly by: PublicKeyHex } | Refusal {
  const objection = reader.objections?.get(id)
  if (!objection) return refuse('objection/unknown')
  const proposal = openVote(reader, objection.proposal, nowMs)
  if (isRefusal(proposal)) return proposal
  const said = reader.objections?.said(proposal.id) ?? []
  if (said.some(({ what, objection }) => what === 'withdrawn' && objection === id)) return refuse('objection/withdrawn')
  return objection
}

/** As ballots do, objections come in until the deadline by the node's clock, and not while a vote is being closed. */
function openVote(reader: LogReader, id: Cid, nowMs: number): ProposalRecord | Refusal {
  const proposal = reader.proposal(id)
  if (!proposal) return refuse('proposal/unknown')
  if (proposal.state === 'opening') return refuse('proposal/not-open', { state: proposal.state })
  if (proposal.state !== 'open' || nowMs > proposal.closesAtMs) return refuse('proposal/closed')
  return proposal
}
