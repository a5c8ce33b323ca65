import { type Row, readRows } from '../delimited.ts'
import type { Mark } from '../governance/methods/count.ts'
import { HIGHEST_SCORE } from '../governance/methods/score.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import { type BallotFile, type Preferences, tiersOfScores } from './ballot-file.ts'
import { type CsvColumns, type CsvNumbers, readCsvColumns } from './csv-columns.ts'
import { checkName, checkNumber, checkOnce, cleanName } from './names.ts'
import { openPile } from './pile.ts'

/**
 * Reads a table of choices, a row a ballot (or `weight` ballots), separated by commas, semicolons or tabs, as RFC 4180 has
 * it. Either columns `Rank 1`, `Rank 2`, … hold names, an empty cell being passed over; or a column for each candidate
 * holds ranks or scores, an empty cell being no rank, or 0. Rows without anything in them are passed over.
 * Refuses with `ballots/bad`, line and problem.
 * @param expected what the numbers are where the header only names candidates.
 */
export function readCsv(text: string, expected: CsvNumbers): BallotFile | Refusal {
  const rows = readRows(text, delimiterOf(text))
  const header = rows.next().value
  if (!header) return badBallots(null, 'no header')
  if ('problem' in header) return badBallots(header.line, header.problem)
  const columns = readCsvColumns(header.line, header.cells)
  if (isRefusal(columns)) return columns
  const candidates = new Set(columns.layout === 'ranks' ? [] : columns.candidates.map(({ name }) => name))
  const pile = openPile()
  for (const row of rows) {
    if ('problem' in row) return badBallots(row.line, row.problem)
    if (row.cells.every(cell => cell.trim() === '')) continue
    if (row.cells.length !== header.cells.length) {
      const found = { cells: row.cells.length, columns: header.cells.length }
      return badBallots(row.line, 'not as many cells as columns', found)
    }
    const preferences = preferencesOf(row, columns, expected, candidates)
    if (isRefusal(preferences)) return preferences
    const bad = pile.add(row.line, weightOf(row, columns), preferences)
    if (bad) return bad
  }
  const ballots = pile.ballots()
  const none = checkNumber(null, candidates.size)
  if (none) return none
  if (ballots.length === 0) return badBallots(null, 'no ballots')
  const rest = { title: undefined, areNumbers: false, fullNames: new Map(), withdrawn: [] }
  return { ...rest, candidates: [...candidates], ballots }
}

/** What separates the columns of the header: of comma, semicolon and tab the one that is most often in it. */
function delimiterOf(text: string): string {
  const header = /^\uFEFF?\s*([^\r\n]*)/.exec(text)?.[1]?.replace(/"[^"]*"/g, '') ?? ''
  const times = (delimiter: string) => header.split(delimiter).length
  return [';', '\t'].reduce((best, other) => (times(other) > times(best) ? other : best), ',')
}

function preferencesOf(
  row: Row,
  columns: CsvColumns,
  expected: CsvNumbers,
  candidates: Set<string>,
): Preferences | Refusal {
  if (columns.layout === 'ranks') return ranking(row, columns.ranks, candidates)
  const numbers = columns.numbers ?? expected
  const marks: Mark[] = []
  const [least, most] = numbers === 'ranks' ? [1, columns.candidates.length] : [0, HIGHEST_SCORE]
  for (const { name, column } of columns.candidates) {
    const cell = row.cells[column]?.trim() ?? ''
    if (cell === '') continue
    const number = /^\d{1,4}$/.test(cell) ? Number(cell) : Number.NaN
    if (!(number >= least && number <= most)) {
      const problem = numbers === 'ranks' ? 'not a rank' : 'not a score'
      return badBallots(row.line, problem, { candidate: name, found: cell.slice(0, 40), least, most })
    }
    marks.push([name, number])
  }
  marks.sort(([a], [b]) => (a < b ? -1 : 1))
  return numbers === 'ranks' ? tiersOfRanks(row.line, marks) : { tiers: tiersOfScores(marks), scores: marks }
}

/** Names from the best on; every one that occurs is a candidate. */
function ranking({ line, cells }: Row, ranks: readonly number[], candidates: Set<string>): Preferences | Refusal {
  const names = ranks.map(column => cleanName(cells[column] ?? '')).filter(name => name !== '')
  for (const name of names) {
    if (candidates.has(name)) continue
    const bad = checkName(line, name) ?? checkNumber(line, candidates.size + 1)
    if (bad) return bad
    candidates.add(name)
  }
  return checkOnce(line, names) ?? { tiers: names.map(name => [name]) }
}

/**
 * Candidates by rank. Equals share a rank; the next one has the next number, or leaves out as many as share. Other
 * numbers are refused: they may be scores.
 */
function tiersOfRanks(line: number, marks: readonly Mark[]): Preferences | Refusal {
  const tiers: string[][] = []
  let better = 0
  for (const [rank, ranked] of [...Map.groupBy(marks, ([, rank]) => rank)].sort(([a], [b]) => a - b)) {
    if (rank !== tiers.length + 1 && rank !== better + 1)
      return badBallots(line, 'ranks that are not 1, 2, 3, …', { rank })
    tiers.push(ranked.map(([name]) => name))
    better += ranked.length
  }
  return { tiers }
}

function weightOf({ cells }: Row, { weight }: CsvColumns): number {
  if (weight === undefined) return 1
  const cell = cells[weight]?.trim() ?? ''
  return /^\d{1,15}$/.test(cell) ? Number(cell) : Number.NaN
}
