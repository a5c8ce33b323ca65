import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { Charter } from '../group/charter.ts'
import type { Member } from '../group/membership.ts'
import { judge, type KindName, type KnownEntry, openEntry } from '../kinds.ts'
import type { Entry } from '../log/entry.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { bareReader } from './bare-reader.ts'
import { type Blocks, readEntry } from './evidence.ts'
import { type FederationGroup, readGenesis, type Ticket } from './roster.ts'

/** Kinds that make a federation's roster. */
export const ROSTER_KINDS: ReadonlySet<KindName> = new Set([
  'federation/ticket-issued',
  'federation/joined',
  'federation/left',
  'federation/node-replaced',
])

/** A roster as its entries make it, and the federation's log as the rules see it after the last of them. */
export type Roster = {
  readonly groups: readonly FederationGroup[]
  readonly entries: readonly Entry[]
  readonly reader: LogReader
  /** Why a proposal could not have been put at any point of this roster; undefined where it could. */
  readonly refusesProposal: Refusal | undefined
}

/**
 * The member groups of a federation, from its own signed entries, by the same rules by which its node let them in.
 * The entries' signatures are for the caller to check.
 * @param proposed a proposal that stood among these entries, nobody can say where.
 */
export function replayRoster(
  genesis: { id: Cid; charter: Charter },
  ids: readonly Cid[],
  blocks: Blocks,
  proposed?: KnownEntry<'federation/proposed'>,
): Roster | Refusal {
  const groups = new Map<Cid, FederationGroup>()
  const tickets = new Map<PublicKeyHex, Ticket>()
  const reader = rosterReader(genesis, groups, tickets)
  const entries: Entry[] = []
  const refusal = () => proposed && judge(proposed, reader, proposed.entry.header.at)
  let refusesProposal = refusal()
  for (const id of ids) {
    const entry = readEntry(blocks, id)
    if (isRefusal(entry)) return entry
    const known = openEntry(entry)
    if (isRefusal(known)) return known
    if (!ROSTER_KINDS.has(known.kind)) return refuse('entry/not-for-this-log', { kind: known.kind })
    const refused = judge(known, reader, entry.header.at)
    if (refused) return refused
    const failed = apply(known, groups, tickets)
    if (failed) return failed
    entries.push(entry)
    if (refusesProposal) refusesProposal = refusal()
  }
  return { groups: [...groups.values()], entries, reader, refusesProposal }
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
  if (known.kind === 'federation/node-replaced') {
    const { replacement, feed, addresses } = known.body
    const group = groups.get(replacement.group)
    if (group) {
      const charter = { ...group.charter, node: replacement.node }
      groups.set(group.id, { ...group, charter, feed, addresses })
    }
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
  return {
    ...bareReader(genesis),
    member: steward,
    ticket: key => tickets.get(key),
    group: id => groups.get(id),
    groups: () => [...groups.values()],
    groupOfSteward: key => [...groups.values()].find(group => group.charter.stewards.includes(key)),
  }
}
