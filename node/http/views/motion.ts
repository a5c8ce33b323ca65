import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type CouncilVote, isMoversOwn, type MotionVoice } from '../../../protocol/federation/council-motion.ts'
import { motionRule } from '../../../protocol/federation/council-rule.ts'
import { tallyMotion } from '../../../protocol/federation/council-tally.ts'
import { decisionState } from '../../../protocol/federation/witnesses.ts'
import { votersNeeded } from '../../../protocol/governance/threshold.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import { delegateKey } from '../../domains/federation/delegate.ts'
import { hasEnded } from '../../domains/federation/merging.ts'
import type { StoredMotion } from '../../domains/federation/motions.ts'
import { witnessesAt } from '../../domains/federation/witnessed-place.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'
import type { MotionView } from '../schema/federation.ts'
import { amendmentOfVote } from './charter.ts'
import { groupsOf, type KnownFederation, mayAct } from './federation.ts'
import { councilRuleView } from './method.ts'
import { isGone } from './name.ts'
import { witnessesView } from './witnesses.ts'

/** Motions of the council of a federation, the newest first. */
export function motionsView(using: Context, known: KnownFederation, reader: PublicKeyHex | null): MotionView[] {
  const { log } = known
  if (!log) return []
  const motions = using.core.projections.federations.motions.list(log.row)
  return motions.map(motion => motionView(using, known, log, motion, reader))
}

/** @param reader whose own vote is told; null for a visitor. */
export function motionView(
  using: Context,
  known: KnownFederation,
  log: LogRow,
  motion: StoredMotion,
  reader: PublicKeyHex | null,
): MotionView {
  const { core } = using
  const { motions, seatings } = core.projections.federations
  const charter = charterOfVote(core.reader(log), motion) ?? known.charter
  const rule = motionRule(charter, motion)
  const voices = motions.voices(motion.id)
  const seats = seatings(log.row)
  const nameOf = (key: PublicKeyHex) =>
    isGone(using, key) ? '' : plainName(seats.findLast(({ delegate }) => delegate === key)?.name ?? '')
  const names = new Map(groupsOf(using, known).map(({ id, charter: own }) => [id, plainName(own.name)]))
  const counted = countedVoices(using, log, motion, voices)
  const { does, closed } = motion
  const witnesses = closed ? witnessesAt(core, log, charter, closed.body.groups, closed.entry) : null
  const votes = counted.flatMap(({ voice }) => voice?.vote ?? [])
  const count = (vote: CouncilVote) => votes.filter(one => one === vote).length
  const needed = votersNeeded(rule.quorum, counted.length)
  const isOpen = !closed && motion.withdrawnAtMs === null && core.now() <= motion.closesAtMs && !hasEnded(core, log)
  const delegate = reader && delegateKey(core, reader)
  const mayVote = isOpen && mayAct(using, known, reader)
  return {
    id: motion.id,
    federation: known.id,
    federationName: plainName(known.charter.name),
    title: motion.title,
    text: motion.text,
    does: does.type,
    by: { key: motion.by, name: nameOf(motion.by) },
    movedAtMs: motion.movedAtMs,
    closesAtMs: motion.closesAtMs,
    state: motion.withdrawnAtMs === null ? decisionState(closed !== null, witnesses) : 'withdrawn',
    accepted: closed?.body.accepted ?? null,
    closed: closed?.entry ?? null,
    closedAtMs: closed?.atMs ?? null,
    rule: councilRuleView(rule),
    groups: counted.map(({ group, delegate, voice }) => ({
      group,
      name: names.get(group) ?? '',
      delegate: delegate && { key: delegate, name: nameOf(delegate) },
      vote: voice?.vote ?? null,
    })),
    counts: { for: count('for'), against: count('against'), abstain: count('abstain') },
    quorum: { needed, voted: votes.length, met: votes.length >= needed },
    change: amendmentOfVote(using, log, { ...motion, change: does.type === 'charter' ? does : undefined }),
    mayVote,
    mayWithdraw: mayVote && motion.by === delegate && isMoversOwn(motion, voices),
    mine: voices.findLast(({ by }) => by === delegate)?.vote ?? null,
    witnesses: witnesses && witnessesView(witnesses),
  }
}

type Counted = {
  readonly group: StoredMotion['id']
  readonly delegate: PublicKeyHex | null
  readonly voice: MotionVoice | null
}

/** Of a closed motion the voices that its closing names, and who sat for the others then, whoever sits there since. */
function countedVoices(
  { core }: Context,
  log: LogRow,
  motion: StoredMotion,
  voices: readonly MotionVoice[],
): Counted[] {
  const { closed } = motion
  const roll = tallyMotion(core.reader(log), motion, closed?.atMs ?? core.now())?.groups ?? []
  if (!closed) return roll.map(({ group, seat, voice }) => ({ group, delegate: seat?.delegate ?? null, voice }))
  const sat = new Map(roll.map(({ group, seat }) => [group, seat?.delegate]))
  return closed.body.groups.map(({ group, voice: id }) => {
    const voice = voices.find(one => one.id === id) ?? null
    return { group, delegate: voice?.by ?? sat.get(group) ?? null, voice }
  })
}
