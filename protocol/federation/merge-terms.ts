import { base64urlnopad } from '@scure/base'
import { decodeCanonical, encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import {
  bytes,
  type Codec,
  cid,
  type Infer,
  isProblem,
  list,
  object,
  optional,
  rational,
  text,
} from '../bytes/schema.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { nodeAddresses } from './addresses.ts'
import { logPlaceCodec } from './log-place.ts'
import { replacementList } from './succession.ts'

const name = text({ min: 1, max: 80 })

/** The federation into which another one would merge, and where its node is reached. */
const mergeInvitationCodec = object({ into: cid, intoName: name, addresses: nodeAddresses })
export type MergeInvitation = Infer<typeof mergeInvitationCodec>

/** On what terms one federation merges into another: its groups become groups of that one, with these weights. */
export const mergeTerms = object({
  from: cid,
  fromName: name,
  into: cid,
  intoName: name,
  /** Where the node of `into` is reached. */
  addresses: nodeAddresses,
  groups: list(object({ group: cid, name, weight: rational }), { min: 1, max: 200 }),
})
export type MergeTerms = Infer<typeof mergeTerms>

/** That a federation has decided something: what its node has signed and where it stands in its log. */
export const decisionProof = object({
  genesis: bytes(),
  /** How the node came to its key, where it is not the charter's any more. */
  replacements: optional(replacementList),
  proposed: bytes(),
  decided: bytes(),
  place: logPlaceCodec,
})
export type DecisionProof = Infer<typeof decisionProof>

/** Both federations have decided. In the log of the one that merges it is the end, and points to the other. */
export const federationMerged = object({
  /** The own proposal that was accepted; its terms are the terms. */
  proposal: cid,
  other: decisionProof,
})
/** A group of the merged federation is a group of this one. */
export const groupMerged = object({
  /** Its `federation/joined` in the log of the merged federation, encoded: the charter and the feed, signed by its steward. */
  joined: bytes(),
  /**
   * What was replaced since then, in the order of that log, encoded: its node's key by `federation/node-replaced`, its charter
   * by `federation/amendment-noted`, a steward's key by `federation/key-noted`.
   */
  replaced: list(bytes(), { max: 100 }),
})
/** Why a group's own node may follow its federation into another one. */
export const followsMerger = object({
  /** Genesis of the federation that has merged. */
  charter: bytes(),
  /** How its node came to its key, where it is not the charter's any more. */
  replacements: optional(replacementList),
  /** The `federation/merged` in that federation's log. */
  entry: bytes(),
})

/** A merger as a log has it. */
export type Merger = { readonly entry: Cid; readonly atMs: number; readonly terms: MergeTerms }

export function sameTerms(a: MergeTerms, b: MergeTerms): boolean {
  return equalBytes(encodeCanonical(mergeTerms.encode(a)), encodeCanonical(mergeTerms.encode(b)))
}

const INVITATION = 'comunal-merge-into:'
const TERMS = 'comunal-merge:'
/** Two hundred groups with long names; what is longer is not decoded. */
const LONGEST = 60_000

export function formatMergeInvitation(invitation: MergeInvitation): string {
  return format(INVITATION, mergeInvitationCodec, invitation)
}

/** As it was pasted; `merge/bad-terms`. */
export function parseMergeInvitation(pasted: string): MergeInvitation | Refusal {
  return parse(INVITATION, mergeInvitationCodec, pasted)
}

export function formatMergeTerms(terms: MergeTerms): string {
  return format(TERMS, mergeTerms, terms)
}

/** As they were pasted; `merge/bad-terms`. */
export function parseMergeTerms(pasted: string): MergeTerms | Refusal {
  return parse(TERMS, mergeTerms, pasted)
}

function format<T>(prefix: string, codec: Codec<T>, value: T): string {
  return prefix + base64urlnopad.encode(encodeCanonical(codec.encode(value)))
}

function parse<T>(prefix: string, codec: Codec<T>, pasted: string): T | Refusal {
  const given = pasted.length > LONGEST ? '' : pasted.replaceAll(/\s+/g, '')
  if (!given.startsWith(prefix)) return refuse('merge/bad-terms', { problem: `not a text that begins with ${prefix}` })
  try {
    const value = decodeCanonical(base64urlnopad.decode(given.slice(prefix.length)))
    const read = isRefusal(value) ? value : codec.decode(value)
    if (!isRefusal(read) && !isProblem(read)) return read
  } catch {
    // What is no Base 64 is as good as what does not decode.
  }
  return refuse('merge/bad-terms', { problem: 'cut short or changed' })
}
