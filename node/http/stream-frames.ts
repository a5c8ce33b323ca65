import type { KindName } from '../../protocol/kinds.ts'
import type { Activity, Happening, Voting } from '../domains/activity.ts'
import type { StreamEntry } from './schema/stream.ts'

/** An event as it goes over the wire, and whether anyone may see it. */
export type Frame = { readonly text: string; readonly isPublic: boolean; readonly position: number }

/** What is on the group's front door anyway: its name, its federations, and that their feeds move. */
const PUBLIC_KINDS: ReadonlySet<string> = new Set<KindName>([
  'group/founded',
  'group/federated',
  'group/unfederated',
  'feed/founded',
  'group/checkpoint',
])

/** @param cursor where to resume after it: everything up to there has been told. */
export function entryFrame(happening: Happening, cursor = happening.position): Frame {
  const { position, log, index, kind, id, subject, atMs } = happening
  const text = frameText(cursor, { position, log, index, kind, id, subject, at: atMs })
  return { text, isPublic: PUBLIC_KINDS.has(kind), position }
}

/** Ballots have come in for a vote: not which, not whose, not how many. */
export function votingFrame({ proposal, last }: Pick<Voting, 'proposal' | 'last'>, cursor = last): Frame {
  return { text: frameText(cursor, { kind: 'ballot/cast', subject: proposal }), isPublic: false, position: last }
}

/** What happened between two positions, in order; `end` is how far it got where there was more than `most`. */
export function framesBetween(
  activity: Activity,
  from: number,
  to: number,
  most: number,
): { frames: readonly Frame[]; end: number } {
  const happenings = activity.entries(from, to, most)
  const end = happenings.length < most ? to : (happenings.at(-1)?.position ?? to)
  const votings = activity.votings(from, end)
  const frames = [...happenings.map(one => entryFrame(one)), ...votings.map(one => votingFrame(one))]
  return { frames: frames.sort((a, b) => a.position - b.position), end }
}

function frameText(cursor: number, data: StreamEntry): string {
  return `id: ${cursor}\nevent: entry\ndata: ${JSON.stringify(data)}\n\n`
}
