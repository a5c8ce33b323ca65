import { grouped } from '../../grouped.ts'
import { type Rational, rational } from '../../rational.ts'
import type { WholeProfile } from './whole-weights.ts'

/** Ballots with one ranking, and their weight as a whole number. */
type Paper = { readonly rank: readonly string[]; readonly weight: bigint }
/** What an option holds: papers by their value, and the sum of weight times value. */
type Pile = { votes: bigint; papers: Map<bigint, readonly Paper[]> }

/**
 * All papers of a count by the option that holds them. Values and votes are whole numbers of the same small unit, of
 * which `unitsInVote` make one vote: passing on a fraction makes the unit smaller, so that every number stays exact.
 */
export type Piles = { readonly of: Map<string, Pile>; exhausted: bigint; unitsInVote: bigint }

/** Deals rankings to the first of the options on each. A ballot that names none of them is not valid and left out. */
export function dealPapers(options: readonly string[], { parts, rows }: WholeProfile): Piles {
  const of = new Map(options.map((option): [string, Pile] => [option, { votes: 0n, papers: new Map() }]))
  const piles: Piles = { of, exhausted: 0n, unitsInVote: parts }
  const papers = rows.flatMap(({ choice, weight }): Paper[] =>
    'rank' in choice && choice.rank.some(option => of.has(option)) ? [{ rank: choice.rank, weight }] : [],
  )
  passOn(piles, new Map([[1n, papers]]), new Set(options))
  return piles
}

/** Passes on what an option has above the quota, every paper at the same share of its value. The quota stays. */
export function passSurplus(piles: Piles, option: string, quota: bigint, continuing: ReadonlySet<string>) {
  const { votes, papers } = pileOf(piles, option)
  const [surplus, whole] = rational(votes - quota, votes)
  piles.of.set(option, { votes: quota, papers: new Map() })
  refine(piles, whole)
  passOn(piles, multiplyValues(papers, surplus), continuing)
}

/** Passes on all that an option has, at its value. */
export function passAll(piles: Piles, option: string, continuing: ReadonlySet<string>) {
  const { papers } = pileOf(piles, option)
  piles.of.delete(option)
  passOn(piles, papers, continuing)
}

/** Units as votes. */
export function inVotes(piles: Piles, units: bigint): Rational {
  return rational(units, piles.unitsInVote)
}

/** Cuts every unit into `times` smaller ones. */
function refine(piles: Piles, times: bigint) {
  piles.unitsInVote *= times
  piles.exhausted *= times
  for (const pile of piles.of.values()) {
    pile.votes *= times
    pile.papers = multiplyValues(pile.papers, times)
  }
}

function multiplyValues(papers: Pile['papers'], times: bigint): Pile['papers'] {
  return new Map([...papers].map(([value, held]) => [value * times, held]))
}

/** To the first continuing option on each paper; a paper without any is exhausted. */
function passOn(piles: Piles, papers: Pile['papers'], continuing: ReadonlySet<string>) {
  for (const [value, held] of papers) {
    for (const [next, group] of grouped(held, ({ rank }) => rank.find(option => continuing.has(option)))) {
      const votes = value * group.reduce((sum, { weight }) => sum + weight, 0n)
      if (next === undefined) piles.exhausted += votes
      else {
        const pile = pileOf(piles, next)
        pile.votes += votes
        pile.papers.set(value, (pile.papers.get(value) ?? []).concat(group))
      }
    }
  }
}

function pileOf(piles: Piles, option: string): Pile {
  const pile = piles.of.get(option)
  if (!pile) throw new Error(`${option} does not stand any more`)
  return pile
}
