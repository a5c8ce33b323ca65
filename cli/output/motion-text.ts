import type { MotionInfo } from '../../node/client/shapes.ts'
import { councilRuleView } from '../../node/http/views/method.ts'
import { witnessesView } from '../../node/http/views/witnesses.ts'
import { toBase64 } from '../../protocol/bytes/base64.ts'
import { encodeCanonical } from '../../protocol/bytes/canonical.ts'
import { motionRule } from '../../protocol/federation/council-rule.ts'
import type { MotionNode } from '../../protocol/federation/verify-motion.ts'
import { decisionState } from '../../protocol/federation/witnesses.ts'
import { termsOf } from '../../protocol/group/amending.ts'
import { type CharterTerms, charterTerms } from '../../protocol/group/charter.ts'
import { termsIn } from '../charter-in-force.ts'
import { changedLines, charterLines } from './charter-text.ts'
import { nameOrKey } from './name-or-key.ts'
import { emphasis } from './output.ts'
import { columns } from './table.ts'
import { moment } from './words.ts'

/** What people are told of a motion, by a node or out of its evidence. */
export type MotionSaid = Pick<
  MotionInfo,
  | 'id'
  | 'title'
  | 'text'
  | 'federation'
  | 'federationName'
  | 'groups'
  | 'change'
  | 'closesAtMs'
  | 'state'
  | 'counts'
  | 'quorum'
  | 'accepted'
  | 'rule'
  | 'witnesses'
>

/** A motion with the voice of every group; the last lines say what follows. */
export function motionText(motion: MotionSaid): string {
  const { title, text, federationName, groups, change } = motion
  const nameOf = (key: string) => key.slice(0, 12)
  const changed = change
    ? changedLines(charterLines(termsIn(change.before), nameOf), charterLines(termsIn(change.terms), nameOf))
    : []
  return [
    emphasis('bold', title),
    ...(text ? [text] : []),
    ...changed,
    `The council of ${federationName}`,
    columns(
      groups.map(({ name, delegate, vote }) => [
        name,
        delegate ? nameOrKey(delegate) : 'nobody sits for it',
        vote ?? '',
      ]),
    ),
    resultSentence(motion),
    ...endLines(motion),
    ...cameOf(motion),
  ].join('\n')
}

function endLines(motion: MotionSaid): string[] {
  if (motion.state === 'open') return [`Open until ${moment(motion.closesAtMs)}.`]
  return motion.state === 'withdrawn' ? ['Who moved it has withdrawn it.'] : witnessSentence(motion)
}

/** `2 for, 1 against; 2 of 3 groups needed: carried.` */
function resultSentence({ counts, quorum, accepted, groups, rule, state }: MotionSaid): string {
  const said = [
    `${counts.for} for`,
    `${counts.against} against`,
    ...(counts.abstain > 0 ? [`${counts.abstain} abstain`] : []),
  ]
  const share = 'threshold' in rule.method ? ` of ${rule.method.threshold}` : ''
  const outcome = accepted === null ? state : accepted ? 'carried' : 'not carried'
  return `${said.join(', ')}; ${quorum.voted} of ${groups.length} groups, ${quorum.needed} needed; ${rule.method.method}${share}: ${outcome}.`
}

function witnessSentence({ witnesses, state }: MotionSaid): string[] {
  if (!witnesses) return ['Waiting for witnesses: a cosignature does not hold.']
  const { by, of, needed } = witnesses
  const said = `${by.length} of ${of} nodes`
  return [state === 'waiting' ? `Waiting for witnesses: ${said}, ${needed} needed.` : `Witnessed by ${said}.`]
}

function cameOf({ change, accepted }: MotionSaid): string[] {
  if (!change || accepted !== true) return []
  if (change.state === 'in-force') return ['The charter says so from then on.']
  return change.state === 'refused' ? [`The charter could not be changed so any more: ${change.code}.`] : []
}

/** What the evidence of a motion shows, in the shape in which nodes tell it. */
export function motionOfReport({ council, name, motion, result, groups, charter, witnesses }: MotionNode): MotionSaid {
  const { tally } = result
  const names = new Map(groups.map(({ id, charter: own }) => [id, own.name]))
  const points = (vote: string) => tally.count.counts.find(({ option }) => option === vote)?.points ?? 0
  const { does } = motion
  return {
    id: motion.id,
    title: motion.title,
    text: motion.text,
    federation: council,
    federationName: name,
    groups: result.groups.map(({ group, seat, voice }) => ({
      group,
      name: names.get(group) ?? '',
      delegate: seat && { key: seat.delegate, name: seat.name },
      vote: voice?.vote ?? null,
    })),
    change:
      does.type === 'charter'
        ? {
            amends: does.amends,
            before: encoded(termsOf(charter)),
            terms: encoded(does.terms),
            state: 'open',
            code: null,
          }
        : null,
    closesAtMs: motion.closesAtMs,
    state: decisionState(true, witnesses),
    counts: { for: points('for'), against: points('against'), abstain: points('abstain') },
    quorum: { needed: tally.quorum.needed, voted: tally.voters, met: tally.quorum.met },
    accepted: tally.outcome.accepted === true,
    rule: councilRuleView(motionRule(charter, motion)),
    witnesses: witnesses && witnessesView(witnesses),
  }
}

function encoded(terms: CharterTerms): string {
  return toBase64(encodeCanonical(charterTerms.encode(terms)))
}
