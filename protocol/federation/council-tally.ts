import { digestOfCid } from '../bytes/cid.ts'
import { type Choice, count, objectionsOfMethod } from '../governance/method.ts'
import { NO_OBJECTIONS } from '../governance/standing-objections.ts'
import { type Tally, tally } from '../governance/tally.ts'
import { charterOfVote } from '../group/charter-entries.ts'
import type { LogReader } from '../log-reader.ts'
import { rollAt, type SeatOnRoll } from './council.ts'
import type { CouncilClosed, CouncilVote, Motion, MotionVoice } from './council-motion.ts'
import { motionRule } from './council-rule.ts'

/** One member group before a motion: who sits for it, and the vote that counts. */
export type GroupVoice = SeatOnRoll & { readonly voice: MotionVoice | null }

/** A motion as it stands at a moment; `groups` in ascending order. */
export type MotionTally = { readonly groups: readonly GroupVoice[]; readonly tally: Tally }

/**
 * What the votes on a motion come to: one voice for each group on the roll of that moment or, if it is later, of the deadline, by
 * whoever sits for it there; a seat that is empty is a voice that was not given. By the charter under which it was moved.
 * @returns undefined where that charter is not at hand.
 */
export function tallyMotion(reader: LogReader, motion: Motion, atMs: number): MotionTally | undefined {
  const charter = charterOfVote(reader, motion)
  if (!charter) return undefined
  const last = lastVoices(reader.council?.voices(motion.id) ?? [])
  const groups = rollAt(reader, Math.min(atMs, motion.closesAtMs))
    .map(({ group, seat }): GroupVoice => ({ group, seat, voice: (seat && last.get(seat.delegate)) ?? null }))
    .sort((a, b) => (a.group < b.group ? -1 : 1))
  const rule = motionRule(charter, motion)
  const votes = groups.flatMap(({ voice }): Choice[] => (voice ? [{ vote: voice.vote }] : []))
  const objections = objectionsOfMethod(rule.method) === 'standing' ? objecting(groups) : NO_OBJECTIONS
  const seed = digestOfCid(motion.id)
  return { groups, tally: tally(rule, groups.length, count(rule.method, votes), seed, { objections }) }
}

/** Of each delegate the vote that counts: the highest `seq`, then the later place. */
function lastVoices(voices: readonly MotionVoice[]): Map<string, MotionVoice> {
  const last = new Map<string, MotionVoice>()
  for (const voice of voices) {
    const held = last.get(voice.by)
    if (!held || voice.seq >= held.seq) last.set(voice.by, voice)
  }
  return last
}

/** In a council nobody objects apart from their vote: where consent decides, who votes against objects. */
function objecting(groups: readonly GroupVoice[]) {
  const vote: CouncilVote = 'against'
  const against = groups.filter(({ voice }) => voice?.vote === vote).length
  return { standing: against, upheld: against }
}

/** Whether somebody has voted for every member group: then the motion is closed before its deadline. */
export function hasEverySpoken({ groups }: MotionTally): boolean {
  return groups.length > 0 && groups.every(({ voice }) => voice !== null)
}

/** The closing that states a result. */
export function closingOf({ id }: Motion, { groups, tally: { count: counted, outcome } }: MotionTally): CouncilClosed {
  return {
    motion: id,
    groups: groups.map(({ group, voice }) => ({ group, voice: voice?.id ?? null })),
    count: counted,
    accepted: outcome.accepted === true,
  }
}
