import { add, divide, multiply, type Rational, rational, ZERO } from '../../../rational.ts'
import type { Electorate } from './electorate.ts'
import { type Spree, spend } from './purchases.ts'

/** What a completion comes to. */
export type Completed = {
  /** The last spree that the budget pays for. */
  readonly spree: Spree
  /** What was tied in the sprees before it, and in the first that is too dear. */
  readonly tiedOnTheWay: readonly (readonly number[])[]
}

/** Everybody's part of the budget, spent once. */
export function spendOnce(electorate: Electorate, budget: number, precedence: readonly number[]): Completed {
  return { spree: spend(electorate, partOf(electorate, budget), precedence), tiedOnTheWay: [] }
}

/**
 * Raises the share of everybody by one step again and again while what is bought stays within the budget, also past the
 * point where nothing more would fit; ends as well where everything that anybody supports is bought.
 * Shares between two that take the same course take it too, and are passed over.
 * Source: Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis" (IJCAI 2023), "Add1".
 * @param step in units of the budget; a whole number.
 */
export function spendWithRaises(
  electorate: Electorate,
  budget: number,
  step: number,
  precedence: readonly number[],
): Completed {
  const part = partOf(electorate, budget)
  const at = (raises: bigint) => spend(electorate, add(part, multiply([raises, 1n], rational(step))), precedence)
  const tiedOnTheWay: (readonly number[])[] = []
  let raises = 0n
  let spree = at(raises)
  while (spree.purchases.length < electorate.projects.length) {
    const next = at(raises + 1n)
    if (next.cost > budget) return { spree, tiedOnTheWay: [...tiedOnTheWay, ...tiesOf(next)] }
    const same = isSameCourse(spree, next)
    raises = same ? lastOnCourse(spree, raises + 1n, at) : raises + 1n
    tiedOnTheWay.push(...tiesOf(spree))
    spree = same ? at(raises) : next
  }
  return { spree, tiedOnTheWay }
}

function tiesOf({ purchases }: Spree): (readonly number[])[] {
  return purchases.flatMap(({ tied }) => (tied.length > 1 ? [tied] : []))
}

/** The last number of raises after which a spree still takes its course. */
function lastOnCourse(spree: Spree, known: bigint, at: (raises: bigint) => Spree): bigint {
  let last = known
  let step = 1n
  while (isSameCourse(spree, at(last + step))) {
    last += step
    step *= 2n
  }
  for (step /= 2n; step > 0n; step /= 2n) if (isSameCourse(spree, at(last + step))) last += step
  return last
}

function isSameCourse({ course: a }: Spree, { course: b }: Spree): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((step, at) => step === b[at])
}

function partOf({ voters }: Electorate, budget: number): Rational {
  return voters[0] === 0n ? ZERO : divide(rational(budget), voters)
}
