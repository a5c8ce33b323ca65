import type { ProposalInfo } from '../node/client/shapes.ts'
import type { Choice } from '../protocol/governance/method.ts'
import { type Refusal, refuse } from '../protocol/refusal.ts'

type Rule = ProposalInfo['methodRule']

/**
 * What a voter typed, as the ballot of this proposal: `for`; options one after the other; `option=points`.
 * Whether the options and limits are right, the node says.
 */
export function readChoice(rule: Rule, words: readonly string[]): Choice | Refusal {
  const typed = words.map(word => word.normalize('NFC'))
  switch (rule.method === 'budget' ? rule.ballot.type : rule.method) {
    case 'majority':
    case 'supermajority':
    case 'consensus':
      return readVote(typed)
    case 'ordinal':
      return { rank: typed }
    case 'score':
    case 'scoring':
    case 'cumulative':
      return readPoints(typed)
    default:
      return { approve: typed }
  }
}

function readVote([vote, ...rest]: readonly string[]): Choice | Refusal {
  if (rest.length === 0 && (vote === 'for' || vote === 'against' || vote === 'abstain')) return { vote }
  return refuse('ballot/bad-choice', { expected: 'for, against or abstain' })
}

function readPoints(typed: readonly string[]): Choice | Refusal {
  const points: [string, number][] = []
  for (const word of typed) {
    const [, option, given] = /^(.+)=(-?\d{1,9})$/.exec(word) ?? []
    if (option === undefined) return refuse('ballot/bad-choice', { expected: 'option=points', found: word })
    points.push([option, Number(given)])
  }
  return { points }
}
