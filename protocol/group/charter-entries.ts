import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, object, text, union } from '../bytes/schema.ts'
import type { KnownEntry } from '../kinds.ts'
import { requireAccepted } from '../life/result.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import {
  type CharterChange,
  type Chartered,
  changeFields,
  charterSignatures,
  checkSignatures,
  checkTermsOf,
  isSignedBy,
  sameTerms,
} from './amending.ts'
import type { Charter, CharterTerms } from './charter.ts'
import { requireOwnPermission } from './membership.ts'

/** A steward draws up a change and signs it; the others sign the same. */
export const charterDrafted = object({ ...changeFields, signature: bytes(64) })
export const charterSigned = object({ draft: cid, signature: bytes(64) })
/**
 * What an amendment rests on: the stewards who signed it, the accepted vote whose outcome it is, or, of a federation's charter,
 * the motion that its council has carried.
 */
export const charterGround = union('type', {
  stewards: object({ signatures: charterSignatures }),
  vote: object({ proposal: cid }),
  motion: object({ motion: cid }),
})
/** From here on the charter is another. */
export const charterAmended = object({
  ...changeFields,
  by: charterGround,
})
export type CharterAmended = Infer<typeof charterAmended>
/** A vote or a motion for a change was accepted, and the charter could not be changed by it any more. */
export const charterNotAmended = object({ proposal: cid, code: text({ min: 1, max: 100 }) })

/** For how long others can sign what a steward has drawn up. */
export const DRAFT_LAPSES_MS = 30 * 86_400_000

/** A change as a steward drew it up, with all who have signed it, in the order of the log. */
export type CharterDraft = CharterChange & {
  readonly id: Cid
  readonly acceptedAtMs: number
  readonly signatures: Infer<typeof charterSignatures>
}

/** What the rules may know of how the charter of a group, or of a federation, has changed. */
export type CharterReader = {
  /** The entry that set the charter in force: the genesis, or the last amendment. */
  inForce(): Cid
  /** A charter that is or was in force, by the entry that set it. */
  version(entry: Cid): Charter | undefined
  draft(id: Cid): CharterDraft | undefined
  /** Whether the log says already what became of the change that a vote or a motion is about. */
  isSettled(proposal: Cid): boolean
}

/**
 * The charter under which a vote opened: by that it goes to its end, whatever is amended meanwhile.
 * @param vote also a federated proposal, or a motion. `charter`: the amendment that had set it; absent: the genesis.
 */
export function charterOfVote(
  reader: LogReader,
  { charter }: { readonly charter?: Cid | undefined },
): Charter | undefined {
  const set = charter ?? reader.log
  return reader.amending && set ? reader.amending.version(set) : reader.charter()
}

type Amendable = Chartered & { readonly amending: CharterReader }

function requireAmendable(reader: LogReader, kind: string): Amendable | Refusal {
  const charter = reader.charter()
  const { log: id, amending } = reader
  if (!id || !charter) return refuse('group/none')
  return amending ? { id, charter, amending } : refuse('entry/not-for-this-log', { kind })
}

/** What stewards sign changes the charter of a group of people; a federation's council decides by motions. */
function requireSignable(reader: LogReader, kind: string): Amendable | Refusal {
  const group = requireAmendable(reader, kind)
  const isFederation = !isRefusal(group) && group.charter.members === 'groups'
  return isFederation ? refuse('charter/by-council') : group
}

/**
 * Refuses a change that is not upon the charter in force (`charter/stale`), or by which a group of people could not go on: every
 * steward it names has to be an active member, so that there is somebody who can act. A federation's members are groups: its
 * stewards are whom its council trusts.
 */
export function refuseChange({ amends, terms }: CharterChange, reader: LogReader): Refusal | undefined {
  const group = requireAmendable(reader, 'charter/amended')
  if (isRefusal(group)) return group
  const inForce = group.amending.inForce()
  if (amends !== inForce) return refuse('charter/stale', { inForce })
  const unsound = checkTermsOf(group.charter, terms)
  if (unsound || group.charter.members === 'groups') return unsound
  return refuseStewards(terms, group.charter, reader)
}

/** Who is named anew is named by the key that signs for them now; whose key was replaced since can stay named as they were. */
function refuseStewards(
  { stewards, threshold }: CharterTerms,
  before: Charter,
  reader: LogReader,
): Refusal | undefined {
  const stranger = stewards.find(key => {
    const member = memberOf(reader, key)
    const isNamed = before.stewards.includes(key) || signerOf(reader, member) === key
    return !isNamed || reader.member(member)?.state !== 'active'
  })
  if (stranger) return refuse('charter/bad-steward', { key: stranger })
  // Whose key was replaced stays named and signs nothing: the others have to be enough.
  const signing = stewards.filter(key => signerOf(reader, memberOf(reader, key)) === key).length
  if (signing < threshold) return refuse('charter/bad-steward', { signing, needed: threshold })
}

/** A charter names the keys that sign: of a steward who lost theirs the new one, once it has been amended. */
function memberOf({ keys }: LogReader, key: PublicKeyHex): PublicKeyHex {
  return keys?.holder(key) ?? key
}

/** The key that signs for a member. */
function signerOf({ keys }: LogReader, member: PublicKeyHex): PublicKeyHex {
  return keys?.current(member) ?? member
}

/** Whom the charter names, by the key that signs for them, and who still is a steward. */
export function requireSteward(reader: LogReader, key: PublicKeyHex): Refusal | undefined {
  const member = memberOf(reader, key)
  const signs = signerOf(reader, member) === key
  if (!signs || !reader.charter()?.stewards.includes(key)) return refuse('charter/not-a-steward', { key })
  return requireOwnPermission(reader, member, 'govern')
}

export function judgeCharterDrafted(
  { entry, body }: KnownEntry<'charter/drafted'>,
  reader: LogReader,
): Refusal | undefined {
  const group = requireSignable(reader, 'charter/drafted')
  if (isRefusal(group)) return group
  const by = signerOf(reader, entry.header.by)
  const refused = requireSteward(reader, by) ?? refuseChange(body, reader)
  if (refused) return refused
  if (!isSignedBy({ by, signature: body.signature }, body, group, reader.verify)) {
    return refuse('charter/bad-signature', { key: by })
  }
}

export function judgeCharterSigned(
  { entry, body }: KnownEntry<'charter/signed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const group = requireSignable(reader, 'charter/signed')
  if (isRefusal(group)) return group
  const draft = group.amending.draft(body.draft)
  if (!draft) return refuse('charter/unknown-change')
  const by = signerOf(reader, entry.header.by)
  const refused = requireSteward(reader, by) ?? refuseChange(draft, reader)
  if (refused) return refused
  if (nowMs > draft.acceptedAtMs + DRAFT_LAPSES_MS) return refuse('charter/lapsed')
  if (draft.signatures.some(one => one.by === by)) return refuse('charter/signed-already')
  if (!isSignedBy({ by, signature: body.signature }, draft, group, reader.verify)) {
    return refuse('charter/bad-signature', { key: by })
  }
}

/** Only the node enters an amendment: once enough stewards have signed it, or as the outcome of a vote or a motion. */
export function judgeCharterAmended(
  { entry, body }: KnownEntry<'charter/amended'>,
  reader: LogReader,
): Refusal | undefined {
  const group = requireAmendable(reader, 'charter/amended')
  if (isRefusal(group)) return group
  if (entry.header.by !== group.charter.node) return refuse('member/not-allowed', { kind: 'charter/amended' })
  return refuseChange(body, reader) ?? refuseGround(body, group, reader)
}

/** A federation's charter rests on a motion of its council, one of people on their stewards or their vote, and neither on the other's. */
export function refuseGroundOf({ members }: Charter, { type }: CharterAmended['by']): Refusal | undefined {
  const isFederation = members === 'groups'
  if ((type === 'motion') !== isFederation) return refuse(isFederation ? 'charter/by-council' : 'charter/not-voted')
}

function refuseGround({ by, ...change }: CharterAmended, group: Amendable, reader: LogReader): Refusal | undefined {
  const misplaced = refuseGroundOf(group.charter, by)
  if (misplaced) return misplaced
  if (by.type !== 'stewards') return refuseVote(outcomeOf(by), group, reader, change)
  for (const signer of by.signatures) {
    const denied = requireSteward(reader, signer.by)
    if (denied) return denied
  }
  return checkSignatures(by.signatures, change, group, reader.verify)
}

/** The vote or the motion that an amendment rests on. */
function outcomeOf(by: Exclude<CharterAmended['by'], { type: 'stewards' }>): Cid {
  return by.type === 'vote' ? by.proposal : by.motion
}

/** What a vote, or in a federation a motion, is to change of the charter; undefined where it is about something else. */
function changeAsked(id: Cid, { charter }: Chartered, reader: LogReader): CharterChange | undefined {
  if (charter.members === 'people') return reader.proposal(id)?.amendment
  const does = reader.council?.motion(id)?.does
  return does?.type === 'charter' ? { amends: does.amends, terms: does.terms } : undefined
}

/** @param change what it is to have been about; undefined: whatever it was. */
function refuseVote(id: Cid, group: Amendable, reader: LogReader, change?: CharterChange): Refusal | undefined {
  const asked = changeAsked(id, group, reader)
  if (!asked || (change && !isSameChange(asked, change))) return refuse('charter/not-voted', { proposal: id })
  if (group.amending.isSettled(id)) return refuse('charter/settled')
  return group.charter.members === 'people' ? requireAccepted(reader, id) : requireCarried(reader, id)
}

function requireCarried(reader: LogReader, motion: Cid): Refusal | undefined {
  const closed = reader.council?.motion(motion)?.closed
  return closed?.body.accepted ? undefined : refuse('charter/not-voted', { motion })
}

export function isSameChange(one: CharterChange, other: CharterChange): boolean {
  return one.amends === other.amends && sameTerms(one.terms, other.terms)
}

/** The node says why what was accepted cannot be: it is the reason for which the amendment itself would be refused now. */
export function judgeCharterNotAmended(
  { entry, body }: KnownEntry<'charter/not-amended'>,
  reader: LogReader,
): Refusal | undefined {
  const group = requireAmendable(reader, 'charter/not-amended')
  if (isRefusal(group)) return group
  if (entry.header.by !== group.charter.node) return refuse('member/not-allowed', { kind: 'charter/not-amended' })
  const refused = refuseVote(body.proposal, group, reader)
  if (refused) return refused
  const change = changeAsked(body.proposal, group, reader)
  if (!change || refuseChange(change, reader)?.code !== body.code) {
    return refuse('charter/not-voted', { problem: 'not the reason' })
  }
}
