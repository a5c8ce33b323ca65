import { compareRationals, multiply, type Rational, rational, ZERO } from '../../../rational.ts'
import type { Mark } from '../count.ts'
import type { Priced } from '../greedy.ts'

/** Ballots that say the same: what each gives to options, and how many voters they weigh. */
export type Ballot = { readonly marks: readonly Mark[]; readonly weight: Rational }

/** An option that somebody supports. */
export type Project = Priced & {
  /** The cost in the scale of the weights. */
  readonly due: bigint
  /**
   * What a point is worth to who gave it: the cost of the option where a point is an approval, else one. The option
   * that costs its supporters least for what it is worth is bought next.
   */
  readonly worth: bigint
  /** Its supporters as places of ballots, and the points of each. */
  readonly supporters: Int32Array
  readonly points: Float64Array
}

/** The ballots of a budget, indexed both ways. Weights and costs are times one denominator, so that both are whole. */
export type Electorate = {
  readonly projects: readonly Project[]
  readonly weights: readonly bigint[]
  readonly approximateWeights: Float64Array
  /** What each ballot supports: places of projects, with the points. */
  readonly supported: readonly (readonly [project: number, points: number])[][]
  /** How many voters there are, by weight. */
  readonly voters: Rational
  /** What weights and costs are times of. */
  readonly scale: bigint
}

/** @param valuedAtCost whether an option is worth its cost to each supporter, or the points that they give. */
export function electorateOf(
  options: readonly Priced[],
  ballots: readonly Ballot[],
  valuedAtCost: boolean,
): Electorate {
  const counted = ballots.filter(({ weight }) => compareRationals(weight, ZERO) > 0)
  const scale = counted.reduce((lcm, { weight }) => leastCommonMultiple(lcm, weight[1]), 1n)
  const weights = counted.map(({ weight }) => multiply(weight, [scale, 1n])[0])
  const supporters = new Map(options.map(({ id }) => [id, { places: [] as number[], points: [] as number[] }]))
  for (const [place, { marks }] of counted.entries()) {
    for (const [option, points] of marks) {
      if (points <= 0) continue
      supporters.get(option)?.places.push(place)
      supporters.get(option)?.points.push(points)
    }
  }
  const projects = options.flatMap(({ id, cost }): Project[] => {
    const found = supporters.get(id)
    if (!found || found.places.length === 0) return []
    const lists = { supporters: Int32Array.from(found.places), points: Float64Array.from(found.points) }
    return [{ id, cost, due: BigInt(cost) * scale, worth: valuedAtCost && cost > 0 ? BigInt(cost) : 1n, ...lists }]
  })
  const supported: [number, number][][] = counted.map(() => [])
  for (const [project, { supporters, points }] of projects.entries()) {
    for (const [at, place] of supporters.entries()) supported[place]?.push([project, points[at] ?? 0])
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  return {
    projects,
    weights,
    approximateWeights: Float64Array.from(weights, Number),
    supported,
    voters: rational(total, scale),
    scale,
  }
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return a * rational(b, a)[0]
}
