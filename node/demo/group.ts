import { type Cid, parseCid } from '../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { MethodRule } from '../../protocol/governance/method.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import { type Rational, rational } from '../../protocol/rational.ts'
import { castBallot } from '../client/cast-ballot.ts'
import { type Client, openClient } from '../client/client.ts'
import { issueTicket, joinByTicket } from '../client/federate.ts'
import { type MemberKey, memberKey } from '../client/member-key.ts'
import { Problem, type ProblemDetails } from '../client/problem.ts'
import type { Ack, NodeInfo } from '../client/shapes.ts'
import { type Pen, signed } from '../client/write.ts'
import type { NodeProcess } from './node-process.ts'

/** What a demo's charters differ in. */
export type Founding = {
  readonly name: string
  readonly purpose: string
  readonly place: string
  readonly members: Charter['members']
  readonly method: MethodRule
  /** Share of the members, or of the member groups, that must take part. */
  readonly quorum: Rational
}

/** A group, or a federation, that the demo plays: its node, its first steward, its members with keys of their own. */
export type DemoGroup = {
  readonly name: string
  readonly id: Cid
  readonly node: NodeProcess
  readonly nodeKey: string
  readonly client: Client
  readonly steward: MemberKey
}

const HOUR_MS = 3_600_000
/** Members who are voting at the same time: enough to keep a node busy, not so many as to make its queue the measure. */
const VOTERS_AT_ONCE = 4

export async function foundGroup(node: NodeProcess, pen: Pen, founding: Founding): Promise<DemoGroup> {
  const steward = memberKey(pen.randomBytes(32))
  const client = openClient(node.url, { member: () => steward })
  const { nodeKey } = await client.get<NodeInfo>('/node')
  if (!isPublicKeyHex(nodeKey)) throw new Error(`the node of ${founding.name} says no key`)
  const body = charterOf(founding, steward, nodeKey)
  const entry = signed(pen, steward.signer, { kind: 'group/founded', log: null, seq: 1, body })
  const { id } = await client.post<Ack>('/setup', { token: node.setupToken, entry })
  return { name: founding.name, id: idOf(id), node, nodeKey, client, steward }
}

/** Lets people in, each with a key of their own; the group is open. The steward is the first of them. */
export async function admit({ client, id, steward }: DemoGroup, pen: Pen, people: number): Promise<MemberKey[]> {
  const members = Array.from({ length: people - 1 }, () => memberKey(pen.randomBytes(32)))
  const entries = members.map(({ signer }, at) => {
    const body = { name: `Member ${at + 2}`, invitation: null }
    return signed(pen, signer, { kind: 'member/joined', log: id, seq: 1, body })
  })
  const { results } = await client.post<{ results: (Ack | ProblemDetails)[] }>('/entries/batch', { entries })
  for (const result of results) if ('code' in result) throw new Problem(result)
  return [steward, ...members]
}

/** A ticket of a federation, taken by a group with a weight. */
export async function joinFederation(federation: DemoGroup, group: DemoGroup, weight: Rational, pen: Pen) {
  const terms = { weight, expiresAtMs: pen.now() + HOUR_MS }
  const ticket = await issueTicket(federation.client, pen, federation.steward.signer, federation, terms)
  await joinByTicket(group.client, pen, group.steward.signer, ticket)
}

/** Every member votes, each by their own ballot key and over a session of their own. */
export async function vote(group: DemoGroup, pen: Pen, members: readonly MemberKey[], proposal: string, votes: Votes) {
  const waiting = members.entries()
  const next = async (): Promise<void> => {
    for (const [place, member] of waiting) {
      const client = openClient(group.client.url, { member: () => member, nodeKey: group.nodeKey })
      const choice = place < votes.for ? ({ vote: 'for' } as const) : ({ vote: 'against' } as const)
      await castBallot(client, pen, member, idOf(proposal), choice)
    }
  }
  await Promise.all(Array.from({ length: VOTERS_AT_ONCE }, next))
}

type Votes = { readonly for: number; readonly against: number }

function charterOf(
  { name, purpose, place, members, method, quorum }: Founding,
  steward: MemberKey,
  node: MemberKey['key'],
): Charter {
  const ofGroups = members === 'groups'
  return {
    name,
    purpose,
    languages: ['ca', 'es', 'pt', 'en'],
    place,
    members,
    founder: 'Steward',
    stewards: [steward.key],
    threshold: 1,
    node,
    admission: { type: 'open' },
    decisions: { method, quorum: ofGroups ? rational(0) : quorum },
    federatedProposals: 'open-at-once',
    federation: ofGroups ? { quorum, evidence: 'recount', binds: true } : null,
    privacy: { reading: 'anyone', rollCall: 'voter' },
  }
}

function idOf(text: string): Cid {
  const id = parseCid(text)
  if (!id) throw new Error(`the node says ${text}, which is no id`)
  return id
}
