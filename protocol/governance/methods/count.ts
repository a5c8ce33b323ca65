import { add, multiply, type Rational, rational, ZERO } from '../../rational.ts'

/** What one option got. `ballots`: how many ballots named it; `points`: their sum. */
export type OptionCount = { readonly option: string; readonly ballots: number; readonly points: number }

/**
 * The count of a vote. `counts` follows the options of the rule (for, against, abstain where the question is yes or no).
 * It is additive, the count of a whole is the sum of the counts of its parts in any order, but where it has a `profile`.
 */
export type MethodCount = {
  readonly ballots: number
  readonly counts: readonly OptionCount[]
  /** Further sums, in the method's own order; for methods that look at more than points. */
  readonly cells?: readonly number[]
  /** Digest of the ballots themselves (`profileDigest`), for methods whose outcome follows from no sums. */
  readonly profile?: Uint8Array
}

export type OptionPoints = { readonly option: string; readonly points: Rational }

/** Points by option where the parts have weights: exact fractions. */
export type RationalCount = readonly OptionPoints[]

/** A count where the parts have weights; no cells for methods that have none. */
export type WeightedCount = { readonly points: RationalCount; readonly cells: readonly Rational[] }

/** What one ballot gives to an option. */
export type Mark = readonly [option: string, points: number]

/** What `weight` voters say alike: what each gives to options, and the places of the cells to which each adds one. */
export type Said = {
  readonly marks: readonly Mark[]
  readonly cells: readonly number[]
  readonly weight: number
}

/**
 * Adds up ballots. An option that is not asked for, or a sum past 2^53 - 1, is a broken invariant and throws:
 * choices are checked before they are counted.
 */
export function addUp(options: readonly string[], cellCount: number, ballots: Iterable<Said>): MethodCount {
  const places = new Map(options.map((option, place) => [option, place]))
  const named = options.map(() => 0)
  const points = options.map(() => 0)
  const cells = Array.from({ length: cellCount }, () => 0)
  let total = 0
  for (const { marks, cells: touched, weight } of ballots) {
    total = exact(total + weight)
    for (const [option, given] of marks) {
      const place = places.get(option)
      if (place === undefined) throw new RangeError(`the count has no option ${option}`)
      named[place] = (named[place] ?? 0) + weight
      points[place] = exact((points[place] ?? 0) + given * weight)
    }
    for (const place of touched) cells[place] = (cells[place] ?? 0) + weight
  }
  const counts = options.map((option, place) => ({ option, ballots: named[place] ?? 0, points: points[place] ?? 0 }))
  return cellCount === 0 ? { ballots: total, counts } : { ballots: total, counts, cells }
}

/** The count of two groups together. Counts of different questions, and such as are not additive, throw. */
export function addCounts(a: MethodCount, b: MethodCount): MethodCount {
  if (!sameOptions(a.counts, b.counts)) throw new RangeError('counts of different options cannot be added')
  if (a.profile || b.profile) throw new RangeError('counts of whole ballots cannot be added')
  const sum = {
    ballots: exact(a.ballots + b.ballots),
    counts: a.counts.map((count, place) => ({
      option: count.option,
      ballots: exact(count.ballots + (b.counts[place]?.ballots ?? 0)),
      points: exact(count.points + (b.counts[place]?.points ?? 0)),
    })),
  }
  const cells = addCells(a.cells ?? [], b.cells ?? [], (x, y) => exact(x + y))
  return a.cells ? { ...sum, cells } : sum
}

/** A count in exact fractions, each sum times a weight. */
export function scaleCount(count: MethodCount, weight: Rational): WeightedCount {
  return {
    points: count.counts.map(({ option, points }) => ({ option, points: multiply(weight, rational(points)) })),
    cells: (count.cells ?? []).map(cell => multiply(weight, rational(cell))),
  }
}

/** The weighted sum of two groups. Counts of different questions throw. */
export function addWeightedCounts(a: WeightedCount, b: WeightedCount): WeightedCount {
  if (!sameOptions(a.points, b.points)) throw new RangeError('counts of different options cannot be added')
  return {
    points: a.points.map(({ option, points }, place) => ({
      option,
      points: add(points, b.points[place]?.points ?? ZERO),
    })),
    cells: addCells(a.cells, b.cells, add),
  }
}

/** The count with `more` ballots that give all they can to one option; where there is none of this name, to nobody. */
export function withBallots(counted: MethodCount, option: string | undefined, more: number, most: number): MethodCount {
  return {
    ballots: counted.ballots + more,
    counts: counted.counts.map(count =>
      count.option === option ? { ...count, ballots: count.ballots + more, points: count.points + more * most } : count,
    ),
  }
}

function addCells<T>(a: readonly T[], b: readonly T[], sum: (x: T, y: T) => T): T[] {
  if (a.length !== b.length) throw new RangeError('counts of different cells cannot be added')
  return a.map((cell, place) => {
    const other = b[place]
    return other === undefined ? cell : sum(cell, other)
  })
}

function sameOptions(a: readonly { readonly option: string }[], b: readonly { readonly option: string }[]): boolean {
  return a.length === b.length && a.every(({ option }, place) => option === b[place]?.option)
}

function exact(sum: number): number {
  if (!Number.isSafeInteger(sum)) throw new RangeError('the count is larger than integers are exact')
  return sum
}
