import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { isBinary } from '../governance/method.ts'
import type { Verify } from '../keys/verify.ts'
import type { KindName, KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { compareRationals, ZERO } from '../rational.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { tellingInMerger } from './charter-told.ts'
import { federationDecided } from './decision.ts'
import { checkLogPlace } from './log-place.ts'
import type { GroupFederated } from './membership.ts'
import { type DecisionProof, federationMerged, type MergeTerms, sameTerms } from './merge-terms.ts'
import { type FederationProposed, federationProposed } from './proposal.ts'
import { readSigned } from './read-signed.ts'
import { charterOnJoining, type FederationGroup, federationJoined, readGenesis } from './roster.ts'
import { changedGroup, readRosterChange } from './roster-change.ts'
import { signsFor } from './steward-key.ts'
import { keyAt, latestKey, successionOf } from './succession.ts'

/** What may still be said in the log of a federation that has merged into another. */
const AFTER_THE_END: ReadonlySet<KindName> = new Set(['log/forked', 'node/reachable', 'group/unfederated'])

/** Refuses everything in a log that has ended with a merger, but what concerns its node alone. */
export function refuseAfterMerger(kind: KindName, reader: LogReader): Refusal | undefined {
  if (reader.charter()?.members !== 'groups' || AFTER_THE_END.has(kind)) return undefined
  const end = reader.mergers().find(({ terms }) => terms.from === reader.log)
  return end && refuse('merge/ended', { into: end.terms.into, name: end.terms.intoName })
}

/** Terms that a federation may put to its groups: it is one of the two, and they name all groups that it would bring. */
export function refuseMerging(
  { merges: terms, method, answers, expels }: FederationProposed,
  reader: LogReader,
): Refusal | undefined {
  if (!terms) return undefined
  const bad = (problem: string) => refuse('merge/bad-terms', { problem })
  if (answers || expels || !isBinary(method)) return bad('it takes a yes or no of this federation itself')
  const { from, into, groups } = terms
  if (from === into || (reader.log !== from && reader.log !== into)) return bad('it is of other federations')
  const other = reader.log === from ? into : from
  if (reader.group(other)?.state === 'member' || reader.isMemberOf(other)) {
    return refuse('federation/loop', { path: [from, into].join(' > ') })
  }
  if (groups.some(({ weight }) => compareRationals(weight, ZERO) < 0)) return bad('a weight below zero')
  const named = new Set(groups.map(({ group }) => group))
  if (named.size !== groups.length || named.has(from) || named.has(into)) return bad('a group is named twice')
  if (reader.log === into) return undefined
  const members = reader.groups().filter(({ state }) => state === 'member')
  const isAll = members.length === named.size && members.every(({ id }) => named.has(id))
  return isAll ? undefined : bad('it does not name just the groups that there are')
}

/** The federation's node states that both have decided the same: on its own decision and the proof of the other's. */
export function judgeMerged({ entry, body }: KnownEntry<'federation/merged'>, reader: LogReader): Refusal | undefined {
  const charter = reader.charter()
  if (charter?.members !== 'groups' || !reader.log)
    return refuse('entry/not-for-this-log', { kind: 'federation/merged' })
  if (entry.header.by !== charter.node) return refuse('member/not-allowed', { kind: 'federation/merged' })
  const asked = reader.federationProposal(body.proposal)
  if (!asked?.merges || asked.accepted !== true) return refuse('merge/undecided', { federation: reader.log })
  const { merges: terms } = asked
  if (reader.mergers().some(({ terms: { from, into } }) => from === terms.from && into === terms.into)) {
    return refuse('merge/done')
  }
  const isEnd = reader.log === terms.from
  return (
    (isEnd ? refuseEnd(reader) : undefined) ??
    checkDecision(body.other, terms, isEnd ? terms.into : terms.from, reader.verify)
  )
}

/** What a federation that ends owes: to a group that has vetoed, and to the federations that would still ask it. */
function refuseEnd({ vetoes, federations }: LogReader): Refusal | undefined {
  const [contested] = vetoes?.unsettled?.() ?? []
  if (contested) return refuse('merge/contested', { proposal: contested })
  const [above] = federations?.() ?? []
  if (above) return refuse('merge/still-member', { federation: above })
}

/** A group of the federation that has merged comes in, with the weight of the terms and the feed that it has. */
export function judgeGroupMerged(known: KnownEntry<'federation/group-merged'>, reader: LogReader): Refusal | undefined {
  const { entry } = known
  const charter = reader.charter()
  if (charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind: 'federation/group-merged' })
  if (entry.header.by !== charter.node) return refuse('member/not-allowed', { kind: 'federation/group-merged' })
  const group = readMergedGroup(known, reader)
  if (isRefusal(group)) return group
  if (reader.isMemberOf(group.id) || group.id === reader.log) {
    return refuse('federation/loop', { path: [reader.log, group.id, reader.log].join(' > ') })
  }
  if (reader.group(group.id)?.state === 'member') return refuse('federation/already-joined')
  const isTaken = reader.groups().some(({ id, feed }) => feed === group.feed && id !== group.id)
  if (isTaken || group.feed === reader.log || group.feed === group.id) {
    return refuse('merge/bad-terms', { problem: 'the feed is not its own' })
  }
}

/** The group that `federation/group-merged` brings in, everything checked that it says of itself. */
export function readMergedGroup(
  { entry: { header }, body: { joined, replaced } }: KnownEntry<'federation/group-merged'>,
  reader: Pick<LogReader, 'mergers' | 'verify' | 'log' | 'told'>,
): FederationGroup | Refusal {
  const join = readSigned(joined, 'federation/joined', federationJoined, reader.verify)
  if (isRefusal(join)) return join
  const { log: former, by } = join.entry.header
  const terms = reader.mergers().find(({ terms: { from, into } }) => from === former && into === reader.log)?.terms
  const named = terms?.groups.find(({ group }) => group === join.body.group)
  if (!terms || !named) return refuse('merge/bad-terms', { problem: 'not a group of the terms' })
  const genesis = readGenesis(join.body.charter, reader.verify)
  if (isRefusal(genesis)) return genesis
  const told = reader.told?.(tellingInMerger(terms.from, genesis.id))
  const joining = charterOnJoining(genesis, join.body, told?.inForce, reader.verify)
  if (isRefusal(joining)) return joining
  if (genesis.id !== named.group || !signsFor(joining, by)) return refuse('entry/bad-signature')
  const { feed, addresses } = join.body
  let group: FederationGroup = {
    id: genesis.id,
    ...joining,
    weight: named.weight,
    feed,
    addresses,
    state: 'member',
    joinedAtMs: header.at,
    mergedFrom: terms.from,
  }
  for (const encoded of replaced) {
    const change = readRosterChange(encoded, reader.verify)
    if (isRefusal(change)) return change
    if (change.entry.header.log !== former) return refuse('entry/wrong-log')
    const next = changedGroup(group, change, reader.verify)
    if (isRefusal(next)) return next
    group = next
  }
  return group
}

/** Whether a group's own node may enter that the group is in another federation now: its own has merged into it. */
export function judgeFollowing(
  { federation, charter, addresses, merged }: GroupFederated,
  reader: LogReader,
): Refusal | undefined {
  const from = merged && readGenesis(merged.charter, reader.verify)
  if (!merged || !from) return refuse('member/not-allowed', { permission: 'govern' })
  if (isRefusal(from)) return from
  if (!reader.isMemberOf(from.id)) return refuse('federation/not-a-member')
  const end = readSigned(merged.entry, 'federation/merged', federationMerged, reader.verify)
  if (isRefusal(end)) return end
  const succession = successionOf(from, merged.replacements ?? [], reader.verify)
  if (isRefusal(succession)) return succession
  const { log, by } = end.entry.header
  if (log !== from.id || by !== latestKey(succession)) return refuse('entry/bad-signature')
  const { other } = end.body
  const asked = readSigned(other.proposed, 'federation/proposed', federationProposed, reader.verify)
  if (isRefusal(asked)) return asked
  const { merges: terms } = asked.body
  if (!terms || terms.from !== from.id || terms.into !== federation || !equalBytes(other.genesis, charter)) {
    return refuse('merge/bad-terms', { problem: 'it merged into another one' })
  }
  const isNamed = terms.groups.some(({ group }) => group === reader.log)
  if (!isNamed || terms.addresses.join() !== addresses.join()) {
    return refuse('merge/bad-terms', { problem: 'not as the terms say' })
  }
  return checkDecision(other, terms, federation, reader.verify)
}

/** Whether a federation has accepted just these terms, by what its node has signed and where it stands in its log. */
function checkDecision(proof: DecisionProof, terms: MergeTerms, federation: Cid, verify: Verify): Refusal | undefined {
  const genesis = readGenesis(proof.genesis, verify)
  if (isRefusal(genesis)) return genesis
  if (genesis.id !== federation || genesis.charter.members !== 'groups') {
    return refuse('merge/bad-terms', { problem: 'the decision of another federation' })
  }
  const asked = readSigned(proof.proposed, 'federation/proposed', federationProposed, verify)
  if (isRefusal(asked)) return asked
  const decided = readSigned(proof.decided, 'federation/decided', federationDecided, verify)
  if (isRefusal(decided)) return decided
  if (asked.entry.header.log !== federation || decided.entry.header.log !== federation) return refuse('entry/wrong-log')
  const succession = successionOf(genesis, proof.replacements ?? [], verify)
  if (isRefusal(succession)) return succession
  if (decided.entry.header.by !== keyAt(succession, proof.place.index)) return refuse('entry/bad-signature')
  if (!asked.body.merges || !sameTerms(asked.body.merges, terms)) return refuse('merge/other-terms')
  if (decided.body.proposal !== asked.entry.id || decided.body.accepted !== true) {
    return refuse('merge/undecided', { federation })
  }
  return checkLogPlace(decided.entry, proof.place, succession)
}
