import { integer, object, oneOf } from '../../bytes/schema.ts'
import { add, compareRationals, multiply, type Rational, rational, subtract, ZERO } from '../../rational.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import { MOST_CELLS } from './count-codec.ts'
import type { Cells, Method } from './method-type.ts'
import { checkOptions, checkWhole } from './options.ts'
import type { Outcome, Tie } from './outcome.ts'
import { options, places } from './rule-fields.ts'
import { checkScores, pointMarks } from './score.ts'
import { seatTiers } from './seats.ts'

/** Voters grade options from 0 to `grades` - 1, the higher the better; the best median takes the seat. Left out is 0. */
export type MajorityJudgmentRule = {
  readonly method: 'majority-judgment'
  readonly options: readonly string[]
  /** How many grades there are. */
  readonly grades: number
  /** How many options win. */
  readonly seats: number
}

/** For each option in the order of the rule, the weight of the ballots that give it each grade, from 0 up. */
export type GradeHistogram = readonly (readonly Rational[])[]

/** Words for grades run out long before. */
export const MOST_GRADES = 20

const HALF = rational(1, 2)

/**
 * The histogram, row by row: the cell `option * grades + grade` says how many ballots give an option that grade. Every ballot
 * gives each option one, and what the grades come to stands in the points.
 */
const gradeCells: Cells<MajorityJudgmentRule> = {
  length: ({ options, grades }) => options.length * grades,
  reader({ options, grades }) {
    return choice => {
      const given = new Map(pointMarks(choice))
      return options.map((option, place) => place * grades + (given.get(option) ?? 0))
    }
  },
  arePossible({ grades }, cells, { ballots, counts }) {
    return counts.every(({ points }, place) => {
      const row = cells.slice(place * grades, (place + 1) * grades)
      const sum = row.reduce((total, times) => total + times, 0)
      return sum === ballots && row.reduce((total, times, grade) => total + times * grade, 0) === points
    })
  },
}

export const majorityJudgment: Method<MajorityJudgmentRule> = {
  rule: object({
    method: oneOf('majority-judgment'),
    options,
    grades: integer({ min: 0, max: MOST_GRADES }),
    seats: places,
  }),
  isBinary: () => false,
  checkRule: rule => checkMajorityJudgmentRule(rule) ?? checkCells(rule),
  checkChoice: checkMajorityJudgmentChoice,
  options: rule => rule.options,
  marks: (_, choice) => pointMarks(choice),
  limits: ({ options, grades }) => ({ named: [0, options.length], points: [0, grades - 1] }),
  counting: () => ({
    from: 'cells',
    cells: gradeCells,
    decide: (rule, { cells }, seed) => decideMajorityJudgment(rule, histogramOfCells(rule, cells), seed),
  }),
}

/** The histogram has to fit the entry that closes the proposal. */
function checkCells({ options, grades }: MajorityJudgmentRule): Refusal | undefined {
  const found = options.length * grades
  if (found <= MOST_CELLS) return
  return refuse('proposal/bad', { field: 'grades', problem: `more than ${MOST_CELLS} options times grades`, found })
}

export function checkMajorityJudgmentRule(rule: MajorityJudgmentRule): Refusal | undefined {
  return (
    checkOptions(rule.options) ??
    checkWhole('grades', rule.grades, 2, MOST_GRADES) ??
    checkWhole('seats', rule.seats, 1, rule.options.length)
  )
}

export function checkMajorityJudgmentChoice(rule: MajorityJudgmentRule, choice: Choice): Refusal | undefined {
  return checkScores({ options: rule.options, maxScore: rule.grades - 1 }, choice)
}

/** The histogram that cells stand for. */
export function histogramOfCells(
  { options, grades }: MajorityJudgmentRule,
  cells: readonly Rational[],
): GradeHistogram {
  return options.map((_, place) => cells.slice(place * grades, (place + 1) * grades))
}

/**
 * Majority judgment: the higher median grade is better; equal ones are compared by taking a median ballot off each
 * option again and again, until their medians differ. Only options with the same grades throughout stay tied. Of an
 * even number of ballots the median is the higher of the two middle grades, as belenios-tool has it; the source takes
 * the lower one. Source: Balinski & Laraki, "Majority Judgment: Measuring, Ranking, and Electing" (2011), chapter 1.
 * @param seed 32 bytes that order a tie across the last seat.
 */
export function decideMajorityJudgment(
  rule: MajorityJudgmentRule,
  histogram: GradeHistogram,
  seed: Uint8Array,
): Outcome {
  const judged = rule.options.map((option, place) => ({ option, runs: runsFromMiddle(histogram[place] ?? []) }))
  judged.sort((a, b) => compareRuns(b.runs, a.runs) || (a.option < b.option ? -1 : 1))
  const tiers = groupNeighbours(judged, (a, b) => compareRuns(a.runs, b.runs) === 0)
  const outcome = seatTiers(
    tiers.map(tier => tier.map(({ option }) => option)),
    rule.seats,
    () => true,
    seed,
  )
  return { ...outcome, ties: [...sameMedians(judged, outcome), ...outcome.ties] }
}

/** The median grade by the weight of the ballots that give each grade; undefined where there is no ballot. */
export function medianGrade(weights: readonly Rational[]): number | undefined {
  return runsFromMiddle(weights)[0]?.above
}

type Judged = { readonly option: string; readonly runs: readonly Run[] }
/** Up to where a grade, or two, reach from the middle of all ballots on. */
type Reach = { readonly reach: Rational }
type Side = Reach & { readonly grade: number }

/**
 * With all ballots of an option in the order of their grades: the grades at equal distances below and above the middle,
 * from where the run before ends. Medians taken off one by one are these grades from the middle out, the one above
 * before the one below; comparing by runs needs no single ballots, and takes weights that are fractions.
 */
type Run = Reach & { readonly below: number; readonly above: number }

function runsFromMiddle(weights: readonly Rational[]): Run[] {
  const middle = multiply(weights.reduce(add, ZERO), HALF)
  const below: Side[] = []
  const above: Side[] = []
  let lower = ZERO
  for (const [grade, weight] of weights.entries()) {
    const upper = add(lower, weight)
    if (compareRationals(weight, ZERO) > 0) {
      if (compareRationals(lower, middle) < 0) below.unshift({ grade, reach: subtract(middle, lower) })
      if (compareRationals(upper, middle) > 0) above.push({ grade, reach: subtract(upper, middle) })
    }
    lower = upper
  }
  return overlaps(below, above).map(([reach, a, b]) => ({ reach, below: a.grade, above: b.grade }))
}

/** Positive where `a` is better: where they differ first, above before below. */
function compareRuns(a: readonly Run[], b: readonly Run[]): number {
  for (const [, one, other] of overlaps(a, b)) {
    const order = one.above - other.above || one.below - other.below
    if (order !== 0) return order
  }
  return 0
}

/** Two lists of runs over the same distance, cut where either of them is cut. */
function overlaps<A extends Reach, B extends Reach>(as: readonly A[], bs: readonly B[]): [Rational, A, B][] {
  const cut: [Rational, A, B][] = []
  let [i, j] = [0, 0]
  for (;;) {
    const [a, b] = [as[i], bs[j]]
    if (!a || !b) {
      if (a || b) throw new RangeError('majority judgment compares options on the same ballots')
      return cut
    }
    const order = compareRationals(a.reach, b.reach)
    cut.push([order < 0 ? a.reach : b.reach, a, b])
    if (order <= 0) i += 1
    if (order >= 0) j += 1
  }
}

/** Options with one median that later medians told apart: it matters where some of them have a seat and some have not. */
function sameMedians(judged: readonly Judged[], { ranking, selected }: Outcome): Tie[] {
  const medians = groupNeighbours(judged, (a, b) => a.runs[0]?.above === b.runs[0]?.above)
  return medians.flatMap(group => {
    const tied = new Set(group.map(({ option }) => option))
    if (ranking.filter(tier => tier.some(option => tied.has(option))).length < 2) return []
    const options = ranking.flat().filter(option => tied.has(option))
    const winners = options.filter(option => selected.includes(option)).length
    return [{ options, brokenBy: winners > 0 && winners < options.length ? 'method' : 'none' }]
  })
}

function groupNeighbours<Item>(items: readonly Item[], belong: (a: Item, b: Item) => boolean): Item[][] {
  const groups: Item[][] = []
  for (const item of items) {
    const group = groups.at(-1)
    if (group?.[0] !== undefined && belong(group[0], item)) group.push(item)
    else groups.push([item])
  }
  return groups
}
