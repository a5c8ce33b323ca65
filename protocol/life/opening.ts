import type { PublicKeyHex } from '../bytes/public-key.ts'
import { refusePointless } from '../governance/pointless.ts'
import { judgeOpened, type ProposalOpened } from '../governance/proposal.ts'
import { refuseCharterVote } from '../group/charter-vote.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { differingField, openDraft } from './draft.ts'
import { judgeRunningAgain } from './running-again.ts'

/** A vote opens by its own terms, and where it was a draft before, with what was written and approved there. */
export function judgeOpening(
  known: KnownEntry<'proposal/opened'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const { entry, body } = known
  const { by } = entry.header
  const isMembers = by !== reader.charter()?.node
  const stranger =
    isMembers && reader.member(by)?.state !== 'active' ? refuse('member/unknown', { key: by }) : undefined
  if (stranger) return stranger
  if (body.evaluatesAtMs !== undefined && body.evaluatesAtMs <= body.closesAtMs) {
    return refuse('proposal/bad', { field: 'evaluatesAtMs', problem: 'not after the deadline' })
  }
  return (
    judgeOpened(known, reader, nowMs) ??
    refuseCharterVote(body, reader) ??
    (isMembers && !body.answers ? refusePointless(body.method) : undefined) ??
    judgeItsDraft(by, body, reader) ??
    judgeRunningAgain(body, reader, nowMs)
  )
}

/** Where the charter asks for review, only an approved draft opens; an answer to a federation is not the group's text. */
function judgeItsDraft(by: PublicKeyHex, body: ProposalOpened, reader: LogReader): Refusal | undefined {
  const needsReview = reader.charter()?.decisions.review === true && !body.answers && !body.origin
  // A change of the charter is no text to be worked on: who may review may put one to the vote.
  if (body.amendment) return needsReview ? requirePermission(reader, by, 'review') : undefined
  if (!body.draft) return needsReview ? refuse('draft/not-approved') : undefined
  const draft = openDraft(reader, body.draft)
  if (isRefusal(draft)) return draft
  const isApproved = draft.state === 'approved'
  if (draft.state === 'review' || (needsReview && !isApproved)) return refuse('draft/not-approved')
  if (by !== draft.by && !(isApproved && requirePermission(reader, by, 'review') === undefined))
    return refuse('draft/not-yours')
  const field = differingField(draft, body)
  return field === undefined ? undefined : refuse('proposal/not-the-draft', { field })
}
