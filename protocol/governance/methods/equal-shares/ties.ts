import { compareRationals, type Rational, ZERO } from '../../../rational.ts'
import { drawOrder } from '../draw.ts'
import type { Tie } from '../outcome.ts'
import type { Electorate } from './electorate.ts'

type PointsOf = ReadonlyMap<string, Rational>

/**
 * Which of several projects that cost the same goes first, by place: the cheaper, then the one with more points, then
 * the draw. One order for all shares.
 * Source: https://equalshares.net, "How to break ties?".
 */
export function precedenceOf({ projects }: Electorate, pointsOf: PointsOf, seed: Uint8Array): number[] {
  const places = new Map(projects.map(({ id }, place) => [id, place]))
  const drawn = drawOrder(seed, [...places.keys()]).map(id => places.get(id) ?? 0)
  const points = (place: number) => pointsOf.get(projects[place]?.id ?? '') ?? ZERO
  const cost = (place: number) => projects[place]?.cost ?? 0
  const ordered = drawn.sort((a, b) => cost(a) - cost(b) || compareRationals(points(b), points(a)))
  const precedence = projects.map(() => 0)
  for (const [rank, place] of ordered.entries()) precedence[place] = rank
  return precedence
}

/** What ordered projects that cost the same: nothing had to where they have no supporter in common. */
export function tieBetween({ projects }: Electorate, tied: readonly number[], pointsOf: PointsOf): Tie {
  const among = tied.flatMap(place => projects[place] ?? [])
  const options = among.map(({ id }) => id)
  const supporters = among.flatMap(project => [...project.supporters])
  if (new Set(supporters).size === supporters.length) return { options, brokenBy: 'none' }
  const [first, second] = among
  const points = ({ id }: { id: string }) => pointsOf.get(id) ?? ZERO
  const drawn = first && second && first.cost === second.cost && compareRationals(points(first), points(second)) === 0
  return { options, brokenBy: drawn ? 'draw' : 'method' }
}

/** Ties that the draw broke where the outcome was not made, but decided on: each once, and none that is known. */
export function drawnBesides(ties: readonly Tie[], known: readonly Tie[]): Tie[] {
  const seen = new Set(known.map(({ options }) => options.join('\n')))
  return ties.filter(({ options, brokenBy }) => {
    const name = options.join('\n')
    if (brokenBy !== 'draw' || seen.has(name)) return false
    return seen.add(name)
  })
}
