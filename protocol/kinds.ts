import { type CanonicalMap, isCanonicalMap } from './bytes/canonical.ts'
import type { Codec, Infer } from './bytes/schema.ts'
import { amendmentNoted, judgeAmendmentNoted } from './federation/amendment-noted.ts'
import { bulletinPublished, bulletinReached, judgeBulletin, judgeReached } from './federation/bulletin.ts'
import { charterTold, judgeCharterTold } from './federation/charter-told.ts'
import {
  councilNoted,
  councilRecalled,
  councilSeated,
  judgeCouncilNoted,
  judgeCouncilRecalled,
  judgeCouncilSeated,
} from './federation/council.ts'
import {
  councilClosed,
  councilMoved,
  councilVoted,
  councilWithdrawn,
  judgeMotionClosed,
  judgeMotionWithdrawn,
  judgeMoved,
  judgeVoted,
} from './federation/council-motion.ts'
import { federationDecided, judgeDecided } from './federation/decision.ts'
import { expulsionBacked, groupExpelled, judgeExpelled, judgeExpulsionBacked } from './federation/expulsion.ts'
import {
  feedFounded,
  groupAmended,
  groupCheckpoint,
  judgeFeedFounded,
  judgeGroupAmended,
  judgeGroupKeyReplaced,
  requireFeedVoice,
} from './federation/feed.ts'
import { judgeForked, logForked } from './federation/fork.ts'
import { judgeMandate, mandateIssued } from './federation/mandate.ts'
import { groupFederated, groupUnfederated, judgeFederated, judgeUnfederated } from './federation/membership.ts'
import { federationMerged, groupMerged } from './federation/merge-terms.ts'
import { judgeGroupMerged, judgeMerged, refuseAfterMerger } from './federation/merger.ts'
import {
  federationNodeReplaced,
  judgeFederationNodeReplaced,
  judgeNodeReplaced,
  nodeReplaced,
} from './federation/node-replacement.ts'
import { judgeOffer, offerPublished } from './federation/offer.ts'
import { federationProposed, judgeProposed } from './federation/proposal.ts'
import { judgeReachable, nodeReachable } from './federation/reachable.ts'
import {
  federationJoined,
  federationLeft,
  judgeFederationJoined,
  judgeFederationLeft,
  judgeTicket,
  judgeTicketRevoked,
  ticketIssued,
  ticketRevoked,
} from './federation/roster.ts'
import { groupSpans, judgeSpans } from './federation/span.ts'
import { groupKeyReplaced, judgeKeyNoted, keyNoted } from './federation/steward-key.ts'
import { judgeNodeSucceeded, nodeSucceeded } from './federation/succession.ts'
import {
  judgeVetoAgreed,
  judgeVetoMediated,
  judgeVetoRaised,
  judgeVetoWithdrawn,
  vetoAgreed,
  vetoMediated,
  vetoRaised,
  vetoWithdrawn,
} from './federation/veto.ts'
import { ballotCast, judgeBallot } from './governance/ballot.ts'
import {
  delegationGiven,
  delegationRevoked,
  judgeDelegationGiven,
  judgeDelegationRevoked,
} from './governance/delegation.ts'
import { judgeDelegations, proposalDelegations } from './governance/delegation-table.ts'
import {
  electionAnswered,
  electionCalled,
  electionNominated,
  judgeElectionAnswered,
  judgeElectionCalled,
  judgeElectionNominated,
  judgeOfficeResigned,
  officeResigned,
} from './governance/election.ts'
import {
  initiativeStarted,
  initiativeSupported,
  judgeInitiativeStarted,
  judgeInitiativeSupported,
} from './governance/initiative.ts'
import {
  judgeObjectionJudged,
  judgeObjectionRaised,
  judgeObjectionWithdrawn,
  objectionJudged,
  objectionRaised,
  objectionWithdrawn,
} from './governance/objection.ts'
import {
  judgePaperIssued,
  judgePaperKeyed,
  judgePaperPrinted,
  judgePaperReturned,
  paperIssued,
  paperKeyed,
  paperPrinted,
  paperReturned,
} from './governance/paper-entries.ts'
import { judgePaperTable, proposalPaper } from './governance/paper-table.ts'
import { judgeElectorate, proposalElectorate, proposalOpened } from './governance/proposal.ts'
import {
  judgeSortitionCalled,
  judgeSortitionCommitted,
  judgeSortitionDeclined,
  judgeSortitionDrawn,
  judgeSortitionJoined,
  sortitionCalled,
  sortitionCommitted,
  sortitionDeclined,
  sortitionDrawn,
  sortitionJoined,
} from './governance/sortition.ts'
import { judgeClosed, proposalClosed } from './governance/tally.ts'
import { charterCodec, judgeFounded } from './group/charter.ts'
import {
  charterAmended,
  charterDrafted,
  charterNotAmended,
  charterSigned,
  judgeCharterAmended,
  judgeCharterDrafted,
  judgeCharterNotAmended,
  judgeCharterSigned,
} from './group/charter-entries.ts'
import { judgeVouched } from './group/endorsement.ts'
import {
  asMember,
  judgeKeyAsked,
  judgeKeyBacked,
  judgeKeyDeclined,
  judgeKeyObjected,
  judgeKeyReplaced,
  judgeKeyWithdrawn,
  keyAsked,
  keyBacked,
  keyDeclined,
  keyObjected,
  keyReplaced,
  keyWithdrawn,
} from './group/lost-key.ts'
import {
  judgeApproved,
  judgeInvited,
  judgeJoined,
  judgeRemoved,
  judgeRoleSet,
  memberApproved,
  memberInvited,
  memberJoined,
  memberRemoved,
  memberRoleSet,
  memberVouched,
} from './group/membership.ts'
import { withOffices } from './group/office.ts'
import {
  amendmentAccepted,
  amendmentDeclined,
  amendmentOffered,
  judgeAmendmentAccepted,
  judgeAmendmentDeclined,
  judgeAmendmentOffered,
} from './life/amendment.ts'
import { argumentMade, judgeArgument } from './life/argument.ts'
import { draftConfirmed, judgeDraftConfirmed } from './life/co-writing.ts'
import {
  draftRevised,
  draftStarted,
  draftSubmitted,
  judgeDraftRevised,
  judgeDraftStarted,
  judgeDraftSubmitted,
} from './life/draft.ts'
import { evaluationGiven, feedbackGiven, judgeEvaluation, judgeFeedback } from './life/looking-back.ts'
import { judgeOpening } from './life/opening.ts'
import { judgeReview, reviewGiven } from './life/review.ts'
import { judgeTaskAdded, judgeTaskAssigned, judgeTaskDone, taskAdded, taskAssigned, taskDone } from './life/task.ts'
import { readBody } from './log/body.ts'
import type { Entry } from './log/entry.ts'
import type { LogReader } from './log-reader.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

/** Body schema of every kind of entry there is. */
const CODECS = {
  'group/founded': charterCodec,
  'charter/drafted': charterDrafted,
  'charter/signed': charterSigned,
  'charter/amended': charterAmended,
  'charter/not-amended': charterNotAmended,
  'member/invited': memberInvited,
  'member/joined': memberJoined,
  'member/approved': memberApproved,
  'member/vouched': memberVouched,
  'member/role-set': memberRoleSet,
  'member/removed': memberRemoved,
  'key/asked': keyAsked,
  'key/backed': keyBacked,
  'key/declined': keyDeclined,
  'key/objected': keyObjected,
  'key/withdrawn': keyWithdrawn,
  'key/replaced': keyReplaced,
  'proposal/opened': proposalOpened,
  'proposal/electorate': proposalElectorate,
  'ballot/cast': ballotCast,
  'objection/raised': objectionRaised,
  'objection/withdrawn': objectionWithdrawn,
  'objection/judged': objectionJudged,
  'paper/issued': paperIssued,
  'paper/returned': paperReturned,
  'paper/printed': paperPrinted,
  'paper/keyed': paperKeyed,
  'proposal/delegations': proposalDelegations,
  'proposal/paper': proposalPaper,
  'proposal/closed': proposalClosed,
  'draft/started': draftStarted,
  'draft/revised': draftRevised,
  'draft/confirmed': draftConfirmed,
  'draft/submitted': draftSubmitted,
  'review/given': reviewGiven,
  'amendment/offered': amendmentOffered,
  'amendment/accepted': amendmentAccepted,
  'amendment/declined': amendmentDeclined,
  'argument/made': argumentMade,
  'feedback/given': feedbackGiven,
  'task/added': taskAdded,
  'task/assigned': taskAssigned,
  'task/done': taskDone,
  'evaluation/given': evaluationGiven,
  'election/called': electionCalled,
  'election/nominated': electionNominated,
  'election/answered': electionAnswered,
  'office/resigned': officeResigned,
  'initiative/started': initiativeStarted,
  'initiative/supported': initiativeSupported,
  'sortition/called': sortitionCalled,
  'sortition/committed': sortitionCommitted,
  'sortition/joined': sortitionJoined,
  'sortition/drawn': sortitionDrawn,
  'sortition/declined': sortitionDeclined,
  'delegation/given': delegationGiven,
  'delegation/revoked': delegationRevoked,
  'group/federated': groupFederated,
  'group/unfederated': groupUnfederated,
  'node/replaced': nodeReplaced,
  'federation/ticket-issued': ticketIssued,
  'federation/ticket-revoked': ticketRevoked,
  'federation/charter-told': charterTold,
  'federation/joined': federationJoined,
  'federation/left': federationLeft,
  'federation/expulsion-backed': expulsionBacked,
  'federation/expelled': groupExpelled,
  'federation/node-replaced': federationNodeReplaced,
  'federation/amendment-noted': amendmentNoted,
  'federation/key-noted': keyNoted,
  'federation/council-noted': councilNoted,
  'federation/merged': federationMerged,
  'federation/group-merged': groupMerged,
  'federation/proposed': federationProposed,
  'federation/decided': federationDecided,
  'veto/raised': vetoRaised,
  'veto/withdrawn': vetoWithdrawn,
  'veto/mediated': vetoMediated,
  'veto/agreed': vetoAgreed,
  'feed/founded': feedFounded,
  'group/amended': groupAmended,
  'group/key-replaced': groupKeyReplaced,
  'group/checkpoint': groupCheckpoint,
  'node/reachable': nodeReachable,
  'node/succeeded': nodeSucceeded,
  'group/spans': groupSpans,
  'mandate/issued': mandateIssued,
  'offer/published': offerPublished,
  'log/forked': logForked,
  'bulletin/published': bulletinPublished,
  'bulletin/reached': bulletinReached,
  'council/seated': councilSeated,
  'council/recalled': councilRecalled,
  'council/moved': councilMoved,
  'council/voted': councilVoted,
  'council/withdrawn': councilWithdrawn,
  'council/closed': councilClosed,
} as const

export type KindName = keyof typeof CODECS
export type BodyOf<K extends KindName> = Infer<(typeof CODECS)[K]>
/** A log is of a group (people or groups) or a feed; each takes its own kinds, and a few are for both. */
export type LogType = 'group' | 'feed'

/** An entry whose kind this version knows, with its body read by the schema of that kind. */
export type KnownEntry<K extends KindName = KindName> = {
  readonly [N in K]: { readonly kind: N; readonly entry: Entry; readonly body: BodyOf<N> }
}[K]

const BODY_CODECS: { readonly [K in KindName]: Codec<BodyOf<K>> } = CODECS

type Kind<K extends KindName> = {
  /** Where it belongs; a genesis is of the log that it begins. */
  readonly log?: LogType | 'either'
  /** The log that a genesis begins; its own header names none. */
  readonly begins?: LogType
  /** Who may write it and when: pure, over the state before the entry. */
  readonly rule: (known: KnownEntry<K>, reader: LogReader, nowMs: number) => Refusal | undefined
}

/** The register of kinds: where each belongs and the rule that lets it in. */
export const KINDS: { readonly [K in KindName]: Kind<K> } = {
  'group/founded': { begins: 'group', rule: judgeFounded },
  'charter/drafted': { log: 'group', rule: judgeCharterDrafted },
  'charter/signed': { log: 'group', rule: judgeCharterSigned },
  'charter/amended': { log: 'group', rule: judgeCharterAmended },
  'charter/not-amended': { log: 'group', rule: judgeCharterNotAmended },
  'member/invited': { log: 'group', rule: judgeInvited },
  'member/joined': { log: 'group', rule: judgeJoined },
  'member/approved': { log: 'group', rule: judgeApproved },
  'member/vouched': { log: 'group', rule: judgeVouched },
  'member/role-set': { log: 'group', rule: judgeRoleSet },
  'member/removed': { log: 'group', rule: judgeRemoved },
  'key/asked': { log: 'group', rule: judgeKeyAsked },
  'key/backed': { log: 'group', rule: judgeKeyBacked },
  'key/declined': { log: 'group', rule: judgeKeyDeclined },
  'key/objected': { log: 'group', rule: judgeKeyObjected },
  'key/withdrawn': { log: 'group', rule: judgeKeyWithdrawn },
  'key/replaced': { log: 'group', rule: judgeKeyReplaced },
  'proposal/opened': { log: 'group', rule: judgeOpening },
  'proposal/electorate': { log: 'group', rule: judgeElectorate },
  'ballot/cast': { log: 'group', rule: judgeBallot },
  'objection/raised': { log: 'group', rule: judgeObjectionRaised },
  'objection/withdrawn': { log: 'group', rule: judgeObjectionWithdrawn },
  'objection/judged': { log: 'group', rule: judgeObjectionJudged },
  'paper/issued': { log: 'group', rule: judgePaperIssued },
  'paper/returned': { log: 'group', rule: judgePaperReturned },
  'paper/printed': { log: 'group', rule: judgePaperPrinted },
  'paper/keyed': { log: 'group', rule: judgePaperKeyed },
  'proposal/delegations': { log: 'group', rule: judgeDelegations },
  'proposal/paper': { log: 'group', rule: judgePaperTable },
  'proposal/closed': { log: 'group', rule: judgeClosed },
  'draft/started': { log: 'group', rule: judgeDraftStarted },
  'draft/revised': { log: 'group', rule: judgeDraftRevised },
  'draft/confirmed': { log: 'group', rule: judgeDraftConfirmed },
  'draft/submitted': { log: 'group', rule: judgeDraftSubmitted },
  'review/given': { log: 'group', rule: judgeReview },
  'amendment/offered': { log: 'group', rule: judgeAmendmentOffered },
  'amendment/accepted': { log: 'group', rule: judgeAmendmentAccepted },
  'amendment/declined': { log: 'group', rule: judgeAmendmentDeclined },
  'argument/made': { log: 'group', rule: judgeArgument },
  'feedback/given': { log: 'group', rule: judgeFeedback },
  'task/added': { log: 'group', rule: judgeTaskAdded },
  'task/assigned': { log: 'group', rule: judgeTaskAssigned },
  'task/done': { log: 'group', rule: judgeTaskDone },
  'evaluation/given': { log: 'group', rule: judgeEvaluation },
  'election/called': { log: 'group', rule: judgeElectionCalled },
  'election/nominated': { log: 'group', rule: judgeElectionNominated },
  'election/answered': { log: 'group', rule: judgeElectionAnswered },
  'office/resigned': { log: 'group', rule: judgeOfficeResigned },
  'initiative/started': { log: 'group', rule: judgeInitiativeStarted },
  'initiative/supported': { log: 'group', rule: judgeInitiativeSupported },
  'sortition/called': { log: 'group', rule: judgeSortitionCalled },
  'sortition/committed': { log: 'group', rule: judgeSortitionCommitted },
  'sortition/joined': { log: 'group', rule: judgeSortitionJoined },
  'sortition/drawn': { log: 'group', rule: judgeSortitionDrawn },
  'sortition/declined': { log: 'group', rule: judgeSortitionDeclined },
  'delegation/given': { log: 'group', rule: judgeDelegationGiven },
  'delegation/revoked': { log: 'group', rule: judgeDelegationRevoked },
  'group/federated': { log: 'group', rule: judgeFederated },
  'group/unfederated': { log: 'group', rule: judgeUnfederated },
  'node/replaced': { log: 'group', rule: judgeNodeReplaced },
  'federation/ticket-issued': { log: 'group', rule: judgeTicket },
  'federation/ticket-revoked': { log: 'group', rule: judgeTicketRevoked },
  'federation/charter-told': { log: 'group', rule: judgeCharterTold },
  'federation/joined': { log: 'group', rule: judgeFederationJoined },
  'federation/left': { log: 'group', rule: judgeFederationLeft },
  'federation/expulsion-backed': { log: 'group', rule: judgeExpulsionBacked },
  'federation/expelled': { log: 'group', rule: judgeExpelled },
  'federation/node-replaced': { log: 'group', rule: judgeFederationNodeReplaced },
  'federation/amendment-noted': { log: 'group', rule: judgeAmendmentNoted },
  'federation/key-noted': { log: 'group', rule: judgeKeyNoted },
  'federation/council-noted': { log: 'group', rule: judgeCouncilNoted },
  'federation/merged': { log: 'group', rule: judgeMerged },
  'federation/group-merged': { log: 'group', rule: judgeGroupMerged },
  'federation/proposed': { log: 'group', rule: judgeProposed },
  'federation/decided': { log: 'group', rule: judgeDecided },
  'veto/raised': { log: 'group', rule: judgeVetoRaised },
  'veto/withdrawn': { log: 'group', rule: judgeVetoWithdrawn },
  'veto/mediated': { log: 'group', rule: judgeVetoMediated },
  'veto/agreed': { log: 'group', rule: judgeVetoAgreed },
  'feed/founded': { begins: 'feed', rule: judgeFeedFounded },
  'group/amended': { log: 'feed', rule: judgeGroupAmended },
  'group/key-replaced': { log: 'feed', rule: judgeGroupKeyReplaced },
  'group/checkpoint': { log: 'feed', rule: ({ entry }, reader) => requireFeedVoice(entry.header.by, reader, 'node') },
  'node/reachable': { log: 'either', rule: judgeReachable },
  'node/succeeded': { log: 'feed', rule: judgeNodeSucceeded },
  'group/spans': { log: 'feed', rule: judgeSpans },
  'mandate/issued': { log: 'feed', rule: judgeMandate },
  'offer/published': { log: 'feed', rule: judgeOffer },
  'log/forked': { log: 'either', rule: judgeForked },
  'bulletin/published': { log: 'either', rule: judgeBulletin },
  'bulletin/reached': { log: 'feed', rule: judgeReached },
  'council/seated': { log: 'feed', rule: judgeCouncilSeated },
  'council/recalled': { log: 'feed', rule: judgeCouncilRecalled },
  'council/moved': { log: 'group', rule: judgeMoved },
  'council/voted': { log: 'group', rule: judgeVoted },
  'council/withdrawn': { log: 'group', rule: judgeMotionWithdrawn },
  'council/closed': { log: 'group', rule: judgeMotionClosed },
}

export function isKind(name: string): name is KindName {
  return Object.hasOwn(KINDS, name)
}

/** Reads the body of an entry by the schema of its kind. */
export function openBody<K extends KindName>(kind: K, entry: Entry): KnownEntry<K> | Refusal {
  const body = readBody(BODY_CODECS[kind], entry)
  if (isRefusal(body)) return body
  const known: KnownEntry<K> = { kind, entry, body }
  return known
}

/** Reads an entry of any kind; `entry/unknown-kind` where this version knows none of that name. */
export function openEntry(entry: Entry): KnownEntry | Refusal {
  const { kind } = entry.header
  return isKind(kind) ? openBody(kind, entry) : refuse('entry/unknown-kind', { kind })
}

/** The body as canonical map, ready to be signed. */
export function encodeBody<K extends KindName>(kind: K, body: BodyOf<K>): CanonicalMap {
  const value = BODY_CODECS[kind].encode(body)
  if (!isCanonicalMap(value)) throw new TypeError(`the body of ${kind} is no map`)
  return value
}

/** Clocks of authors may be this far ahead of the node's. */
export const CLOCK_SKEW_MS = 600_000

/**
 * Whether an entry may enter a log: the one rule for every way in. Its signature is checked elsewhere, in batches.
 * @param nowMs the node's clock, never the author's.
 */
export function judge<K extends KindName>(known: KnownEntry<K>, reader: LogReader, nowMs: number): Refusal | undefined {
  const { header } = known.entry
  const kind: Kind<K> = KINDS[known.kind]
  if (header.at > nowMs + CLOCK_SKEW_MS) return refuse('entry/from-the-future', { at: header.at })
  if (kind.begins && reader.log !== null) return refuse('group/exists')
  if (!kind.begins && reader.log === null) return refuse('group/none')
  if (header.log !== reader.log) return refuse('entry/wrong-log', { log: header.log })
  const isElsewhere = kind.log !== 'either' && (kind.log === 'feed') !== (reader.feed() !== undefined)
  if (!kind.begins && isElsewhere) {
    return refuse('entry/not-for-this-log', { kind: known.kind })
  }
  const merged = refuseAfterMerger(known.kind, reader)
  if (merged) return merged
  const read = asMember(known, reader)
  return isRefusal(read) ? read : kind.rule(read, withOffices(reader, [header.at, nowMs]), nowMs)
}
