import { type Rational, rational, ZERO } from '../../../rational.ts'
import type { Electorate } from './electorate.ts'
import { compareOffers, exactPrice, type Offer, offerOf, rateOf } from './offer.ts'
import { fillPurse, moneyOf, notePrice, type Purse } from './purse.ts'

/** A project that its supporters bought. */
export type Purchase = {
  /** Place of the project. */
  readonly project: number
  /** What a supporter paid for each point given, or all they had left. */
  readonly price: Rational
  /** Places of all projects that cost as little for what they are worth, the bought one first. */
  readonly tied: readonly number[]
  /** Places of the ballots of supporters who pay all they have left, being short; all others but `spent` pay the price. */
  readonly short: Int32Array
  /** Of those who have nothing left. */
  readonly spent: Int32Array
}

/** What voters buy with a share each. */
export type Spree = {
  readonly share: Rational
  readonly purchases: readonly Purchase[]
  /** What everything that was bought costs together. */
  readonly cost: number
  /**
   * Which offers were made and who was short at each, without what it cost: where this is the same at two shares, it is
   * the same at every share between, because every comparison is between linear functions of the share. Undefined where
   * that is too long to keep.
   */
  readonly course: readonly number[] | undefined
}

/** Numbers in a course that is kept: a few megabytes. */
const LONGEST_COURSE = 1 << 20
const NOBODY = new Int32Array()

/**
 * Everybody gets a share; again and again the project is bought that costs its supporters least for what it is worth to
 * them, until no supporters can pay for theirs. What costs nothing goes first.
 * @param precedence of projects that cost the same, by place: the lower goes first.
 */
export function spend(electorate: Electorate, share: Rational, precedence: readonly number[]): Spree {
  const purse = fillPurse(electorate, share)
  const places = [...electorate.projects.keys()].sort((a, b) => (precedence[a] ?? 0) - (precedence[b] ?? 0))
  const isFree = (place: number) => electorate.projects[place]?.cost === 0
  const purchases = places
    .filter(isFree)
    .map((place): Purchase => ({ project: place, price: ZERO, tied: [place], short: NOBODY, spent: NOBODY }))
  const rates = new Map(places.filter(place => !isFree(place)).map(place => [place, 0]))
  const course: number[] = []
  let cost = 0
  for (;;) {
    const best = cheapest(purse, rates, course)
    if (best.length === 0) break
    const [first, ...others] = best.toSorted((a, b) => (precedence[a.place] ?? 0) - (precedence[b.place] ?? 0))
    if (!first) break
    const poor = whoIsShort(purse, first.offer)
    const price = buy(purse, first.place, first.offer)
    rates.delete(first.place)
    const tied = [first.place, ...others.map(({ place }) => place)]
    purchases.push({ project: first.place, price, tied, ...poor })
    course.push(...tied, -2)
    cost += first.offer.project.cost
  }
  return { share, purchases, cost, course: course.length > LONGEST_COURSE ? undefined : course }
}

type Placed = { readonly place: number; readonly offer: Offer }

/**
 * The offers that cost least for what they are worth; several are a tie. What a project costs its supporters only ever
 * rises, so projects that cost more when they were last asked for need not be asked for again.
 */
function cheapest(purse: Purse, rates: Map<number, number>, course: number[]): Placed[] {
  let best: Placed[] = []
  let most = Number.POSITIVE_INFINITY
  for (const [place, least] of [...rates].sort(([, a], [, b]) => a - b)) {
    if (least > most) break
    const project = purse.electorate.projects[place]
    const offer = project && offerOf(purse, project)
    noteCourse(course, place, offer)
    if (!offer) {
      rates.delete(place)
      continue
    }
    const rate = rateOf(offer)
    rates.set(place, rate.least)
    const order = best[0] ? compareOffers(purse, offer, best[0].offer) : -1
    if (order > 0) continue
    best = order < 0 ? [{ place, offer }] : [...best, { place, offer }]
    most = order < 0 ? rate.most : Math.max(most, rate.most)
  }
  return best
}

/** Takes what each supporter pays out of the purse; returns the exact price of a point. */
function buy(purse: Purse, place: number, { project, short }: Offer): Rational {
  const { numerator, points } = exactPrice(purse, { project, short })
  const exact = rational(numerator, purse.denominator * points)
  const price = notePrice(purse, place, numerator, points)
  const { left, empty } = purse
  for (const [at, ballot] of project.supporters.entries()) {
    if (empty[ballot] === 1) continue
    const rest = (left[ballot] ?? 0) - price * (project.points[at] ?? 0)
    const nothing = short[at] === 1 || (rest <= 2 * purse.error && moneyOf(purse, [ballot]) === 0n)
    left[ballot] = nothing ? 0 : rest
    empty[ballot] = nothing ? 1 : 0
  }
  return exact
}

/** Who cannot pay the price, before anything is taken out of the purse. */
function whoIsShort({ empty }: Purse, { project, short }: Offer): Pick<Purchase, 'short' | 'spent'> {
  const { supporters } = project
  return {
    short: supporters.filter((ballot, at) => empty[ballot] !== 1 && short[at] === 1),
    spent: supporters.filter(ballot => empty[ballot] === 1),
  }
}

function noteCourse(course: number[], place: number, offer: Offer | undefined): void {
  if (course.length > LONGEST_COURSE) return
  course.push(place, offer ? 1 : 0)
  if (!offer) return
  for (const [at, short] of offer.short.entries()) if (short === 1) course.push(at)
  course.push(-1)
}
