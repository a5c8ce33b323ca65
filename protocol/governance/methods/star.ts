import { object, oneOf } from '../../bytes/schema.ts'
import { add, compareRationals, subtract } from '../../rational.ts'
import type { Refusal } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { checkCandidates } from './contest.ts'
import type { Method } from './method-type.ts'
import { checkWhole } from './options.ts'
import type { Outcome, Round } from './outcome.ts'
import { checkPaired } from './pair-cells.ts'
import { groupByPoints } from './ranking.ts'
import { options, places, whole } from './rule-fields.ts'
import { checkScores, HIGHEST_SCORE, pointMarks } from './score.ts'
import { type Broken, breakRunoffTie, breakScoreTie, type Draw } from './star-ties.ts'
import { type Stars, starCells, starsOfCount } from './stars.ts'

/** Each voter scores options from 0 to `maxScore`; of the two with the highest sums the one wins that more prefer. */
export type StarRule = {
  readonly method: 'star'
  readonly options: readonly string[]
  readonly maxScore: number
  /** How many options win. Each seat is filled in the same way among those that have none yet (Bloc STAR). */
  readonly seats: number
}

/** The scale that the method is known by. */
export const DEFAULT_STARS = 5

export const star: Method<StarRule> = {
  rule: object({ method: oneOf('star'), options, maxScore: whole, seats: places }),
  isBinary: () => false,
  checkRule: rule => checkStarRule(rule) ?? checkPaired(rule),
  checkChoice: checkStarChoice,
  options: rule => rule.options,
  marks: (_, choice) => pointMarks(choice),
  limits: ({ options, maxScore }) => ({ named: [0, options.length], points: [0, maxScore] }),
  counting: () => ({
    from: 'cells',
    cells: starCells,
    decide: (rule, count, seed) => decideStar(rule, starsOfCount(rule, count), seed),
  }),
}

export function checkStarRule(rule: StarRule): Refusal | undefined {
  return (
    checkCandidates(rule.options) ??
    checkWhole('maxScore', rule.maxScore, 1, HIGHEST_SCORE) ??
    checkWhole('seats', rule.seats, 1, rule.options.length)
  )
}

export function checkStarChoice(rule: StarRule, choice: Choice): Refusal | undefined {
  return checkScores(rule, choice)
}

/**
 * STAR voting (score, then automatic runoff). Each seat has two rounds: the sums of scores of those who have no seat
 * yet; then the two best by how many ballots prefer each, the ballots that score both the same being exhausted.
 * Source: starvoting.org, "STAR Voting" and "Bloc STAR Voting"; ties as in its Official Tiebreaker Protocol (2025).
 * @param seed 32 bytes that order what is tied after that.
 */
export function decideStar(rule: StarRule, stars: Stars, seed: Uint8Array): Outcome {
  const scoresOf = (options: readonly string[]) => options.map(option => ({ option, points: stars.sumOf(option) }))
  const rounds: Round[] = []
  const broken: Broken[] = []
  const selected: string[] = []
  let left = rule.options
  let runnerUp: string[] = []
  while (selected.length < rule.seats) {
    const { finalists, brokenScores } = findFinalists(left, stars, seed)
    const { winner, brokenRunoff } = runOff(finalists, stars, seed)
    rounds.push({ standing: scoresOf(left), elected: [], eliminated: [] }, runoffRound(finalists, winner, stars))
    broken.push(...brokenScores, ...brokenRunoff)
    selected.push(winner)
    left = left.filter(option => option !== winner)
    runnerUp = finalists.filter(option => option !== winner)
  }
  const others = groupByPoints(scoresOf(left.filter(option => !runnerUp.includes(option))))
  const order = [...[...selected, ...runnerUp].map(option => [option]), ...others]
  const ties = broken.map(({ tie }) => tie)
  for (const options of others) if (options.length > 1) ties.push({ options, brokenBy: 'none' })
  const draws = broken.flatMap(({ draw }) => draw ?? [])
  return { accepted: null, selected, ranking: joinDrawn(order, draws), ties, rounds }
}

/** What lots alone told apart got the same, and stands together. */
function joinDrawn(order: readonly (readonly string[])[], draws: readonly Draw[]): string[][] {
  const joined: string[][] = []
  for (const options of order) {
    const above = joined.at(-1)
    const last = above?.at(-1) ?? ''
    const areEqual = draws.some(
      ({ ahead, behind }) => ahead.includes(last) && options.some(option => behind.includes(option)),
    )
    if (above && areEqual) above.push(...options)
    else joined.push([...options])
  }
  return joined
}

/** The two options with the highest sums, or the only one there is. */
function findFinalists(options: readonly string[], stars: Stars, seed: Uint8Array) {
  const finalists: string[] = []
  const brokenScores: Broken[] = []
  for (const group of groupByPoints(options.map(option => ({ option, points: stars.sumOf(option) })))) {
    const free = 2 - finalists.length
    if (free > 0 && group.length > free) {
      const broken = breakScoreTie(group, free, stars, seed)
      finalists.push(...broken.ahead)
      brokenScores.push(broken)
    } else finalists.push(...group.slice(0, free))
  }
  return { finalists, brokenScores }
}

/** The finalist that more ballots prefer to the other; who is alone needs none. */
function runOff(finalists: readonly string[], stars: Stars, seed: Uint8Array) {
  const [a = '', b = a] = finalists
  const order = compareRationals(stars.preferring(a, b), stars.preferring(b, a))
  if (a === b || order !== 0) return { winner: order < 0 ? b : a, brokenRunoff: [] }
  const broken = breakRunoffTie(finalists, stars, seed)
  return { winner: broken.ahead[0] ?? a, brokenRunoff: [broken] }
}

function runoffRound(finalists: readonly string[], winner: string, stars: Stars): Round {
  const standing = finalists.map((option, place) => {
    const points = stars.preferring(option, finalists[1 - place] ?? option)
    return { option, points }
  })
  const decided = standing.map(({ points }) => points).reduce(add)
  return { standing, elected: [winner], eliminated: [], exhausted: subtract(stars.cast, decided) }
}
