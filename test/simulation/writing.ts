import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { MandateIssued, Position } from '../../protocol/federation/mandate.ts'
import type { FederationProposal, FederationProposed } from '../../protocol/federation/proposal.ts'
import type { MethodRule } from '../../protocol/governance/method.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { BEGIN_MS, type GroupPlayer, HOUR_MS, idOf, type Player, saltOf } from './cast.ts'

const MAJORITY: MethodRule = { method: 'majority' }
/** Votes are counted within the hour; a group whose clock is two hours ahead is late. */
const PROPOSED: FederationProposed = {
  title: 'Share the water of the river',
  text: 'Each group takes what it needs, and in a drought what the council allots.',
  method: MAJORITY,
  closesAtMs: BEGIN_MS + HOUR_MS,
  mandatesByMs: BEGIN_MS + HOUR_MS,
  answers: null,
}
/** Long after the entries by which a federation takes in its groups. */
const PROPOSED_SEQ = 1_000_000

const proposed = new WeakMap<Player, SignedEntry>()

/** The one proposal that every run is about. */
export function proposedBy(seat: Player): SignedEntry {
  const authoring = { log: seat.id, at: BEGIN_MS, seq: PROPOSED_SEQ, salt: saltOf('proposal') }
  const entry = proposed.get(seat) ?? author('federation/proposed', PROPOSED, authoring, seat.steward)
  proposed.set(seat, entry)
  return entry
}

export function proposalOf(seat: Player): FederationProposal {
  return { ...PROPOSED, id: idOf(proposedBy(seat)), state: 'open' }
}

/** The next entry of a group's feed is an offer. */
export function offerBy(group: GroupPlayer, seq: number, skewMs: number): SignedEntry {
  const name = `${group.feed} ${seq} ${skewMs}`
  const written = offers.get(name) ?? newOffer(group, seq, skewMs)
  offers.set(name, written)
  return written
}

/** Many runs have the same offers in them. */
const offers = new Map<string, SignedEntry>()

function newOffer(group: GroupPlayer, seq: number, skewMs: number): SignedEntry {
  const body = {
    revises: null,
    direction: 'offer' as const,
    kind: 'food',
    title: `Beans, load ${seq}`,
    quantity: seq + 1,
    unit: 'kg',
    fromMs: BEGIN_MS,
    untilMs: BEGIN_MS + HOUR_MS,
    place: 'sp3e',
    terms: '',
  }
  const authoring = { log: group.feed, at: BEGIN_MS + skewMs + seq, seq, salt: saltOf(group.name, seq) }
  return author('offer/published', body, authoring, group.node)
}

/** What a group of nine says: so many for, the others against, all of them abstaining where nobody is for or against. */
export function mandateBy(group: GroupPlayer, seat: Player, seq: number, vote: MandateVote): SignedEntry {
  const closedAtMs = BEGIN_MS + vote.skewMs + seq
  const authoring = { log: group.feed, at: closedAtMs, seq, salt: saltOf(group.name, seq, 'mandate') }
  return author('mandate/issued', mandateOf(group, proposalOf(seat).id, vote, closedAtMs), authoring, group.node)
}

export type MandateVote = { readonly inFavour: number; readonly revision: number; readonly skewMs: number }

export function mandateOf(
  group: GroupPlayer,
  proposal: Cid,
  { inFavour, revision }: MandateVote,
  closedAtMs: number,
): MandateIssued {
  const against = 9 - inFavour
  const position: Position = inFavour > against ? 'for' : 'against'
  const counts = [
    { option: 'for', ballots: inFavour, points: inFavour },
    { option: 'against', ballots: against, points: against },
    { option: 'abstain', ballots: 0, points: 0 },
  ]
  const none = { count: 9, root: new Uint8Array(32) }
  return {
    proposal,
    group: group.id,
    weight: group.member.weight,
    basis: { type: 'ballots', proposal, electorate: none, ballots: none },
    electorate: 9,
    count: { ballots: 9, counts },
    quorumMet: true,
    position,
    closedAtMs,
    seed: new Uint8Array(32).fill(inFavour + 1),
    revision,
  }
}
