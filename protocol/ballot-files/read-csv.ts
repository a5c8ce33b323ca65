import { type Row, readRows } from '../delimited.ts'
import type { Mark } from '../governance/methods/count.ts'
import { HIGHEST_SCORE } from '../governance/methods/score.ts'
import { grouped } from '../grouped.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import { type BallotFile, type Preferences, tiersOfScores } from './ballot-file.ts'
import { readChoices } from './csv-choices.ts'
import { type CsvColumns, type CsvNumbers, readCsvColumns, type TableUse } from './csv-columns.ts'
import { checkName, checkNumber, checkOnce, cleanName } from './names.ts'
import { openPile } from './pile.ts'

/**
 * Reads a table of choices, a row a ballot (or `weight` ballots), separated by commas, semicolons or tabs, as RFC 4180 has
 * it. Columns `Rank 1`, `Rank 2`, … hold names, an empty cell being passed over; or a column for each candidate holds
 * ranks or scores, an empty cell being no rank, or 0; or one column holds what was chosen. Rows without anything in them
 * are passed over. Refuses with `ballots/bad`, line and problem, and `ballots/which-column`.
 */
export function readCsv(text: string, use: TableUse): BallotFile | Refusal {
  const records = readRows(text, delimiterOf(text))
  const header = records.next().value
  if (!header) return badBallots(null, 'no header')
  if ('problem' in header) return badBallots(header.line, header.problem)
  const rows = allRows(records, header.cells.length)
  if (isRefusal(rows)) return rows
  const columns = readCsvColumns(header, rows, use)
  if (isRefusal(columns)) return columns
  const candidates = new Set(columns.layout === 'candidates' ? columns.candidates.map(({ name }) => name) : [])
  const read = readerOf(columns, rows, use, candidates)
  if (isRefusal(read)) return read
  const pile = openPile()
  for (const row of rows) {
    const preferences = read(row)
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

/** The rows with something in them, each as wide as the header. */
function allRows(records: ReturnType<typeof readRows>, width: number): Row[] | Refusal {
  const rows: Row[] = []
  for (const row of records) {
    if ('problem' in row) return badBallots(row.line, row.problem)
    if (row.cells.every(cell => cell.trim() === '')) continue
    if (row.cells.length !== width) {
      return badBallots(row.line, 'not as many cells as columns', { cells: row.cells.length, columns: width })
    }
    rows.push(row)
  }
  return rows
}

/** What separates the columns of the header: of comma, semicolon and tab the one that is most often in it. */
function delimiterOf(text: string): string {
  const header = /^\uFEFF?\s*([^\r\n]*)/.exec(text)?.[1]?.replace(/"[^"]*"/g, '') ?? ''
  const times = (delimiter: string) => header.split(delimiter).length
  return [';', '\t'].reduce((best, other) => (times(other) > times(best) ? other : best), ',')
}

type Reader = (row: Row) => Preferences | Refusal

/** How a row is read; names that occur become candidates where the header has none. */
function readerOf(columns: CsvColumns, rows: readonly Row[], use: TableUse, candidates: Set<string>): Reader | Refusal {
  if (columns.layout === 'ranks') return row => ranking(row, columns.ranks, candidates)
  if (columns.layout === 'candidates') return row => numbersOf(row, columns, columns.numbers ?? use.numbers)
  const choices = readChoices(rows, columns.choice, use.several)
  if (isRefusal(choices)) return choices
  return row => named(row.line, choices.get(row) ?? [], candidates, names => (names.length > 0 ? [names] : []))
}

function numbersOf(
  row: Row,
  columns: CsvColumns & { readonly layout: 'candidates' },
  numbers: CsvNumbers,
): Preferences | Refusal {
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
  return numbers === 'ranks' ? { tiers: tiersOfRanks(marks) } : { tiers: tiersOfScores(marks), scores: marks }
}

/** Names from the best on. */
function ranking({ line, cells }: Row, ranks: readonly number[], candidates: Set<string>): Preferences | Refusal {
  const names = ranks.map(column => cleanName(cells[column] ?? '')).filter(name => name !== '')
  return named(line, names, candidates, names => names.map(name => [name]))
}

/** What a row names; every name that occurs is a candidate. */
function named(
  line: number,
  names: readonly string[],
  candidates: Set<string>,
  tiersOf: (names: readonly string[]) => readonly (readonly string[])[],
): Preferences | Refusal {
  for (const name of names) {
    if (candidates.has(name)) continue
    const bad = checkName(line, name) ?? checkNumber(line, candidates.size + 1)
    if (bad) return bad
    candidates.add(name)
  }
  return checkOnce(line, names) ?? { tiers: tiersOf(names) }
}

/** Candidates by rank, the lowest number first. Equals share one; ranks that nobody has are passed over. */
function tiersOfRanks(marks: readonly Mark[]): string[][] {
  const ranks = [...grouped(marks, ([, rank]) => rank)].sort(([a], [b]) => a - b)
  return ranks.map(([, ranked]) => ranked.map(([name]) => name))
}

function weightOf({ cells }: Row, { weight }: CsvColumns): number {
  if (weight === undefined) return 1
  const cell = cells[weight]?.trim() ?? ''
  return /^\d{1,15}$/.test(cell) ? Number(cell) : Number.NaN
}
