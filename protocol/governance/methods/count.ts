import { add, multiply, type Rational, rational } from '../../rational.ts'

/** What one option got. `ballots`: how many ballots named it; `points`: their sum. */
export type OptionCount = { readonly option: string; readonly ballots: number; readonly points: number }

/**
 * The additive count of a vote: the count of a whole is the sum of the counts of its parts, in any order.
 * `counts` follows the options of the rule (for, against, abstain where the question is yes or no).
 */
export type MethodCount = { readonly ballots: number; readonly counts: readonly OptionCount[] }

export type OptionPoints = { readonly option: string; readonly points: Rational }

/** Points by option where the parts have weights: exact fractions. */
export type RationalCount = readonly OptionPoints[]

/** What one ballot gives to an option. */
export type Mark = readonly [option: string, points: number]

/** Nobody has voted yet. */
export function emptyCountOf(options: readonly string[]): MethodCount {
  return { ballots: 0, counts: options.map(option => ({ option, ballots: 0, points: 0 })) }
}

/**
 * Adds up ballots. An option that is not asked for, or a sum past 2^53 - 1, is a broken invariant and throws:
 * choices are checked before they are counted.
 */
export function countMarks(options: readonly string[], ballots: Iterable<Iterable<Mark>>): MethodCount {
  const places = new Map(options.map((option, place) => [option, place]))
  const named = options.map(() => 0)
  const points = options.map(() => 0)
  let total = 0
  for (const marks of ballots) {
    total += 1
    for (const [option, given] of marks) {
      const place = places.get(option)
      if (place === undefined) throw new RangeError(`the count has no option ${option}`)
      named[place] = (named[place] ?? 0) + 1
      points[place] = exact((points[place] ?? 0) + given)
    }
  }
  return {
    ballots: total,
    counts: options.map((option, place) => ({ option, ballots: named[place] ?? 0, points: points[place] ?? 0 })),
  }
}

/** The count of two groups together. Counts of different questions throw. */
export function addCounts(a: MethodCount, b: MethodCount): MethodCount {
  if (!sameOptions(a.counts, b.counts)) throw new RangeError('counts of different options cannot be added')
  return {
    ballots: exact(a.ballots + b.ballots),
    counts: a.counts.map((count, place) => ({
      option: count.option,
      ballots: exact(count.ballots + (b.counts[place]?.ballots ?? 0)),
      points: exact(count.points + (b.counts[place]?.points ?? 0)),
    })),
  }
}

/** A count as exact points, each times a weight. */
export function scaleCount(count: MethodCount, weight: Rational): RationalCount {
  return count.counts.map(({ option, points }) => ({ option, points: multiply(weight, rational(points)) }))
}

/** The weighted sum of two groups. Counts of different questions throw. */
export function addRationalCounts(a: RationalCount, b: RationalCount): RationalCount {
  if (!sameOptions(a, b)) throw new RangeError('counts of different options cannot be added')
  return a.map(({ option, points }, place) => ({ option, points: add(points, b[place]?.points ?? [0n, 1n]) }))
}

function sameOptions(a: readonly { readonly option: string }[], b: readonly { readonly option: string }[]): boolean {
  return a.length === b.length && a.every(({ option }, place) => option === b[place]?.option)
}

function exact(sum: number): number {
  if (!Number.isSafeInteger(sum)) throw new RangeError('the count is larger than integers are exact')
  return sum
}
