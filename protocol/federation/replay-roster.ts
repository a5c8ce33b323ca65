import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { Charter } from '../group/charter.ts'
import type { Member } from '../group/membership.ts'
import { judge, type KindName, type KnownEntry, openEntry } from '../kinds.ts'
import type { Entry } from '../log/entry.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { type Blocks, readEntry } from './evidence.ts'
import { type FederationGroup, readGenesis, type Ticket } from './roster.ts'

/** Kinds that make a federation's roster. */
export const ROSTER_KINDS: ReadonlySet<KindName> = new Set([
  'federation/ticket-issued',
  'federation/joined',
  'federation/left',
])

/**
 * The member groups of a federation, from its own signed entries, by the same rules by which its node let them in.
 * The entries' signatures are for the caller to check.
 */
export function replayRoster(
  genesis: { id: Cid; charter: Charter },
  ids: readonly Cid[],
  blocks: Blocks,
): { groups: FederationGroup[]; entries: Entry[] } | Refusal {
  const groups = new Map<Cid, FederationGroup>()
  const tickets = new Map<PublicKeyHex, Ticket>()
  const reader = rosterReader(genesis, groups, tickets)
  const entries: Entry[] = []
  for (const id of ids) {
    const entry = readEntry(blocks, id)
    if (isRefusal(entry)) return entry
    const known = openEntry(entry)
    if (isRefusal(known)) return known
    if (!ROSTER_KINDS.has(known.kind)) return refuse('entry/not-for-this-log', { kind: known.kind })
    const refusal = judge(known, reader, entry.header.at)
    if (refusal) return refusal
    const failed = apply(known, groups, tickets)
    if (failed) return failed
    entries.push(entry)
  }
  return { groups: [...groups.values()], entries }
}

function apply(
  known: KnownEntry,
  groups: Map<Cid, FederationGroup>,
  tickets: Map<PublicKeyHex, Ticket>,
): Refusal | undefined {
  if (known.kind === 'federation/ticket-issued') tickets.set(known.body.key, { ...known.body, used: false })
  if (known.kind === 'federation/joined') {
    const { body } = known
    const ticket = tickets.get(body.ticket)
    const group = readGenesis(body.charter)
    if (isRefusal(group)) return group
    if (!ticket) return refuse('ticket/bad')
    tickets.set(body.ticket, { ...ticket, used: true })
    const { feed, addresses } = body
    groups.set(group.id, { ...group, weight: ticket.weight, feed, addresses, state: 'member' })
  }
  if (known.kind === 'federation/left') {
    const group = groups.get(known.body.group)
    if (group) groups.set(group.id, { ...group, state: 'left' })
  }
}

function rosterReader(
  genesis: { id: Cid; charter: Charter },
  groups: ReadonlyMap<Cid, FederationGroup>,
  tickets: ReadonlyMap<PublicKeyHex, Ticket>,
): LogReader {
  const steward = (key: PublicKeyHex): Member | undefined =>
    genesis.charter.stewards.includes(key) ? { key, name: '', role: 'steward', state: 'active' } : undefined
  const nothing = () => undefined
  return {
    log: genesis.id,
    charter: () => genesis.charter,
    member: steward,
    ticket: key => tickets.get(key),
    group: id => groups.get(id),
    groupOfSteward: key => [...groups.values()].find(group => group.charter.stewards.includes(key)),
    feed: nothing,
    invitation: nothing,
    hasVouched: () => false,
    proposal: nothing,
    ballotCount: () => 0,
    isInElectorate: () => false,
    federationProposal: nothing,
    offer: nothing,
  }
}
