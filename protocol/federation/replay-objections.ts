import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { ProposalRecord } from '../governance/proposal.ts'
import { type ObjectionSaid, saidOfEntry } from '../governance/standing-objections.ts'
import type { Chartered } from '../group/amending.ts'
import type { Charter } from '../group/charter.ts'
import { asMember } from '../group/lost-key.ts'
import { requirePermission } from '../group/membership.ts'
import type { Verify } from '../keys/verify.ts'
import { CLOCK_SKEW_MS, judge, type KindName, type KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { bareReader } from './bare-reader.ts'
import { openCharterReplay } from './replay-charter.ts'
import { MEMBER_KINDS, openMembers } from './replay-members.ts'

/** Kinds in the evidence of a vote about its objections: what was said, and what shows by what right. */
export const SHOWN_KINDS: ReadonlySet<KindName> = new Set([
  'objection/raised',
  'objection/withdrawn',
  'objection/judged',
  ...MEMBER_KINDS,
  'charter/amended',
  'election/called',
])

/**
 * Objections to a vote, from signed entries, by the rules by which the node let them in. That an objector is in the electorate
 * is left to the node: to show it would tell whose ballot key is whose.
 */
export function openObjectionReplay(
  genesis: Chartered & { readonly nodes: readonly PublicKeyHex[]; readonly verify?: Verify | undefined },
  proposal: ProposalRecord,
  charters: ReadonlyMap<Cid, Charter>,
): { take(known: KnownEntry): Refusal | undefined; said(): readonly ObjectionSaid[] } {
  const said: ObjectionSaid[] = []
  const members = openMembers(genesis.charter, () => reader, genesis.nodes)
  const inForce = openCharterReplay(genesis, charters)
  const reader: LogReader = {
    ...bareReader(genesis),
    ...members,
    charter: inForce.charter,
    proposal: id => (id === proposal.id ? proposal : undefined),
    objections: {
      get(id) {
        const found = said.find(one => one.id === id && one.what === 'raised')
        return found && { proposal: proposal.id, by: found.by }
      },
      said: () => said,
      isEntitled: () => true,
    },
  }
  return {
    said: () => said,
    /** Takes the next entry in the order of the log; refuses what its rule refuses. */
    take(known) {
      if (!SHOWN_KINDS.has(known.kind)) {
        return refuse('entry/not-for-this-log', { kind: known.kind })
      }
      const refused = inForce.take(known) ?? judgeShown(known, reader)
      if (refused) return refused
      const read = readAsMember(known, reader)
      members.apply(read)
      const one = saidOfEntry(read)
      if (one) said.push(one)
    },
  }
}

/** The node's clock is not in an entry: it may have been behind the author's, as far as clocks may be. */
export function judgeShown(known: KnownEntry, reader: LogReader): Refusal | undefined {
  const { at } = known.entry.header
  // Of an election only that it was called matters here, and by whom.
  if (known.kind === 'election/called') return requireGoverning(known, reader)
  // Whether it holds is shown apart, with what it rests on.
  if (known.kind === 'charter/amended') return
  return judge(known, reader, at - CLOCK_SKEW_MS)
}

function requireGoverning(known: KnownEntry<'election/called'>, reader: LogReader): Refusal | undefined {
  const read = asMember(known, reader)
  return isRefusal(read) ? read : requirePermission(reader, read.entry.header.by, 'govern')
}

/** An entry that has been let in, by the member for whom its key signs. */
export function readAsMember(known: KnownEntry, reader: LogReader): KnownEntry {
  const read = asMember(known, reader)
  if (isRefusal(read)) throw new Error(`an entry was let in that is ${read.code}`)
  return read
}
