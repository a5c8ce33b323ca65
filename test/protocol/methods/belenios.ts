import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Profile } from '../../../protocol/governance/methods/profile.ts'
import { ONE } from '../../../protocol/rational.ts'

/** What belenios-tool counted, see `fixtures/methods/README.md`. Options go by their number from 0 on. */
type Case<Result> = { readonly n: number; readonly ballots: readonly (readonly number[])[]; readonly result: Result }
type SchulzeResult = { readonly raw: readonly (readonly number[])[]; readonly winners: readonly (readonly number[])[] }
type Vectors = {
  readonly schulze: readonly Case<SchulzeResult>[]
  readonly stv: readonly (Case<{ events: readonly (readonly [string, unknown])[]; winners: readonly number[] }> & {
    readonly seats: number
  })[]
  readonly mj: readonly (Case<SchulzeResult> & { readonly grades: number })[]
}

export const vectors: Vectors = readJson('ranked-and-graded.json')

/** Schulze's own example of 45 voters. */
export const schulze45: Case<SchulzeResult> = {
  n: 5,
  ballots: readJson('schulze45.json'),
  result: readJson('schulze45.belenios-tool-2.0.out.json'),
}

export function readFixture(name: string): string {
  return readFileSync(resolve(import.meta.dirname, '../../../fixtures/methods', name), 'utf8')
}

/** The names of options 0, 1, 2…: two digits, so that the alphabet has them in their order too. */
export const nameOf = (option: number) => `option ${String(option).padStart(2, '0')}`
export const namesOf = (number: number) => Array.from({ length: number }, (_, option) => nameOf(option))
export const namesOfTiers = (tiers: readonly (readonly number[])[]) => tiers.map(tier => tier.map(nameOf))

/** Ballots of equal ranks, 1 the best. */
export function tiersOfRanks(ballots: readonly (readonly number[])[]): Profile {
  return ballots.map(ranks => ({
    choice: {
      tiers: [...new Set(ranks)]
        .sort((a, b) => a - b)
        .map(rank => ranks.flatMap((of, option) => (of === rank ? [nameOf(option)] : []))),
    },
    weight: ONE,
  }))
}

/** Ballots that rank all options, 1 the best. */
export function rankOfRanks(ballots: readonly (readonly number[])[]): Profile {
  return ballots.map(ranks => ({
    choice: { rank: namesOf(ranks.length).sort((a, b) => place(ranks, a) - place(ranks, b)) },
    weight: ONE,
  }))
}

/** Ballots of grades, 1 the best, as points, 0 the worst. */
export function pointsOfGrades(ballots: readonly (readonly number[])[], grades: number): Profile {
  return ballots.map(given => ({
    choice: { points: given.map((grade, option) => [nameOf(option), grades - grade] as const) },
    weight: ONE,
  }))
}

function place(ranks: readonly number[], name: string): number {
  return ranks[namesOf(ranks.length).indexOf(name)] ?? 0
}

function readJson(name: string) {
  return JSON.parse(readFixture(name))
}
