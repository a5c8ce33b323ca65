import type { Cid } from './bytes/cid.ts'
import type { PublicKeyHex } from './bytes/public-key.ts'
import type { ToldCharter } from './federation/charter-told.ts'
import type { Seating } from './federation/council.ts'
import type { CouncilReader } from './federation/council-motion.ts'
import type { ExpulsionGround } from './federation/expulsion.ts'
import type { Feed } from './federation/feed.ts'
import type { Merger } from './federation/merge-terms.ts'
import type { Offer } from './federation/offer.ts'
import type { FederationProposal } from './federation/proposal.ts'
import type { FederationGroup, Ticket } from './federation/roster.ts'
import type { VetoReader } from './federation/veto.ts'
import type { DelegationScope } from './governance/delegation.ts'
import type { Candidate, ElectionRecord } from './governance/election.ts'
import type { InitiativeRecord } from './governance/initiative.ts'
import type { MethodCount } from './governance/method.ts'
import type { ObjectionReader } from './governance/objection.ts'
import type { PaperReader } from './governance/paper-entries.ts'
import type { ProposalRecord } from './governance/proposal.ts'
import type { SortitionRecord } from './governance/sortition.ts'
import type { Charter } from './group/charter.ts'
import type { CharterReader } from './group/charter-entries.ts'
import type { Endorsement } from './group/endorsement.ts'
import type { KeyReader } from './group/lost-key.ts'
import type { Invitation, Member } from './group/membership.ts'
import type { Term } from './group/office.ts'
import type { Role } from './group/role.ts'
import type { Verify } from './keys/verify.ts'
import type { LifeReader } from './life/reader.ts'

/**
 * What the rules may know of the log that an entry wants to enter: the state after everything before it.
 * The node answers from its tables, a recount from the entries it has replayed; a rule cannot tell which.
 */
export type LogReader = {
  /** Id of the log; null where there is none yet and only a genesis fits. */
  readonly log: Cid | null
  /** The one verification rule, as fast as the platform has it: for signatures inside bodies. */
  readonly verify: Verify
  /** The charter in force, of a group's or a federation's log. */
  charter(): Charter | undefined
  /** Founding terms of a feed. */
  feed(): Feed | undefined
  member(key: PublicKeyHex): Member | undefined
  invitation(key: PublicKeyHex): Invitation | undefined
  hasVouched(voucher: PublicKeyHex, member: PublicKeyHex): boolean
  /** Keys of members that took the place of lost ones; absent where a log holds none. */
  readonly keys?: KeyReader
  proposal(id: Cid): ProposalRecord | undefined
  /** Ballots accepted so far, replaced ones too. */
  ballotCount(proposal: Cid): number
  isInElectorate(proposal: Cid, ballotKey: PublicKeyHex): boolean
  /** What the ballots that stand now come to, delegations aside. */
  directCount(proposal: Cid): MethodCount
  /** Whether a member has given, and not taken back, a delegation for just this scope. */
  hasDelegation(member: PublicKeyHex, scope: DelegationScope): boolean
  /** Whether any delegation to somebody applied to a proposal at a time, the node's clock. */
  hasDelegations(proposal: Cid, atMs: number): boolean
  /** Objections to its proposals; absent where a log holds none. */
  readonly objections?: ObjectionReader
  /** How its charter has changed; absent where only some of its entries are replayed. */
  readonly amending?: CharterReader
  /** Paper ballots of its proposals; absent where a log holds none. */
  readonly paper?: PaperReader
  /** What comes before and after votes; absent where only a federation's roster is replayed. */
  readonly life?: LifeReader
  ticket(key: PublicKeyHex): Ticket | undefined
  /** What a telling has told of a group's charter, which has not come in yet; absent where a log holds none. */
  told?(telling: string): ToldCharter | undefined
  /** A member group of the federation whose log this is. */
  group(id: Cid): FederationGroup | undefined
  /** Every group that is or was a member, in no order. */
  groups(): readonly FederationGroup[]
  /** The member group for whom this key may speak in the federation: one of its stewards. */
  groupOfSteward(key: PublicKeyHex): FederationGroup | undefined
  /** What speaks for expelling a member group, since it last joined. */
  expulsionGrounds(group: Cid): readonly ExpulsionGround[]
  /** What groups have said of their seats on the council, in the order of the log: a federation's, or one group's feed. */
  seatings(): readonly Seating[]
  /** Motions of the federation's council; absent where a log holds none. */
  readonly council?: CouncilReader
  /** Mergers of the federation whose log this is, with others. */
  mergers(): readonly Merger[]
  /** Whether this log says that its group belongs to a federation. */
  isMemberOf(federation: Cid): boolean
  /** Every federation that this log says its group belongs to; absent where only a federation's roster is replayed. */
  federations?(): readonly Cid[]
  federationProposal(id: Cid): FederationProposal | undefined
  /** Vetoes of its federated proposals; absent where a log holds none. */
  readonly vetoes?: VetoReader
  /** The newest revision of an offer of this feed, by the id of its first. */
  offer(first: Cid): Offer | undefined
  /** Endorsements, draws, initiatives and elections of its members; absent where a log holds none, such as a feed. */
  readonly assembly?: AssemblyReader
}

/** What the rules may know of the endorsements, draws, initiatives and elections of a group of people. */
export type AssemblyReader = {
  /** The keys of active members who may vote, or of those with one role, in ascending order. */
  pool(role: Role | null): readonly PublicKeyHex[]
  /** Everyone a member has vouched for. */
  endorsements(voucher: PublicKeyHex): readonly Endorsement[]
  sortition(id: Cid): SortitionRecord | undefined
  hasContributed(sortition: Cid, member: PublicKeyHex): boolean
  /** Ids of the entries that added to the seed, in the order of the log. */
  contributions(sortition: Cid): readonly Cid[]
  initiative(id: Cid): InitiativeRecord | undefined
  election(id: Cid): ElectionRecord | undefined
  isNominated(election: Cid, member: PublicKeyHex): boolean
  /** Active members who will stand, in no order. */
  candidates(election: Cid): readonly Candidate[]
  /** Offices that a member was elected to and has not left, over or not. */
  terms(holder: PublicKeyHex): readonly Term[]
  /** Whether the member is in the pool and has not declined. */
  mayBeDrawn(sortition: Cid, member: PublicKeyHex): boolean
}
