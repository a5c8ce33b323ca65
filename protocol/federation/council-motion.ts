import { encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { boolean, cid, type Infer, integer, list, nullable, object, oneOf, text, union } from '../bytes/schema.ts'
import { methodCountCodec } from '../governance/method.ts'
import { ON_THE_WAY_MS } from '../governance/on-the-way.ts'
import { LONGEST_VOTE_MS, SHORTEST_VOTE_MS } from '../governance/proposal.ts'
import { changeFields } from '../group/amending.ts'
import { refuseChange } from '../group/charter-entries.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { requireSeat } from './council.ts'
import { closingOf, hasEverySpoken, tallyMotion } from './council-tally.ts'

/** What a motion does if it passes: binds the council by its words, or changes the federation's charter. */
const motionDoes = union('type', {
  resolution: object({}),
  charter: object(changeFields),
})

/** A delegate puts a motion to the council, in the council's own log, which is the federation's. */
export const councilMoved = object({
  title: text({ min: 1, max: 200 }),
  text: text({ min: 0, max: 20_000 }),
  does: motionDoes,
  closesAtMs: integer({ min: 0 }),
})
export type CouncilMoved = Infer<typeof councilMoved>

/** A delegate votes on a motion, for every group for which they sit; the last one counts. */
export const councilVoted = object({ motion: cid, vote: oneOf('for', 'against', 'abstain') })
export type CouncilVote = Infer<typeof councilVoted>['vote']

/** Who moved takes the motion back, before anybody else has voted on it. */
export const councilWithdrawn = object({ motion: cid })

/** The federation's node states the result: every member group with the voice that counts for it, and what follows by the rule. */
export const councilClosed = object({
  motion: cid,
  /** In ascending order; `voice` is the vote of who sits for the group, null where there is none. */
  groups: list(object({ group: cid, voice: nullable(cid) }), { max: 10_000 }),
  count: methodCountCodec,
  accepted: boolean,
})
export type CouncilClosed = Infer<typeof councilClosed>

/** A motion as the council's log has it. */
export type Motion = CouncilMoved & {
  readonly id: Cid
  readonly by: PublicKeyHex
  /** The amendment that had set the charter under which it was moved, and goes to its end; absent where that was the genesis. */
  readonly charter?: Cid | undefined
  readonly closed: { readonly entry: Cid; readonly atMs: number; readonly body: CouncilClosed } | null
  /** When who moved it took it back; null while it stands. */
  readonly withdrawnAtMs: number | null
}

/** One vote of a delegate. */
export type MotionVoice = {
  readonly id: Cid
  readonly by: PublicKeyHex
  readonly seq: number
  readonly vote: CouncilVote
}

/** What the rules may know of a council's motions. */
export type CouncilReader = {
  motion(id: Cid): Motion | undefined
  /** All votes on a motion, replaced ones too, in the order of the log. */
  voices(motion: Cid): readonly MotionVoice[]
}

/** Kinds by which a council decides. */
export const MOTION_KINDS = ['council/moved', 'council/voted', 'council/withdrawn', 'council/closed'] as const
export type MotionEntry = KnownEntry<(typeof MOTION_KINDS)[number]>

export function isMotionEntry(known: KnownEntry): known is MotionEntry {
  return MOTION_KINDS.some(kind => kind === known.kind)
}

/** Who sits may move, by their own clock and the node's; for as long as a vote may be open. */
export function judgeMoved(
  { entry, body }: KnownEntry<'council/moved'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  if (reader.charter()?.members !== 'groups') return refuse('entry/not-for-this-log', { kind: 'council/moved' })
  const { by, at } = entry.header
  const unseated = requireSeat(reader, by, [at, nowMs])
  if (unseated) return unseated
  const isTooShort = body.closesAtMs - Math.max(nowMs, at) < SHORTEST_VOTE_MS - ON_THE_WAY_MS
  if (isTooShort || body.closesAtMs - Math.min(nowMs, at) > LONGEST_VOTE_MS + ON_THE_WAY_MS) {
    return refuse('motion/bad', { field: 'closesAtMs', problem: 'open for less than an hour or more than 14 days' })
  }
  return body.does.type === 'charter' ? refuseChange(body.does, reader) : undefined
}

export function judgeVoted(
  { entry, body }: KnownEntry<'council/voted'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const { by, at } = entry.header
  const motion = openMotion(reader, body.motion)
  if (isRefusal(motion)) return motion
  return refuseLate(motion, at, nowMs) ?? requireSeat(reader, by, [at, nowMs])
}

/** A motion is its mover's until somebody else has voted on it: from then on it is the council's. */
export function judgeMotionWithdrawn(
  { entry, body }: KnownEntry<'council/withdrawn'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const { by, at } = entry.header
  const motion = openMotion(reader, body.motion)
  if (isRefusal(motion)) return motion
  if (by !== motion.by) return refuse('motion/not-yours')
  if (!isMoversOwn(motion, reader.council?.voices(motion.id) ?? [])) return refuse('motion/voted-on')
  return refuseLate(motion, at, nowMs) ?? requireSeat(reader, by, [at, nowMs])
}

/** Whether nobody has voted on a motion but who moved it. */
export function isMoversOwn({ by }: Pick<Motion, 'by'>, voices: readonly MotionVoice[]): boolean {
  return voices.every(voice => voice.by === by)
}

/** A motion that the council has before it. */
function openMotion(reader: LogReader, id: Cid): Motion | Refusal {
  const motion = reader.council?.motion(id)
  if (!motion) return refuse('motion/unknown')
  if (motion.closed) return refuse('motion/closed')
  return motion.withdrawnAtMs === null ? motion : refuse('motion/withdrawn')
}

/** Other nodes judge by the entry's own time: neither clock may be past the end, or they would count other votes. */
function refuseLate({ closesAtMs }: Motion, atMs: number, nowMs: number): Refusal | undefined {
  return Math.max(nowMs, atMs) > closesAtMs ? refuse('motion/late', { closesAtMs }) : undefined
}

/** Only the node closes, after the deadline or once somebody has voted for every member group, and only as the votes come to. */
export function judgeMotionClosed(
  { entry, body }: KnownEntry<'council/closed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const { by, at } = entry.header
  if (by !== reader.charter()?.node) return refuse('member/not-allowed', { kind: 'council/closed' })
  const motion = openMotion(reader, body.motion)
  if (isRefusal(motion)) return motion
  const result = tallyMotion(reader, motion, at)
  if (!result) return refuse('motion/unknown')
  if (Math.min(nowMs, at) <= motion.closesAtMs && !hasEverySpoken(result)) {
    return refuse('motion/too-early', { closesAtMs: motion.closesAtMs })
  }
  const bytesOf = (closing: CouncilClosed) => encodeCanonical(councilClosed.encode(closing))
  if (!equalBytes(bytesOf(body), bytesOf(closingOf(motion, result)))) return refuse('motion/miscounted')
}
