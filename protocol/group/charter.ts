import { fromHex, toHex } from '../bytes/hex.ts'
import {
  boolean,
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
  union,
} from '../bytes/schema.ts'
import { checkRule, methodRuleCodec, takesVotes } from '../governance/method.ts'
import { rollCallCodec } from '../governance/vote-privacy.ts'
import { isSoundKey } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { parseWitnessVkey } from '../log/cosignature.ts'
import { compareRationals, ONE, ZERO } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** How a person becomes a member. */
const admission = union('type', {
  open: object({}),
  invited: object({}),
  vouched: object({
    by: integer({ min: 1, max: 20 }),
    /** How many endorsements each member may have open at once. */
    open: optional(integer({ min: 1, max: 100 })),
    /** How many days a removal for cause costs those who vouched one of these. */
    costDays: optional(integer({ min: 0, max: 3_650 })),
  }),
  approved: object({}),
})

/** How a federation, a group whose members are groups, decides. */
const federationTerms = object({
  /** Share of the member groups whose mandates must count. */
  quorum: rationalCodec,
  /** `recount`: a mandate counts only once its ballots have been counted again; `arithmetic`: its own figures suffice. */
  evidence: oneOf('recount', 'arithmetic'),
  /** Whether the verdict binds the member groups or recommends. */
  binds: boolean,
  /** How many witnesses must have cosigned a decision's checkpoint, all where they are fewer; else more than half. */
  witnesses: optional(integer({ min: 0, max: 10_000 })),
  /** Verifier keys (C2SP) of witnesses that are no member's node; they count beside the nodes. */
  outsideWitnesses: optional(list(text({ min: 1, max: 300 }), { max: 20 })),
  /**
   * What expels a member group: a decision that names it, which it is where nothing is said, `threshold` stewards, or
   * delegates who sit on the council for more than half of the member groups.
   */
  expulsion: optional(oneOf('decision', 'stewards', 'council')),
  /** How the council decides over its motions: the share of the member groups that must have spoken; else as `councilRule` has it. */
  council: optional(object({ method: methodRuleCodec, quorum: rationalCodec })),
  /** On what grounds a group may veto, and what follows; what is not said is as `vetoTerms` has it. */
  veto: optional(
    object({
      /** An empty list: nobody may. */
      grounds: optional(list(text({ min: 1, max: 200 }), { max: 20 })),
      /** Who puts agreements to the group: the federation's stewards, or those of the groups that decided, too. */
      heardBy: optional(oneOf('stewards', 'groups')),
      mediationHours: optional(integer({ min: 1, max: 8_760 })),
      /** Share of the weight, of groups for and against, that overrides a veto when mediation has failed. */
      override: optional(rationalCodec),
    }),
  ),
})

/** What a group can amend. The rest of its charter stays as it was founded, but for the node's key, which has an entry of its own. */
const amendable = {
  name: text({ min: 1, max: 80 }),
  purpose: text({ min: 0, max: 2000 }),
  languages: list(text({ min: 2, max: 20 }), { max: 20 }),
  /** Geohash of four characters: about 20 km. */
  place: nullable(text({ min: 4, max: 4 })),
  stewards: list(publicKey, { max: 50 }),
  /** How many stewards must sign what changes the charter. */
  threshold: integer({ min: 1, max: 50 }),
  /** How long a key that is said to be lost may object before another takes its place; a day where nothing is said. */
  lostKeyHours: optional(integer({ min: 0, max: 720 })),
  admission,
  decisions: object({
    method: methodRuleCodec,
    /** Share of the electorate that must vote or abstain. */
    quorum: rationalCodec,
    /** Whether a moderator has to approve a proposal before it opens. */
    review: optional(boolean),
    /** How many days back a member counts as active; where it is said, proposals may ask for shares of those. */
    activeDays: optional(integer({ min: 1, max: 3_650 })),
  }),
  /** Share of the members who may vote whose support makes a proposal of an initiative, by what it asks for. */
  initiatives: optional(object({ opinion: rationalCodec, decision: rationalCodec, charter: rationalCodec })),
  /** Whether a federation's proposal opens here by itself or waits for a steward. */
  federatedProposals: oneOf('open-at-once', 'steward-opens'),
  federation: nullable(federationTerms),
  privacy: object({
    /** Who may read proposals, results and talk on the node's page. */
    reading: oneOf('members', 'anyone'),
    /** Who may learn which member cast which ballot. */
    rollCall: rollCallCodec,
    /** Whether everyone sees how a vote stands before it closes; yes where nothing is said. */
    liveTally: optional(boolean),
  }),
}
export const charterTerms = object(amendable)

/**
 * A group's founding terms: the body of its genesis entry, whose id is the group's id.
 * A federation is the same with `members: 'groups'` and its own terms of decision.
 */
export const charterCodec = object({
  ...amendable,
  members: oneOf('people', 'groups'),
  /** What the steward who signs the charter is called. */
  founder: text({ min: 1, max: 80 }),
  /** The key that signs checkpoints, receipts, electorates, closings and mandates, and nothing else. */
  node: publicKey,
})

export type Charter = Infer<typeof charterCodec>
export type CharterTerms = Infer<typeof charterTerms>
export type Admission = Infer<typeof admission>

/** Refuses a charter that contradicts itself. */
export function checkCharter(charter: Charter): Refusal | undefined {
  const bad = (field: string, problem: string) => refuse('charter/bad', { field, problem })
  if (charter.stewards.length === 0) return bad('stewards', 'a group needs at least one steward')
  if (new Set(charter.stewards).size !== charter.stewards.length) return bad('stewards', 'a steward is named twice')
  if (charter.threshold > charter.stewards.length) return bad('threshold', 'more signatures than stewards')
  if (charter.stewards.includes(charter.node)) return bad('node', 'the node needs a key of its own')
  if ((charter.members === 'groups') !== (charter.federation !== null)) {
    return bad('federation', 'terms of a federation belong to a group of groups, and to no other')
  }
  if (!isShare(charter.decisions.quorum)) return bad('decisions.quorum', 'not between 0 and 1')
  if (charter.federation && !isShare(charter.federation.quorum)) return bad('federation.quorum', 'not between 0 and 1')
  const outside = (charter.federation?.outsideWitnesses ?? []).map(parseWitnessVkey)
  if (outside.some(key => !key || !isSoundKey(key.publicKey))) {
    return bad('federation.outsideWitnesses', 'not the verifier key of a witness')
  }
  const keys = [charter.node, ...outside.map(key => key && toHex(key.publicKey))]
  if (new Set(keys).size !== keys.length) return bad('federation.outsideWitnesses', 'a key is named twice')
  const override = charter.federation?.veto?.override
  if (override && !isShare(override)) return bad('federation.veto.override', 'not between 0 and 1')
  const council = charter.federation?.council
  if (council && !takesVotes(council.method)) return bad('federation.council.method', 'no votes for and against')
  if (council && !isShare(council.quorum)) return bad('federation.council.quorum', 'not between 0 and 1')
  const shares = Object.entries(charter.initiatives ?? {})
  const wrong = shares.find(([, share]) => !isShare(share))
  if (wrong) return bad(`initiatives.${wrong[0]}`, 'not between 0 and 1')
  return checkRule(charter.decisions.method) ?? (council && checkRule(council.method))
}

function isShare(share: Charter['decisions']['quorum']): boolean {
  return compareRationals(share, ZERO) >= 0 && compareRationals(share, ONE) <= 0
}

/** A group begins with its charter, signed by one of the stewards that it names; every key in it is sound. */
export function judgeFounded({ entry, body }: KnownEntry<'group/founded'>): Refusal | undefined {
  if (!body.stewards.includes(entry.header.by)) return refuse('charter/bad', { problem: 'not signed by a steward' })
  const unsound = [body.node, ...body.stewards].find(key => !isSoundKey(fromHex(key)))
  return unsound ? refuse('member/bad-key', { key: unsound }) : checkCharter(body)
}
