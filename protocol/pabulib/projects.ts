import { isRefusal, type Refusal } from '../refusal.ts'
import { bad } from './bad.ts'
import type { PabulibProject } from './instance.ts'
import { type Meta, metaWhole } from './meta.ts'
import { amountInUnits, decimalsOf, wholeNumber } from './number.ts'
import { columnOf, type Section } from './section.ts'

/** Projects and budget in one unit of money. */
export type Money = {
  readonly unitsPerCurrency: number
  readonly budget: number
  readonly projects: readonly PabulibProject[]
}

/** Reads the projects; costs and budget are scaled together, so that decimals stay exact. */
export function readProjects(section: Section, meta: Meta): Money | Refusal {
  const idColumn = columnOf(section, 'project_id')
  const costColumn = columnOf(section, 'cost')
  if (idColumn === undefined) return bad(section.line, 'no column project_id')
  if (costColumn === undefined) return bad(section.line, 'no column cost')
  const nameColumn = columnOf(section, 'name')
  const budget = meta.get('budget')
  if (!budget) return bad(null, 'no budget in META')
  const amounts = [{ amount: budget.value, line: budget.line }]
  for (const { line, cells } of section.rows) amounts.push({ amount: cells[costColumn]?.trim() ?? '', line })
  const decimals = largestDecimals(amounts)
  if (isRefusal(decimals)) return decimals
  const budgetUnits = amountInUnits(budget.value, decimals)
  if (budgetUnits === undefined) return bad(budget.line, 'an amount too large', { amount: budget.value })

  const projects = new Map<string, PabulibProject>()
  for (const { line, cells } of section.rows) {
    const id = (cells[idColumn] ?? '').trim().normalize('NFC')
    const name = nameColumn === undefined ? '' : (cells[nameColumn] ?? '').trim()
    if (id === '') return bad(line, 'a project without an id')
    if (id.includes(',')) return bad(line, 'a comma in the id of a project', { project: id })
    if (projects.has(id)) return bad(line, 'a project twice', { project: id })
    const cost = amountInUnits(cells[costColumn]?.trim() ?? '', decimals)
    if (cost === undefined) return bad(line, 'an amount too large', { project: id })
    const official = readOfficial(section, line, cells)
    if (isRefusal(official)) return official
    projects.set(id, { id, cost, name, ...official })
  }
  if (projects.size === 0) return bad(section.line, 'no projects')
  const stated = metaWhole(meta, 'num_projects')
  if (isRefusal(stated)) return stated
  if (stated !== undefined && stated !== projects.size) {
    return bad(meta.get('num_projects')?.line ?? null, 'not as many projects', { stated, found: projects.size })
  }
  return { unitsPerCurrency: 10 ** decimals, budget: budgetUnits, projects: [...projects.values()] }
}

function largestDecimals(amounts: readonly { readonly amount: string; readonly line: number }[]): number | Refusal {
  let largest = 0
  for (const { amount, line } of amounts) {
    const decimals = decimalsOf(amount)
    if (decimals === undefined) return bad(line, 'not an amount of money', { amount })
    largest = Math.max(largest, decimals)
  }
  return largest
}

/** What the city published of a project; an empty cell states nothing. */
function readOfficial(section: Section, line: number, cells: readonly string[]) {
  const read = { votes: undefined, score: undefined, selected: undefined } satisfies Partial<PabulibProject>
  const official: { [K in keyof typeof read]: number | undefined } = read
  for (const column of ['votes', 'score', 'selected'] as const) {
    const place = columnOf(section, column)
    const cell = place === undefined ? '' : (cells[place] ?? '').trim()
    if (cell === '') continue
    const value = wholeNumber(cell)
    if (value === undefined) return bad(line, 'not a whole number', { column, value: cell })
    official[column] = value
  }
  return official
}
