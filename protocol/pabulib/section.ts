import { type Row, readRows } from '../delimited.ts'
import type { Refusal } from '../refusal.ts'
import { bad } from './bad.ts'

const SECTIONS = ['META', 'PROJECTS', 'VOTES'] as const
type SectionName = (typeof SECTIONS)[number]

/** A table of the file: names of columns in lower case, and rows with exactly as many cells. */
export type Section = { readonly line: number; readonly header: readonly string[]; readonly rows: readonly Row[] }
export type Sections = Readonly<Record<SectionName, Section>>

/** The three tables of a file, in their order and each once; a row that is too short or too long is refused. */
export function readSections(text: string): Sections | Refusal {
  const read: { line: number; header: string[]; rows: Row[] }[] = []
  for (const row of readRows(text, ';')) {
    if ('problem' in row) return bad(row.line, row.problem)
    const name = sectionName(row)
    const section = read.at(-1)
    if (name) {
      if (name !== SECTIONS[read.length]) return bad(row.line, `${name} is out of place`)
      if (section?.header.length === 0) return bad(section.line, 'a section without columns')
      read.push({ line: row.line, header: [], rows: [] })
      continue
    }
    if (!section) return bad(row.line, 'the file does not begin with META')
    if (section.header.length > 0) {
      if (row.cells.length !== section.header.length) {
        return bad(row.line, 'not as many cells as columns', {
          cells: row.cells.length,
          columns: section.header.length,
        })
      }
      section.rows.push(row)
      continue
    }
    section.header = row.cells.map(cell => cell.trim().toLowerCase())
    const twice = section.header.find((column, place) => section.header.indexOf(column) !== place)
    if (twice !== undefined) return bad(row.line, 'a column twice', { column: twice })
  }
  const [meta, projects, votes] = read
  if (!meta || !projects || !votes) return bad(null, `no section ${SECTIONS[read.length] ?? ''}`)
  if (votes.header.length === 0) return bad(votes.line, 'a section without columns')
  return { META: meta, PROJECTS: projects, VOTES: votes }
}

/** Where a column stands in its section. */
export function columnOf(section: Section, column: string): number | undefined {
  const place = section.header.indexOf(column)
  return place === -1 ? undefined : place
}

function sectionName({ cells }: Row): SectionName | undefined {
  const [first = '', ...others] = cells
  return others.every(cell => cell.trim() === '')
    ? SECTIONS.find(name => name === first.trim().toUpperCase())
    : undefined
}
