import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { ElectionCalled } from '../../../protocol/governance/election.ts'
import { usualBallot } from '../../../protocol/governance/election-ballot.ts'
import type { InitiativeStarted } from '../../../protocol/governance/initiative.ts'
import type { SortitionCalled } from '../../../protocol/governance/sortition.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { leastForCharter } from '../../../protocol/group/charter-vote.ts'
import type { Api } from '../api/client.ts'
import type { Ack, MethodRule } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { fraction, ruleOf } from './rule-of-api.ts'
import { write } from './write.ts'

/** An election as the form has it; the share is text. */
export type NewElection = Omit<ElectionCalled, 'ballot' | 'quorum' | 'council'> & {
  /** The federation on whose council who is elected will sit. */
  readonly council?: string
  readonly method: string
  readonly quorum: string
}

/** Has the group elect members to an office. */
export function callElection(
  api: Api,
  steward: DeviceKey,
  group: string,
  { method, quorum, office, text, council, ...rest }: NewElection,
): Promise<Ack> {
  const names = { office: office.normalize('NFC'), text: text.normalize('NFC') }
  const seat = council === undefined ? {} : { council: trustedCid(council) }
  const body = { ...rest, ...names, ballot: usualBallot(method), quorum: fraction(quorum), ...seat }
  return write(api, steward, { kind: 'election/called', log: group, body })
}

/** Puts a member up; whoever puts themselves up stands. */
export function nominate(
  api: Api,
  member: DeviceKey,
  group: string,
  { election, nominee }: { readonly election: string; readonly nominee: string },
): Promise<Ack> {
  if (!isPublicKeyHex(nominee)) throw new TypeError('not a public key')
  const body = { election: trustedCid(election), nominee }
  return write(api, member, { kind: 'election/nominated', log: group, body })
}

/** Says whether one will stand. */
export function answerNomination(
  api: Api,
  member: DeviceKey,
  group: string,
  answer: { readonly election: string; readonly accepts: boolean; readonly statement: string },
): Promise<Ack> {
  const { election, accepts, statement } = answer
  const body = { election: trustedCid(election), accepts, statement: statement.normalize('NFC') }
  return write(api, member, { kind: 'election/answered', log: group, body })
}

/** Leaves an office before its time. */
export function resign(api: Api, member: DeviceKey, group: string, election: string): Promise<Ack> {
  return write(api, member, { kind: 'office/resigned', log: group, body: { election: trustedCid(election) } })
}

/** An initiative as the form has it; shares are text. */
export type NewInitiative = Pick<InitiativeStarted, 'type' | 'title' | 'text' | 'voteMs' | 'expiresAtMs'> & {
  readonly rule: MethodRule
  readonly quorum: string
}

/** Begins to gather support for a question. */
export function startInitiative(
  api: Api,
  member: DeviceKey,
  group: string,
  { rule, quorum, title, text, ...rest }: NewInitiative,
): Promise<Ack> {
  const words = { title: title.normalize('NFC'), text: text.normalize('NFC') }
  const body = { ...rest, ...words, method: ruleOf(rule), quorum: fraction(quorum) }
  return write(api, member, { kind: 'initiative/started', log: group, body })
}

/** Begins to gather support for a change of the charter: its vote is decided as any vote on the charter is. */
export function startCharterInitiative(
  api: Api,
  member: DeviceKey,
  group: string,
  initiative: Pick<InitiativeStarted, 'title' | 'text' | 'voteMs' | 'expiresAtMs'> & {
    readonly change: { readonly amends: string; readonly terms: CharterTerms }
    /** The charter in force. */
    readonly before: CharterTerms
  },
): Promise<Ack> {
  const { change, before, title, text, ...times } = initiative
  const amendment = { amends: trustedCid(change.amends), terms: change.terms }
  const words = { title: title.normalize('NFC'), text: text.normalize('NFC') }
  const body = { type: 'charter' as const, ...words, ...times, ...leastForCharter(before), amendment }
  return write(api, member, { kind: 'initiative/started', log: group, body })
}

/** Supports an initiative, or takes the support back. */
export function supportInitiative(
  api: Api,
  member: DeviceKey,
  group: string,
  { initiative, supports }: { readonly initiative: string; readonly supports: boolean },
): Promise<Ack> {
  const body = { initiative: trustedCid(initiative), supports }
  return write(api, member, { kind: 'initiative/supported', log: group, body })
}

/** Has the node draw a panel from the members. */
export function callDraw(api: Api, steward: DeviceKey, group: string, draw: SortitionCalled): Promise<Ack> {
  const body = { ...draw, title: draw.title.normalize('NFC'), text: draw.text.normalize('NFC') }
  return write(api, steward, { kind: 'sortition/called', log: group, body })
}

/** Adds 32 random bytes of this device to the seed. */
export function addToSeed(api: Api, member: DeviceKey, group: string, draw: string): Promise<Ack> {
  const body = { sortition: trustedCid(draw), contribution: crypto.getRandomValues(new Uint8Array(32)) }
  return write(api, member, { kind: 'sortition/joined', log: group, body })
}

/** Will not serve on a panel. */
export function declineSeat(api: Api, member: DeviceKey, group: string, draw: string): Promise<Ack> {
  return write(api, member, { kind: 'sortition/declined', log: group, body: { sortition: trustedCid(draw) } })
}
