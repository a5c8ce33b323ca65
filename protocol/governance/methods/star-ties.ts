import { compareRationals, type Rational, rational } from '../../rational.ts'
import { drawOrder } from './draw.ts'
import type { Tie } from './outcome.ts'
import type { Stars } from './stars.ts'

/** Tied options told apart: those that go on, the tie as it was broken, and the draw where it took one. */
export type Broken = { readonly ahead: readonly string[]; readonly tie: Tie; readonly draw: Draw | undefined }
/** Options that nothing but the draw told apart: those that it put ahead, and the others. */
export type Draw = { readonly ahead: readonly string[]; readonly behind: readonly string[] }

/**
 * Which `places` of the options with one sum of scores go on. Those that lost the most of the duels among them drop
 * out; where all lost as many, those with the fewest highest scores; where these are as many too, one by the draw.
 * Then the same from the top with the rest. Source: the Official Tiebreaker Protocol of starvoting.org/ties (2025).
 */
export function breakScoreTie(tied: readonly string[], places: number, stars: Stars, seed: Uint8Array): Broken {
  const lots = drawOrder(seed, tied)
  const equals = new Set<string>()
  const goOn = (among: readonly string[], free: number): readonly string[] => {
    if (among.length <= free) return among
    const weakest = weakestOf(among, stars)
    if (!weakest) for (const option of among) equals.add(option)
    const dropped = weakest ?? among.slice(-1)
    const kept = among.filter(option => !dropped.includes(option))
    return kept.length >= free ? goOn(kept, free) : [...kept, ...goOn(dropped, free - kept.length)]
  }
  const ahead = goOn(lots, places)
  const behind = lots.filter(option => !ahead.includes(option))
  return brokenBy([...equals], ahead, [...ahead, ...behind])
}

/** Which of two goes ahead that as many prefer: by the sum of scores, then the highest scores, then the draw. */
export function breakRunoffTie(finalists: readonly string[], stars: Stars, seed: Uint8Array): Broken {
  const strongest = (options: readonly string[], measure: (option: string) => Rational) => {
    const most = options.map(measure).reduce((a, b) => (compareRationals(a, b) < 0 ? b : a))
    return options.filter(option => compareRationals(measure(option), most) === 0)
  }
  const lots = drawOrder(seed, finalists)
  const left = strongest(strongest(lots, stars.sumOf), stars.highestOf)
  const ahead = left.slice(0, 1)
  const options = [...ahead, ...lots.filter(option => !ahead.includes(option))]
  return brokenBy(left.length > 1 ? left : [], ahead, options)
}

/** @param equals those among which lots were drawn; none where the method's own rule was enough. */
function brokenBy(equals: readonly string[], ahead: readonly string[], options: readonly string[]): Broken {
  if (equals.length === 0) return { ahead, tie: { options, brokenBy: 'method' }, draw: undefined }
  const [first, second] = [equals.filter(one => ahead.includes(one)), equals.filter(one => !ahead.includes(one))]
  return { ahead, tie: { options, brokenBy: 'draw' }, draw: { ahead: first, behind: second } }
}

/** Who lost the most duels or, all being equal in that, has the fewest highest scores; undefined where all are equal. */
function weakestOf(tied: readonly string[], stars: Stars): readonly string[] | undefined {
  const wins = (option: string, other: string) =>
    compareRationals(stars.preferring(option, other), stars.preferring(other, option)) > 0
  const notLost = (option: string) => rational(-tied.filter(other => wins(other, option)).length)
  return fewest(tied, notLost) ?? fewest(tied, stars.highestOf)
}

function fewest(options: readonly string[], measure: (option: string) => Rational): readonly string[] | undefined {
  const least = options.map(measure).reduce((a, b) => (compareRationals(b, a) < 0 ? b : a))
  const weakest = options.filter(option => compareRationals(measure(option), least) === 0)
  return weakest.length < options.length ? weakest : undefined
}
