import type { Choice } from '../governance/choice.ts'
import type { Profile } from '../governance/methods/profile.ts'
import { rational } from '../rational.ts'
import { isRefusal, type Refusal, type RefusalDetail, refuse } from '../refusal.ts'
import type { BallotFile, FileBallot } from './ballot-file.ts'
import { VOTE_WORDS, voteOfWord } from './vote-words.ts'

/**
 * The kinds of choices that methods take: tiers with equals, a ranking without, points, points above nothing, approvals,
 * or one vote for, against or neither.
 */
export type ChoiceKind = 'tiers' | 'rank' | 'points' | 'gifts' | 'approve' | 'vote'

/** How many ranks a ballot has before candidates share one. */
function strictRanks(tiers: FileBallot['tiers']): number {
  const shared = tiers.findIndex(tier => tier.length > 1)
  return shared < 0 ? tiers.length : shared
}

/** How many ballots a ranking without equals does not follow to their end. */
export function endedAtEquals({ ballots }: BallotFile): number {
  return ballots.reduce((sum, { tiers, weight }) => (strictRanks(tiers) < tiers.length ? sum + weight : sum), 0)
}

/**
 * The ballots of a file as choices of a kind. Scores rank candidates, but a ranking says nothing of how good they are:
 * refuses with `ballots/misfit`, the line and the problem, what would have to be guessed.
 * A ballot is no ranking from where it has equals, and ends there for methods that take none (The Scottish Local Government
 * Elections Order 2007, schedule 1: not transferable).
 */
export function choicesOf({ ballots }: BallotFile, kind: ChoiceKind): Profile | Refusal {
  const alike = new Map<string, { choice: Choice; weight: number }>()
  for (const ballot of ballots) {
    const choice = CHOICES[kind](ballot)
    if (isRefusal(choice)) return choice
    const words = JSON.stringify(choice)
    const known = alike.get(words)
    if (known) known.weight += ballot.weight
    else alike.set(words, { choice, weight: ballot.weight })
  }
  return [...alike.values()].map(({ choice, weight }) => ({ choice, weight: rational(weight) }))
}

const CHOICES: Readonly<Record<ChoiceKind, (ballot: FileBallot) => Choice | Refusal>> = {
  tiers: ({ tiers }) => ({ tiers }),
  rank: ({ tiers }) => ({ rank: tiers.slice(0, strictRanks(tiers)).flat() }),
  points: ({ scores, line }) => (scores ? { points: scores } : misfit(line, 'no scores')),
  gifts: ({ scores, line }) =>
    scores ? { points: scores.filter(([, given]) => given > 0) } : misfit(line, 'no votes in columns of the options'),
  vote: ({ tiers, line }) => {
    const [word, ...others] = tiers.flat()
    if (word === undefined) return { vote: 'abstain' }
    const vote = others.length > 0 ? undefined : voteOfWord(word)
    return vote ? { vote } : misfit(line, 'not yes or no', { found: word.slice(0, 80), takes: VOTE_WORDS })
  },
  approve: ({ tiers, scores, line }) => {
    if (!scores)
      return tiers.length > 1 ? misfit(line, 'a ranking, which says not who is approved of') : approve(tiers.flat())
    const graded = scores.find(([, score]) => score > 1)
    return graded
      ? misfit(line, 'a score above 1, which says not who is approved of', { score: graded[1] })
      : approve(tiers.flat())
  },
}

function approve(names: readonly string[]): Choice {
  return { approve: names }
}

function misfit(line: number | null, problem: string, detail: RefusalDetail = {}): Refusal {
  return refuse('ballots/misfit', { line, problem, ...detail })
}
