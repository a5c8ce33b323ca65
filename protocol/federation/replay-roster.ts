import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { termsOf, withTerms } from '../group/amending.ts'
import type { Charter, CharterTerms } from '../group/charter.ts'
import type { Member } from '../group/membership.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import { judge, type KindName, type KnownEntry, openEntry } from '../kinds.ts'
import type { Entry } from '../log/entry.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { bareReader } from './bare-reader.ts'
import { type ToldCharter, tellingInMerger, tellingOf, toldAfter } from './charter-told.ts'
import { readSeatEntry, type Seating, withSeating } from './council.ts'
import { isMotionEntry } from './council-motion.ts'
import { type Blocks, readEntry } from './evidence.ts'
import type { ExpulsionGround } from './expulsion.ts'
import type { Merger } from './merge-terms.ts'
import { readMergedGroup } from './merger.ts'
import type { NodeReplacement } from './node-replacement.ts'
import type { FederationProposal } from './proposal.ts'
import { type Motions, openMotions } from './replay-motions.ts'
import { charterOnJoining, type FederationGroup, readGenesis, type Ticket } from './roster.ts'
import { changedBy, changedGroup, isRosterChange, type RosterChange } from './roster-change.ts'
import { signsFor } from './steward-key.ts'
import { isVetoEntry, type VetoEntry, type VetoRecord, vetoRecords } from './veto.ts'

/**
 * Kinds that make a federation's roster and its charter; besides them the proposals that expel or merge with their decisions,
 * and the motions of the council on which changes of the charter rest.
 */
export const ROSTER_KINDS: ReadonlySet<KindName> = new Set([
  'federation/ticket-issued',
  'federation/ticket-revoked',
  'federation/charter-told',
  'federation/joined',
  'federation/left',
  'federation/expulsion-backed',
  'federation/expelled',
  'federation/node-replaced',
  'federation/amendment-noted',
  'federation/key-noted',
  'charter/amended',
  'node/replaced',
  'federation/council-noted',
  'federation/merged',
  'federation/group-merged',
])

/** A roster as its entries make it, and the federation's log as the rules see it after the last of them. */
export type Roster = {
  readonly groups: readonly FederationGroup[]
  readonly entries: readonly Entry[]
  readonly reader: LogReader
  /** New keys of the federation's own node, in their order. */
  readonly replacements: readonly NodeReplacement[]
  /** Why a proposal could not have been put at any point of this roster; undefined where it could. */
  readonly refusesProposal: Refusal | undefined
  /** What was said of vetoes of that proposal before it was decided. */
  readonly vetoes: readonly VetoEntry[]
}

/** A proposal decided before, on which another one rests, with its vetoes as they stand. */
export type EarlierProposal = { readonly proposal: FederationProposal; readonly vetoes: readonly VetoRecord[] }

/**
 * A proposal that stood among the entries of a roster, nobody can say where; its vetoes stand among them too.
 * `charter`: the amendment under which it was asked, as its decision says; absent where that was the genesis.
 */
export type AskedProposal = {
  readonly known: KnownEntry<'federation/proposed'>
  readonly charter?: Cid | undefined
}

/**
 * The member groups of a federation, its charter and its council, from its own signed entries, by the same rules by which its
 * node let them in. The entries' signatures are for the caller to check; a decision to expel counts on its node's signature.
 * @param earlier what the proposal rests on.
 */
export function replayRoster(
  genesis: { id: Cid; charter: Charter },
  ids: readonly Cid[],
  blocks: Blocks,
  asked?: AskedProposal,
  earlier: readonly EarlierProposal[] = [],
): Roster | Refusal {
  const { verify = verifySignature } = blocks
  const state: RosterState = {
    groups: new Map(),
    tickets: new Map(),
    told: new Map(),
    expelling: new Map(),
    grounds: [],
    asked: asked && openProposal(asked.known, asked.charter),
    earlier,
    vetoes: [],
    seatings: [],
    mergers: [],
    replacements: [],
    charter: genesis.charter,
    versions: new Map([[genesis.id, termsOf(genesis.charter)]]),
    inForce: genesis.id,
    motions: openMotions(),
  }
  const reader = rosterReader({ ...genesis, verify }, state)
  const entries: Entry[] = []
  const refusal = () => {
    if (!asked) return undefined
    const isUnder = state.inForce === (asked.charter ?? genesis.id)
    return isUnder
      ? judge(asked.known, reader, asked.known.entry.header.at)
      : refuse('evidence/missing', { what: 'the charter under which it was asked' })
  }
  let refusesProposal = refusal()
  for (const id of ids) {
    const entry = readEntry(blocks, id)
    if (isRefusal(entry)) return entry
    const known = openEntry(entry)
    if (isRefusal(known)) return known
    if (!isOfRoster(known, state)) return refuse('entry/not-for-this-log', { kind: known.kind })
    const refused = judge(known, reader, entry.header.at)
    if (refused) return refused
    const failed = apply(known, state, verify)
    if (failed) return failed
    entries.push(entry)
    if (refusesProposal) refusesProposal = refusal()
  }
  const { vetoes, replacements } = state
  return { groups: [...state.groups.values()], entries, reader, replacements, refusesProposal, vetoes }
}

function openProposal(
  { entry, body }: KnownEntry<'federation/proposed'>,
  charter: Cid | undefined,
): FederationProposal {
  return { ...body, id: entry.id, state: 'open', charter }
}

/** What the entries have come to so far. */
type RosterState = {
  readonly groups: Map<Cid, FederationGroup>
  readonly tickets: Map<PublicKeyHex, Ticket>
  /** Of groups that have not come in yet. */
  readonly told: Map<string, ToldCharter>
  /** Proposals that name a group to be expelled, or a merger. */
  readonly expelling: Map<Cid, FederationProposal>
  grounds: ExpulsionGround[]
  readonly asked: FederationProposal | undefined
  readonly earlier: readonly EarlierProposal[]
  readonly vetoes: VetoEntry[]
  seatings: readonly Seating[]
  mergers: readonly Merger[]
  readonly replacements: NodeReplacement[]
  /** As it was amended last, with the key of the node as it is now. */
  charter: Charter
  /** Terms that were in force, by the entry that set them. */
  readonly versions: Map<Cid, CharterTerms>
  inForce: Cid
  readonly motions: Motions
}

/** The amendment in force; absent where that is the genesis. */
function amendmentIn({ versions, inForce }: RosterState): Cid | undefined {
  return versions.size > 1 ? inForce : undefined
}

function isOfRoster(known: KnownEntry, { expelling, asked }: RosterState): boolean {
  if (isVetoEntry(known)) return known.body.proposal === asked?.id
  if (isMotionEntry(known)) return true
  if (known.kind === 'federation/proposed') return known.body.expels !== undefined || known.body.merges !== undefined
  if (known.kind === 'federation/decided') return expelling.has(known.body.proposal)
  return ROSTER_KINDS.has(known.kind)
}

function apply(known: KnownEntry, state: RosterState, verify: Verify): Refusal | undefined {
  const { groups, tickets, expelling } = state
  const { id, header } = known.entry
  if (isVetoEntry(known)) state.vetoes.push(known)
  if (isMotionEntry(known)) state.motions.apply(known, amendmentIn(state))
  if (known.kind === 'charter/amended') {
    const { terms } = known.body
    state.versions.set(id, terms)
    state.inForce = id
    if (known.body.by.type === 'motion') state.motions.settle(known.body.by.motion)
    state.charter = withTerms(state.charter, terms)
  }
  if (known.kind === 'federation/ticket-issued') {
    tickets.set(known.body.key, { ...known.body, used: false, revoked: false })
  }
  if (known.kind === 'federation/ticket-revoked') {
    const ticket = tickets.get(known.body.key)
    if (ticket) tickets.set(known.body.key, { ...ticket, revoked: true })
  }
  if (known.kind === 'federation/charter-told') {
    const telling = tellingOf(known.body)
    const next = toldAfter(state.told.get(telling), known.body, header.size, verify)
    if (isRefusal(next)) return next
    state.told.set(telling, next)
  }
  if (known.kind === 'federation/joined') {
    const { body } = known
    const ticket = tickets.get(body.ticket)
    const group = readGenesis(body.charter, verify)
    if (isRefusal(group)) return group
    if (!ticket) return refuse('ticket/bad')
    tickets.set(body.ticket, { ...ticket, used: true })
    const { feed, addresses } = body
    const charter = charterOnJoining(group, body, state.told.get(body.ticket)?.inForce, verify)
    if (isRefusal(charter)) return charter
    state.told.delete(body.ticket)
    const { weight } = ticket
    const joinedAtMs = header.at
    groups.set(group.id, { id: group.id, ...charter, weight, feed, addresses, state: 'member', joinedAtMs })
    state.grounds = state.grounds.filter(ground => ground.group !== group.id)
  }
  if (isRosterChange(known)) return change(groups, known, verify)
  if (known.kind === 'node/replaced') {
    state.replacements.push(known.body.replacement)
    state.charter = { ...state.charter, node: known.body.replacement.node }
  }
  if (known.kind === 'federation/council-noted') {
    const said = readSeatEntry(known.body.entry, verify)
    if (isRefusal(said)) return said
    state.seatings = withSeating(state.seatings, known.body.group, said, header.at)
  }
  if (known.kind === 'federation/merged') {
    const terms = expelling.get(known.body.proposal)?.merges
    if (terms) state.mergers = [...state.mergers, { entry: id, atMs: header.at, terms }]
  }
  if (known.kind === 'federation/group-merged') {
    const group = readMergedGroup(known, {
      mergers: () => state.mergers,
      verify,
      log: header.log,
      told: telling => state.told.get(telling),
    })
    if (isRefusal(group)) return group
    if (group.mergedFrom) state.told.delete(tellingInMerger(group.mergedFrom, group.id))
    groups.set(group.id, group)
    state.grounds = state.grounds.filter(ground => ground.group !== group.id)
  }
  if (known.kind === 'federation/left') setState(groups, known.body.group, { state: 'left' })
  if (known.kind === 'federation/expelled') {
    const { group, cause } = known.body
    setState(groups, group, { state: 'expelled', expelled: { atMs: header.at, cause } })
  }
  if (known.kind === 'federation/expulsion-backed') state.grounds.push({ entry: id, by: header.by, ...known.body })
  if (known.kind === 'federation/proposed') expelling.set(id, openProposal(known, amendmentIn(state)))
  if (known.kind === 'federation/decided') {
    const asked = expelling.get(known.body.proposal)
    if (asked) expelling.set(asked.id, { ...asked, state: 'decided', accepted: known.body.accepted })
    if (asked?.expels && known.body.accepted) state.grounds.push({ entry: id, by: null, ...asked.expels })
  }
}

function change(groups: Map<Cid, FederationGroup>, known: RosterChange, verify: Verify): Refusal | undefined {
  const group = groups.get(changedBy(known))
  const next = group ? changedGroup(group, known, verify) : refuse('federation/not-a-member')
  if (isRefusal(next)) return next
  groups.set(next.id, next)
}

function setState(
  groups: Map<Cid, FederationGroup>,
  id: Cid,
  change: Pick<FederationGroup, 'state' | 'expelled'>,
): void {
  const group = groups.get(id)
  if (group) groups.set(id, { ...group, ...change })
}

function rosterReader(genesis: { id: Cid; charter: Charter; verify: Verify }, state: RosterState): LogReader {
  const { groups, tickets, expelling, asked } = state
  const earlierOf = (id: Cid) => state.earlier.find(({ proposal }) => proposal.id === id)
  const steward = (key: PublicKeyHex): Member | undefined =>
    state.charter.stewards.includes(key) ? { key, name: '', role: 'steward', state: 'active' } : undefined
  return {
    ...bareReader(genesis),
    charter: () => state.charter,
    member: steward,
    ticket: key => tickets.get(key),
    told: telling => state.told.get(telling),
    group: id => groups.get(id),
    groups: () => [...groups.values()],
    groupOfSteward: key => [...groups.values()].find(group => group.state === 'member' && signsFor(group, key)),
    expulsionGrounds: group => state.grounds.filter(ground => ground.group === group),
    seatings: () => state.seatings,
    council: state.motions,
    amending: {
      inForce: () => state.inForce,
      version(entry) {
        const terms = state.versions.get(entry)
        return terms && withTerms(state.charter, terms)
      },
      draft: () => undefined,
      isSettled: motion => state.motions.isSettled(motion),
    },
    mergers: () => state.mergers,
    federationProposal: id => expelling.get(id) ?? [asked].find(own => own?.id === id) ?? earlierOf(id)?.proposal,
    vetoes: {
      of: id => (id === asked?.id ? vetoRecords(state.vetoes) : (earlierOf(id)?.vetoes ?? [])),
      // Whether there was another, the federation's whole log alone could show.
      revote: () => undefined,
    },
  }
}
