import type { Row } from '../delimited.ts'
import { LONGEST_OPTION } from '../governance/methods/options.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import { checkName, checkNumber, checkOnce, cleanName } from './names.ts'

/** What the numbers in columns of candidates say: ranks, 1 the best, or scores, the higher the better. */
export type CsvNumbers = 'ranks' | 'scores'

/** What a method makes of a table. */
export type TableUse = {
  /** What the numbers in columns of candidates are, where the header does not say. */
  readonly numbers: CsvNumbers
  /** Whether a ballot may name several without an order, so that a cell of choices is a list. */
  readonly several: boolean
  /** The column of the choice, where somebody said which. */
  readonly column?: string | undefined
}

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
  | { readonly layout: 'choice' /** What each row chose is in it, in words. */; readonly choice: number }
)

const WEIGHT = ['weight', 'count', 'ballots', 'votes', 'number of ballots']
/** Columns that forms and spreadsheets put beside what was voted: no candidate is called so. */
const BESIDES = [
  ...['', '#', 'no', 'nr', 'id', 'ballot', 'ballot id', 'voter', 'voter id', 'name', 'user', 'username', 'token'],
  ...['email', 'e mail', 'mail', 'email address', 'e mail address', 'timestamp', 'time', 'date', 'submitted'],
  ...['start time', 'completion time', 'last modified time', 'precinct', 'district'],
  ...['marca temporal', 'fecha', 'hora', 'nombre', 'correo', 'correo electrónico', 'dirección de correo electrónico'],
  ...['marca de temps', 'nom', 'correu', 'correu electrònic', 'adreça electrònica', 'data', 'data/hora'],
  ...['carimbo de data/hora', 'nome', 'endereço de e mail', 'e mail do respondente'],
]
/** What a form calls the column of what each person chose, where it says no more of it. */
const CHOICE = [
  ...['choice', 'your choice', 'vote', 'your vote', 'answer', 'response', 'selection', 'choices', 'answers'],
  ...['voto', 'vot', 'elección', 'elecció', 'opción', 'opció', 'respuesta', 'resposta', 'escolha', 'opção'],
]
const RANK = /^(?:rank|choice|preference)\s*#?\s*(\d{1,4})$|^(\d{1,4})(?:st|nd|rd|th)?\s+(?:rank|choice|preference)$/
const MARKED = /^(rank|score)\s*:\s*(.*)$/i

/**
 * Tells the layouts apart: columns `Rank 1`, `Rank 2`, … with names in them; a column for each candidate with numbers
 * in it, called by the name alone, or by `rank: name` or `score: name`, where every other column says nothing; or one
 * column with words in it, what each row chose. Which one that is, where several could be, is not guessed:
 * `ballots/which-column`, with those there are.
 */
export function readCsvColumns({ line, cells }: Row, rows: readonly Row[], use: TableUse): CsvColumns | Refusal {
  const header = cells.map((cell, column) => ({ column, text: cleanName(cell), key: keyOf(cell) }))
  const choice = choiceColumn(header, rows, use.column)
  if (typeof choice === 'object') return choice
  const weights = header.filter(({ key }) => WEIGHT.includes(key))
  if (weights.length > 1) return badBallots(line, 'two columns that say how many ballots')
  const weight = weights.find(({ column }) => column !== choice)?.column
  if (choice !== undefined) return { weight, layout: 'choice', choice }
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

type Heading = { readonly column: number; readonly text: string; readonly key: string }

/**
 * The column of what each row chose: the one that was named; else the only one with words that no form puts beside, or
 * that is called so. Undefined where the table has another layout.
 */
function choiceColumn(
  header: readonly Heading[],
  rows: readonly Row[],
  named: string | undefined,
): number | Refusal | undefined {
  if (named !== undefined) {
    const found = header.find(({ text, key }) => text === cleanName(named) || key === keyOf(named))
    return found?.column ?? whichColumn(header, named)
  }
  if (header.some(({ key, text }) => RANK.test(key) || MARKED.test(text))) return
  const able = header.filter(({ key }) => !BESIDES.includes(key))
  const inWords = able.filter(({ column }) => hasWords(rows, column))
  const called = inWords.filter(({ key }) => CHOICE.includes(key))
  if (called.length === 1) return called[0]?.column
  const free = able.filter(({ key }) => !WEIGHT.includes(key))
  const [only] = free.length > 0 ? free : able
  if (free.length <= 1) return inWords.find(heading => heading === only)?.column
  const isProse = ({ column }: Heading) => hasWords(rows, column) && !hasNumbers(rows, column)
  if (free.some(isProse)) return whichColumn(header)
}

function whichColumn(header: readonly Heading[], named?: string): Refusal {
  const columns = header.map(({ text }) => text).filter(text => text !== '')
  return refuse('ballots/which-column', { ...(named === undefined ? {} : { named }), columns: columns.join(', ') })
}

const NUMBER = /^[-+]?\d[\d.,]*$/

function hasWords(rows: readonly Row[], column: number): boolean {
  return contents(rows, column).some(cell => !NUMBER.test(cell))
}

function hasNumbers(rows: readonly Row[], column: number): boolean {
  return contents(rows, column).some(cell => NUMBER.test(cell))
}

function contents(rows: readonly Row[], column: number): string[] {
  return rows.map(({ cells }) => cells[column]?.trim() ?? '').filter(cell => cell !== '')
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
