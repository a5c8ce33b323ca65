import { LONGEST_OPTION } from '../governance/methods/options.ts'
import type { Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import { checkName, checkNumber, checkOnce, cleanName } from './names.ts'

/** What the numbers in columns of candidates say: ranks, 1 the best, or scores, the higher the better. */
export type CsvNumbers = 'ranks' | 'scores'

/** Which columns of a table say what, as the header names them. Columns that say nothing are in none of them. */
export type CsvColumns = {
  /** The column of how many ballots a row stands for. */
  readonly weight: number | undefined
} & (
  | { readonly layout: 'ranks' /** From the best rank on. */; readonly ranks: readonly number[] }
  | {
      readonly layout: 'candidates'
      readonly candidates: readonly { readonly name: string; readonly column: number }[]
      /** What the header says that the numbers are; undefined where it only names candidates. */
      readonly numbers: CsvNumbers | undefined
    }
)

const WEIGHT = ['weight', 'count', 'ballots', 'votes', 'number of ballots']
/** Columns that forms and spreadsheets put beside what was voted: no candidate is called so. */
const BESIDES = [
  ...['', '#', 'no', 'nr', 'id', 'ballot', 'ballot id', 'voter', 'voter id', 'name', 'email', 'email address', 'token'],
  ...['timestamp', 'time', 'date', 'submitted', 'precinct', 'district'],
]
const RANK = /^(?:rank|choice|preference)\s*#?\s*(\d{1,4})$|^(\d{1,4})(?:st|nd|rd|th)?\s+(?:rank|choice|preference)$/
const MARKED = /^(rank|score)\s*:\s*(.*)$/i

/**
 * Tells the two layouts apart by the header: columns `Rank 1`, `Rank 2`, … with names in them; or a column for each
 * candidate with numbers in it, called by the name alone, or by `rank: name` or `score: name`, where every other column
 * says nothing.
 */
export function readCsvColumns(line: number, cells: readonly string[]): CsvColumns | Refusal {
  const header = cells.map((cell, column) => ({ column, text: cleanName(cell), key: keyOf(cell) }))
  const weights = header.filter(({ key }) => WEIGHT.includes(key))
  if (weights.length > 1) return badBallots(line, 'two columns that say how many ballots')
  const weight = weights[0]?.column
  const ranked = header.flatMap(({ column, key }) => {
    const found = RANK.exec(key)
    return found ? [{ column, rank: Number(found[1] ?? found[2]) }] : []
  })
  if (ranked.length > 0) {
    ranked.sort((a, b) => a.rank - b.rank)
    if (ranked.some(({ rank }, place) => rank !== place + 1)) return badBallots(line, 'ranks that are not 1, 2, 3, …')
    return { weight, layout: 'ranks', ranks: ranked.map(({ column }) => column) }
  }
  const marked = header.flatMap(({ column, text }) => {
    const found = MARKED.exec(text)
    if (!found) return []
    const numbers: CsvNumbers = found[1]?.toLowerCase() === 'rank' ? 'ranks' : 'scores'
    return [{ column, numbers, name: cleanName(found[2] ?? '') }]
  })
  const numbers = marked[0]?.numbers
  if (marked.some(other => other.numbers !== numbers)) return badBallots(line, 'both ranks and scores')
  const candidates =
    marked.length > 0
      ? marked.map(({ name, column }) => ({ name, column }))
      : header
          .filter(({ key, column }) => column !== weight && !BESIDES.includes(key))
          .map(({ text, column }) => ({ name: text, column }))
  const bad = checkCandidates(
    line,
    candidates.map(({ name }) => name),
  )
  if (bad) return bad
  return { weight, layout: 'candidates', candidates, numbers }
}

function checkCandidates(line: number, names: readonly string[]): Refusal | undefined {
  for (const name of names) {
    const bad = checkName(line, name)
    if (bad) return bad
  }
  return checkNumber(line, names.length) ?? checkOnce(line, names)
}

function keyOf(cell: string): string {
  return cell
    .slice(0, LONGEST_OPTION)
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
}
