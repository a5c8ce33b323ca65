import type { Outcome, Round, Tie } from './outcome.ts'
import { dealPapers, inVotes, type Piles, passAll, passSurplus } from './piles.ts'
import type { Profile } from './profile.ts'
import { orderByStages, type Stage, tieAcross, tiersByVotes } from './stages.ts'
import { wholeWeights } from './whole-weights.ts'

/** What is counted, and how many votes elect. */
export type TransferableVote = {
  /** Options that stand; others on a ballot are passed over. */
  readonly options: readonly string[]
  readonly seats: number
  /** Options that stand and have one of the seats already: they are never eliminated, nor elected again. */
  readonly seated: ReadonlySet<string>
  /** Whether the quota is a share of all valid ballots, or of those that are not exhausted. */
  readonly quotaOf: 'valid' | 'continuing'
}

/** A count under way. */
type Count = {
  readonly vote: TransferableVote
  readonly seed: Uint8Array
  readonly piles: Piles
  /** Neither elected nor eliminated yet. */
  readonly continuing: Set<string>
  /** Elected with more than the quota, and not passed on yet. */
  readonly surpluses: Set<string>
  readonly stages: Stage[]
  readonly ties: Tie[]
  /** Seats that are still free. */
  free: number
}

/**
 * Counts votes that can be transferred by the weighted inclusive Gregory method, stage by stage: options with the quota
 * are elected; then the largest surplus is passed on or, where there is none, the option with the fewest votes is
 * eliminated. Equal votes are ordered by the stage before, and so on back to the first, then by the draw.
 *
 * Every stage is a round: what its standing options have and what is exhausted are together all valid votes, exactly.
 * The quota is the least whole number of votes that no more options can reach than there are seats; where weights are
 * fractions it is a whole number of the largest part of a vote of which they all are.
 * @param seed 32 bytes.
 */
export function countTransferable(vote: TransferableVote, profile: Profile, seed: Uint8Array): Outcome {
  const count = beginCount(vote, profile, seed)
  const { piles, continuing, stages, ties } = count
  const quotaOf = quotaIn(vote, piles)
  const rounds: Round[] = []
  const best: string[][] = []
  const worst: string[][] = []
  for (;;) {
    stages.push(new Map([...piles.of].map(([option, { votes }]) => [option, votes])))
    const quota = quotaOf()
    const round = roundOf(piles, quota)
    const elected = elect(count, quota)
    best.push(...tiersByVotes(elected, stages))
    const eliminated = count.free > 0 ? moveOn(count, quota) : []
    worst.unshift(...eliminated.map(option => [option]))
    rounds.push({ ...round, elected, eliminated })
    if (count.free === 0) break
  }
  const left = [...continuing].filter(option => !vote.seated.has(option))
  const ranking = [...best, ...tiersByVotes(orderByStages(left, stages), stages), ...worst]
  return { accepted: null, selected: best.flat(), ranking, ties: [...ties, ...untoldTies(ranking, ties)], rounds }
}

function beginCount(vote: TransferableVote, profile: Profile, seed: Uint8Array): Count {
  const unseated = vote.options.filter(option => !vote.seated.has(option))
  return {
    vote,
    seed,
    piles: dealPapers(vote.options, wholeWeights(profile)),
    continuing: new Set(vote.options),
    surpluses: new Set(),
    stages: [],
    ties: [],
    free: Math.max(0, Math.min(vote.seats - vote.seated.size, unseated.length)),
  }
}

/** The Droop quota in the units of the piles, whenever asked; found in the units that the count begins with. */
function quotaIn({ seats, quotaOf }: TransferableVote, piles: Piles): () => bigint {
  const { unitsInVote, exhausted } = piles
  const valid = [...piles.of.values()].reduce((sum, { votes }) => sum + votes, exhausted)
  return () => {
    const finer = piles.unitsInVote / unitsInVote
    const votes = quotaOf === 'valid' ? valid : valid - piles.exhausted / finer
    return (votes / BigInt(seats + 1) + 1n) * finer
  }
}

function roundOf(piles: Piles, quota: bigint) {
  return {
    standing: [...piles.of].map(([option, { votes }]) => ({ option, points: inVotes(piles, votes) })),
    quota: inVotes(piles, quota),
    exhausted: inVotes(piles, piles.exhausted),
  }
}

/** Elects who has the quota, or all who are left where they are no more than the free seats. Returns them, most first. */
function elect(count: Count, quota: bigint): string[] {
  const { piles, continuing, surpluses, stages, ties } = count
  const { seated } = count.vote
  const votesOf = (option: string) => piles.of.get(option)?.votes ?? 0n
  const reached = [...continuing].filter(option => votesOf(option) >= quota)
  const unseated = [...continuing].filter(option => !seated.has(option))
  const able = unseated.length <= count.free ? unseated : reached.filter(option => !seated.has(option))
  const ordered = orderByStages(able, stages, able.length > count.free ? count.seed : undefined)
  ties.push(...tieAcross(ordered, count.free, stages))
  const elected = ordered.slice(0, count.free)
  count.free -= elected.length
  for (const option of [...elected, ...reached.filter(option => seated.has(option))]) {
    continuing.delete(option)
    if (votesOf(option) > quota) surpluses.add(option)
  }
  return elected
}

/** Passes on the largest surplus or, without any, the votes of the weakest option. Returns who is eliminated. */
function moveOn({ vote, seed, piles, continuing, surpluses, stages, ties }: Count, quota: bigint): string[] {
  const largest = orderByStages([...surpluses], stages, seed)
  const [first] = largest
  if (first !== undefined) {
    ties.push(...tieAcross(largest, 1, stages))
    surpluses.delete(first)
    passSurplus(piles, first, quota, continuing)
    return []
  }
  const unseated = [...continuing].filter(option => !vote.seated.has(option))
  const ordered = orderByStages(unseated, stages, seed)
  ties.push(...tieAcross(ordered, ordered.length - 1, stages))
  const weakest = ordered.slice(-1)
  for (const option of weakest) {
    continuing.delete(option)
    passAll(piles, option, continuing)
  }
  return weakest
}

/** Options that share a tier with nothing to decide between them. */
function untoldTies(ranking: readonly (readonly string[])[], told: readonly Tie[]): Tie[] {
  const untold = ranking.filter(
    tier => tier.length > 1 && !told.some(({ options }) => tier.every(option => options.includes(option))),
  )
  return untold.map(options => ({ options, brokenBy: 'none' }))
}
