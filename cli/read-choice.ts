import type { ProposalInfo } from '../node/client/shapes.ts'
import { blankChoice } from '../protocol/governance/blank-choice.ts'
import type { Choice } from '../protocol/governance/method.ts'
import { type Refusal, refuse } from '../protocol/refusal.ts'

type Rule = ProposalInfo['methodRule']

/**
 * What a voter typed, as the ballot of this proposal: `for`; options one after the other; rankings such as `a>b=c`; points
 * such as `a=5 b=3` or `a:5,b:3`; `blank` where no option is called so. An option whose name has such a sign in it is a word of its own.
 * Whether the options and limits are right, the node says.
 */
export function readChoice(rule: Rule, words: readonly string[]): Choice | Refusal {
  const typed = words.map(word => word.normalize('NFC'))
  if (typed.length === 1 && typed[0] === 'blank' && !isOption(rule, 'blank')) return blankChoice(rule)
  switch (rule.method === 'budget' ? rule.ballot.type : rule.method) {
    case 'majority':
    case 'supermajority':
    case 'consensus':
    case 'consent':
      return readVote(typed)
    case 'irv':
    case 'stv':
    case 'ordinal':
      return { rank: typed.flatMap(word => readRanked(rule, word)) }
    case 'schulze':
    case 'copeland':
      return { tiers: typed.flatMap(word => readTiers(rule, word)) }
    case 'score':
    case 'star':
    case 'majority-judgment':
    case 'quadratic':
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

function readRanked(rule: Rule, word: string): string[] {
  return isOption(rule, word) ? [word] : word.split('>').map(name => name.trim())
}

function readTiers(rule: Rule, word: string): string[][] {
  return readRanked(rule, word).map(tier => (isOption(rule, tier) ? [tier] : tier.split('=').map(name => name.trim())))
}

function readPoints(typed: readonly string[]): Choice | Refusal {
  const points: [string, number][] = []
  for (const word of typed) {
    const found = [...word.matchAll(/(.+?)[=:](-?\d{1,9})(?:,\s*|$)/gy)]
    if (found.map(([whole]) => whole).join('') !== word || word === '') {
      return refuse('ballot/bad-choice', { expected: 'option=points', found: word })
    }
    for (const [, option = '', given] of found) points.push([option, Number(given)])
  }
  return { points }
}

function isOption(rule: Rule, name: string): boolean {
  return 'options' in rule && rule.options.some(option => (typeof option === 'string' ? option : option.id) === name)
}
