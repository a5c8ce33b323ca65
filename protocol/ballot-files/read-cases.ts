import { grouped } from '../grouped.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import type { BallotFile, Preferences } from './ballot-file.ts'
import { checkNumber } from './names.ts'
import { openPile } from './pile.ts'

/** The sections of a file of cases, each for the methods that are counted on ballots of its kind. */
export const CASE_SECTIONS = ['schulze', 'stv', 'mj'] as const
export type CaseSection = (typeof CASE_SECTIONS)[number]

/** Elections of one kind, in the order of the file. */
export type Cases = { readonly section: CaseSection; readonly elections: readonly BallotFile[] }

/**
 * Reads many elections from JSON as they were counted with belenios-tool: `{"schulze": [{n, ballots}], "stv": [{n, seats,
 * ballots}], "mj": [{n, grades, ballots}]}`, where each ballot has a number for each candidate: a rank, 1 the best, or a
 * grade, 1 the best. Candidates go by number from 0 on. What was counted elsewhere is passed over. Refuses with `ballots/bad`, where and problem.
 */
export function readCases(text: string): readonly Cases[] | Refusal {
  const parsed = parseJson(text)
  if (isRefusal(parsed)) return parsed
  const { json: file } = parsed
  if (!isRecord(file)) return badBallots(null, 'no JSON object of cases')
  const read: Cases[] = []
  for (const section of Object.keys(file).flatMap(key => CASE_SECTIONS.find(name => name === key) ?? [])) {
    const list = file[section]
    if (!Array.isArray(list)) return badBallots(null, 'not a list', { at: section })
    const elections: BallotFile[] = []
    for (const [place, item] of list.entries()) {
      const election = readElection(section, item, `${section}[${place}]`)
      if (isRefusal(election)) return election
      elections.push(election)
    }
    read.push({ section, elections })
  }
  return read.length === 0 ? badBallots(null, 'no cases', { sections: CASE_SECTIONS.join(', ') }) : read
}

/** Reads one election from JSON: a list of ballots, each with a rank for each candidate, 1 the best, equals allowed. */
export function readRankList(text: string): BallotFile | Refusal {
  const parsed = parseJson(text)
  if (isRefusal(parsed)) return parsed
  const { json: ballots } = parsed
  if (!Array.isArray(ballots)) return badBallots(null, 'no JSON list of ballots')
  const first: unknown = ballots[0]
  return readElection('schulze', { n: Array.isArray(first) ? first.length : 0, ballots }, 'ballots')
}

function readElection(section: CaseSection, item: unknown, at: string): BallotFile | Refusal {
  if (!isRecord(item)) return badBallots(null, 'not an election', { at })
  const { n, seats, grades, ballots } = item
  if (!isWhole(n, 0, 1_000_000)) return badBallots(null, 'no number of candidates', { at })
  const bad = checkNumber(null, n)
  if (bad) return bad
  if (section === 'stv' && !isWhole(seats, 1, n)) return badBallots(null, 'no number of seats', { at })
  if (section === 'mj' && !isWhole(grades, 2, 1000)) return badBallots(null, 'no number of grades', { at })
  if (!Array.isArray(ballots)) return badBallots(null, 'not a list of ballots', { at })
  const most = section === 'mj' && isWhole(grades, 2, 1000) ? grades : n
  const pile = openPile()
  for (const [place, ballot] of ballots.entries()) {
    const where = { at: `${at}.ballots[${place}]` }
    if (!isNumbers(ballot)) return badBallots(null, 'not a list of numbers', where)
    if (ballot.length !== n) return badBallots(null, 'not a number for each candidate', where)
    if (!ballot.every(number => isWhole(number, 1, most)))
      return badBallots(null, 'not a rank or grade', { ...where, most })
    if (section === 'stv' && new Set(ballot).size < n) return badBallots(null, 'a rank twice', where)
    const refused = pile.add(null, 1, preferencesOf(ballot, section === 'mj' ? most : undefined))
    if (refused) return refused
  }
  return {
    title: undefined,
    candidates: Array.from({ length: n }, (_, number) => String(number)),
    areNumbers: true,
    fullNames: new Map(),
    withdrawn: [],
    ...(isWhole(seats, 1, n) ? { seats } : {}),
    ...(section === 'mj' ? { grades: most } : {}),
    ballots: pile.ballots(),
  }
}

/** Numbers by candidate, 1 the best; of grades the best becomes the highest score. */
function preferencesOf(numbers: readonly number[], grades: number | undefined): Preferences {
  const levels = grouped(numbers.keys(), candidate => numbers[candidate] ?? 0)
  const tiers = [...levels].sort(([a], [b]) => a - b).map(([, tied]) => tied.map(String))
  if (grades === undefined) return { tiers }
  return { tiers, scores: numbers.map((grade, candidate) => [String(candidate), grades - grade] as const) }
}

/** What a text is as JSON. Refuses with `ballots/bad` what is none. */
export function parseJson(text: string): { readonly json: unknown } | Refusal {
  try {
    return { json: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch {
    return badBallots(null, 'not JSON')
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(item => typeof item === 'number')
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}
