import type { Cid } from '../../../protocol/bytes/cid.ts'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { councilAt, type Seating } from '../../../protocol/federation/council.ts'
import { expelsBy } from '../../../protocol/federation/expulsion.ts'
import type { MergeTerms } from '../../../protocol/federation/merge-terms.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { nextStage } from '../../../protocol/federation/round.ts'
import { vetoTerms } from '../../../protocol/federation/veto.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { isRefusal, refuse } from '../../../protocol/refusal.ts'
import { refuseBelow } from '../../domains/federation/below.ts'
import { delegateKey, sitsOn } from '../../domains/federation/delegate.ts'
import { replacementsOf } from '../../domains/federation/replace-node.ts'
import type { StoredFederationProposal } from '../../domains/federation/stored-proposals.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { openOvertaken } from '../../log/rewind.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import type { FederationProposalView, FederationView, TicketView } from '../schema/federation.ts'
import { readEntryText } from '../signed-entry-text.ts'
import { verdictTree } from './verdict.ts'

/** A federation as this node knows it: its own, or one that its group belongs to. */
export type KnownFederation = {
  readonly id: Cid
  readonly role: 'seat' | 'member'
  readonly charter: Charter
  /** Its log; undefined while no copy of it has come. */
  readonly log: LogRow | undefined
}

/** The node's own federation first, then those that it is a member of. */
export function knownFederations({ core }: Context, own: LogRow): KnownFederation[] {
  const charter = core.reader(own).charter()
  const seat: KnownFederation[] = charter?.members === 'groups' ? [{ id: own.id, role: 'seat', charter, log: own }] : []
  const memberships = core.projections.federations.memberships(own.row)
  return [
    ...seat,
    ...memberships.map(
      ({ federation, charter: above }): KnownFederation => ({
        id: federation,
        role: 'member',
        charter: above,
        log: core.logs.get(federation),
      }),
    ),
  ]
}

/** One of them by its id; `federation/unknown` for any other. */
export function federationIn(using: Context, own: LogRow, id: string): KnownFederation {
  const known = knownFederations(using, own).find(federation => federation.id === id)
  if (!known) throw new Refused(refuse('federation/unknown', { id }))
  return known
}

/** The one that is asked for, or all. */
export function federationsAsked(using: Context, own: LogRow, id: string | undefined): KnownFederation[] {
  return id === undefined ? knownFederations(using, own) : [federationIn(using, own, id)]
}

export function groupsOf({ core }: Context, { log }: KnownFederation): FederationGroup[] {
  return log ? core.projections.federations.groups(log.row) : []
}

function expulsionOf({ core }: Context, { log, charter }: KnownFederation, group: Cid, reader: PublicKeyHex | null) {
  const rule = expelsBy(charter)
  const { federations } = core.projections
  const grounds = log && rule !== 'decision' ? federations.expulsionGrounds(log.row, group) : []
  const backers = new Set(grounds.map(({ by }) => by))
  const byMe = reader !== null && backers.has(delegateKey(core, reader))
  if (!log || rule !== 'council') return { backed: backers.size, needed: charter.threshold, byMe }
  const groups = federations.groups(log.row)
  const members = groups.filter(({ state }) => state === 'member').length
  const voices = councilAt(federations.seatings(log.row), groups, core.now()).filter(seat => backers.has(seat.delegate))
  return { backed: voices.length, needed: Math.floor(members / 2) + 1, byMe }
}

/** The tickets of a federation, as they stand now. */
export function ticketsView({ core }: Context, own: LogRow): TicketView[] {
  return core.projections.federations.tickets(own.row).map(({ key, weight, expiresAtMs, used, revoked }) => ({
    key,
    weight: formatRational(weight),
    expiresAtMs,
    state: used ? 'used' : revoked ? 'revoked' : core.now() > expiresAtMs ? 'expired' : 'open',
  }))
}

/** @param reader whose own backing of an expulsion is marked; null for a visitor. */
export function federationView(
  using: Context,
  own: LogRow,
  known: KnownFederation,
  reader: PublicKeyHex | null,
): FederationView {
  const groups = groupsOf(using, known)
  const here = connectedKeys(using)
  const loop = known.role === 'member' ? refuseBelow(using.core, own, known.id) : undefined
  const standing = groups.find(({ id }) => id === own.id)
  return {
    id: known.id,
    name: plainName(known.charter.name),
    role: known.role,
    weight: standing ? formatRational(standing.weight) : null,
    groups: groups.map(group => ({
      id: group.id,
      name: plainName(group.charter.name),
      weight: formatRational(group.weight),
      state: group.state,
      connected: here.has(group.charter.node),
      cause: group.expelled?.cause ?? null,
      expulsion: expulsionOf(using, known, group.id, reader),
      forked: using.core.projections.federations.isForked(group),
    })),
    expelsBy: expelsBy(known.charter),
    vetoGrounds: [...vetoTerms(known.charter).grounds],
    ...mergersView(using, known),
    newKey: newKeyView(using, own, known),
    onCouncil: mayAct(using, known, reader),
    loop: loop ? `${loop.detail.path}`.split(' > ') : null,
  }
}

/** Into which other it has merged, and which others into it. */
function mergersView({ core }: Context, { id, log }: KnownFederation): Pick<FederationView, 'merged' | 'tookIn'> {
  const mergers = log ? core.projections.federations.mergers(log.row) : []
  const end = mergers.find(({ terms }) => terms.from === id)
  return {
    merged: end ? { into: end.terms.into, name: plainName(end.terms.intoName), atMs: end.atMs } : null,
    tookIn: mergers
      .filter(({ terms }) => terms.into === id)
      .map(({ terms, atMs }) => ({ from: terms.from, name: plainName(terms.fromName), atMs })),
  }
}

/** What became of the federation's log where its node has another key. */
function newKeyView({ core }: Context, own: LogRow, { id, role, log }: KnownFederation): FederationView['newKey'] {
  const membership = core.projections.federations.memberships(own.row).find(({ federation }) => federation === id)
  const replaced = role === 'seat' ? (log ? replacementsOf(core, log) : []) : (membership?.replacements ?? [])
  if (replaced.length === 0) return null
  const overtaken = openOvertaken(core.store).list(id)
  return {
    keys: replaced.length + 1,
    waiting: overtaken.filter(({ refused }) => refused === undefined).length,
    lost: overtaken.flatMap(({ entry, refused: code }) => {
      const signed = readEntryText(entry)
      const read = isRefusal(signed) ? signed : decodeEntry(signed)
      return code === undefined || isRefusal(read) ? [] : [{ kind: read.header.kind, code }]
    }),
  }
}

function mergeTermsView({ from, fromName, into, intoName, groups }: MergeTerms) {
  return {
    from,
    fromName: plainName(fromName),
    into,
    intoName: plainName(intoName),
    groups: groups.map(({ group, name, weight }) => ({ group, name: plainName(name), weight: formatRational(weight) })),
  }
}

/** Who sits on the council of a federation now. */
export function sitting({ core }: Context, { log }: KnownFederation): Seating[] {
  const { federations } = core.projections
  return log ? councilAt(federations.seatings(log.row), federations.groups(log.row), core.now()) : []
}

/** Whether whoever asks sits on the council of a federation now. */
export function mayAct({ core }: Context, { log }: KnownFederation, reader: PublicKeyHex | null): boolean {
  return log !== undefined && reader !== null && sitsOn(core, log, reader)
}

/** Proposals of one federation, newest first. */
export function proposalsOf({ core }: Context, { log }: KnownFederation): StoredFederationProposal[] {
  const { federations } = core.projections
  return log ? federations.proposals(log.row).flatMap(id => federations.proposal(id) ?? []) : []
}

export function federationProposalView(
  { core, levels }: Context,
  federation: Cid,
  proposal: StoredFederationProposal,
): FederationProposalView {
  const level = levels.of(proposal.id)
  const verdict = level ? verdictTree(level) : null
  return {
    id: proposal.id,
    federation,
    title: proposal.title,
    method: proposal.method.method,
    closesAtMs: proposal.closesAtMs,
    mandatesByMs: proposal.mandatesByMs,
    state: verdict?.state ?? proposal.state,
    answers: proposal.answers && { ...proposal.answers },
    merges: proposal.merges ? mergeTermsView(proposal.merges) : null,
    localProposal: core.projections.proposals.answering(proposal.id) ?? null,
    overrides: proposal.overrides?.proposal ?? null,
    round: proposal.round ? { ...proposal.round, next: nextStage(proposal) ?? null } : null,
    verdict,
  }
}

/** Nodes that are there now, this one among them. */
function connectedKeys({ core, network }: Context): Set<PublicKeyHex> {
  const connected = network?.peers().filter(peer => peer.connected) ?? []
  return new Set([core.nodeKey, ...connected.map(({ key }) => key)])
}
