import type { RollCallInfo } from '../../node/client/shapes.ts'
import type { RollCall } from '../../protocol/governance/vote-privacy.ts'
import { choiceText } from './choice-text.ts'
import { table } from './table.ts'

const SEEN_BY: Readonly<Record<RollCall, string>> = {
  voter: 'nobody but you',
  members: 'members, once it is closed',
  all: 'everyone, once it is closed',
}

export function rollCallSentence(rollCall: RollCall): string {
  return `Who voted what is seen by: ${SEEN_BY[rollCall]}.`
}

/** Each member who voted with what they said, then who passed their vote on to whom where that is told. */
export function rollCallText({ ballots, represented }: RollCallInfo): string {
  const voted = ballots.map(({ voter, choice }) => [nameOf(voter), choiceText(choice)])
  const passed = (represented ?? []).map(({ voter, by }) => [nameOf(voter), `to ${nameOf(by)}`])
  const rows = [...voted, ...passed].sort(([a = ''], [b = '']) => a.localeCompare(b, 'en'))
  return rows.length === 0 ? 'Nobody has voted.' : table(['who', 'vote'], rows)
}

function nameOf({ key, name }: RollCallInfo['ballots'][number]['voter']): string {
  return name || key.slice(0, 12)
}
