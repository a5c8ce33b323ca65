import { add, compareRationals, multiply, ONE, type Rational, rational, ZERO } from '../../rational.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { type Mark, type MethodCount, type RationalCount, withBallots } from './count.ts'
import type { Method } from './method-type.ts'
import type { Outcome } from './outcome.ts'

/** The options of every question of yes or no, in the order of its count. Abstentions count for the quorum only. */
const VOTES = ['for', 'against', 'abstain'] as const

const HALF = rational(1, 2)

type Answer = Pick<Method<{ readonly method: string }>, 'isBinary' | 'checkChoice' | 'options' | 'marks' | 'limits'>

/** What all methods of yes or no have in common: their ballots. */
export const answer: Answer = {
  isBinary: () => true,
  checkChoice: (_, choice) => checkVote(choice),
  options: () => VOTES,
  marks: (_, choice) => voteMarks(choice),
  limits: () => ({ named: [1, 1], points: [1, 1] }),
}

/** Points for and against, abstentions left out. */
export function forAndAgainst(count: RationalCount): [Rational, Rational] {
  const points = (vote: string) => count.find(({ option }) => option === vote)?.points ?? ZERO
  return [points('for'), points('against')]
}

/** Refuses what is not an answer to yes or no. */
function checkVote(choice: Choice): Refusal | undefined {
  if (!('vote' in choice)) return refuse('ballot/bad-choice', { problem: 'the question is yes or no' })
  if (!VOTES.includes(choice.vote)) return refuse('ballot/bad-choice', { problem: 'not a vote', option: choice.vote })
}

function voteMarks(choice: Choice): Mark[] {
  return 'vote' in choice ? [[choice.vote, 1]] : []
}

/** A share of (for + against) that passes: more than half, at most all. */
export function checkThreshold(threshold: Rational): Refusal | undefined {
  if (compareRationals(threshold, HALF) <= 0 || compareRationals(threshold, ONE) > 0) {
    return refuse('proposal/bad', { field: 'threshold', problem: 'not more than a half and at most one' })
  }
}

/** Passes if for / (for + against) reaches the threshold; where nobody said either, it does not. */
export function decideShare(threshold: Rational, count: RationalCount): Outcome {
  const [inFavour, against] = forAndAgainst(count)
  const cast = add(inFavour, against)
  const accepted = compareRationals(cast, ZERO) > 0 && compareRationals(inFavour, multiply(threshold, cast)) >= 0
  return yesOrNo(accepted, count)
}

/** The outcome of a question of yes or no: as many for as against is a tie, and every method of ours says no to it. */
export function yesOrNo(accepted: boolean, count: RationalCount): Outcome {
  const [inFavour, against] = forAndAgainst(count)
  const order = compareRationals(inFavour, against)
  if (order === 0) {
    const tied = ['for', 'against']
    return { accepted, selected: [], ranking: [tied], ties: [{ options: tied, brokenBy: 'method' }], rounds: [] }
  }
  return {
    accepted,
    selected: [],
    ranking: order > 0 ? [['for'], ['against']] : [['against'], ['for']],
    ties: [],
    rounds: [],
  }
}

/**
 * The counts where every further ballot gives all it can to one of the two sides. Where nothing but votes decides, more for
 * never keep a question from passing and more against never help it: an outcome that neither can turn stands.
 */
export function allForOrAgainst(counted: MethodCount, more: number, most: number): MethodCount[] {
  return [withBallots(counted, 'for', more, most), withBallots(counted, 'against', more, most)]
}
