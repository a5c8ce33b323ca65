import type { Row } from '../delimited.ts'
import type { Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import { cleanName } from './names.ts'

/**
 * What each row chose, by one column. Where a ballot may name several, a cell is a list with semicolons or, where no
 * cell has one, with commas, as forms export it. Else a cell is one name, commas and all; one that is made of what other
 * cells name too is refused, since nobody could tell which comes first.
 */
export function readChoices(
  rows: readonly Row[],
  column: number,
  several: boolean,
): ReadonlyMap<Row, readonly string[]> | Refusal {
  const cellOf = ({ cells }: Row) => cleanName(cells[column] ?? '')
  const cells = new Set(rows.map(cellOf))
  const separator = [...cells].some(cell => cell.includes(';')) ? ';' : ','
  const parts = (cell: string) =>
    cell
      .split(separator)
      .map(cleanName)
      .filter(part => part !== '')
  if (several) return new Map(rows.map(row => [row, parts(cellOf(row))]))
  const occurring = new Map<string, number>()
  for (const part of [...cells].flatMap(cell => [...new Set(parts(cell))])) {
    occurring.set(part, (occurring.get(part) ?? 0) + 1)
  }
  const isList = (cell: string) => parts(cell).length > 1 && parts(cell).every(part => (occurring.get(part) ?? 0) > 1)
  const lists = new Set([...cells].filter(isList))
  const list = rows.find(row => lists.has(cellOf(row)))
  if (list) return badBallots(list.line, 'several in one cell, in no order', { found: cellOf(list).slice(0, 80) })
  return new Map(rows.map(row => [row, cellOf(row) === '' ? [] : [cellOf(row)]]))
}
