import { bad } from '../../protocol/pabulib/bad.ts'
import type { PabulibBallot, PabulibInstance } from '../../protocol/pabulib/instance.ts'
import { isRefusal, type Refusal } from '../../protocol/refusal.ts'

/** The ballots of one part of the city: they become a group. */
export type Area = { readonly name: string; readonly ballots: readonly PabulibBallot[] }

/** Columns that say where a voter lives. */
const USUAL_COLUMNS = ['neighborhood', 'district']

/** Where a voter's cell is empty, or the file has no such column. */
const NOWHERE = '—'

/**
 * The ballots by area, in the order in which the areas come up in the file.
 * @param column of the votes; by default `neighborhood` or `district`, and a single group where there is neither.
 */
export function areasOf({ columns, ballots }: PabulibInstance, column?: string): Area[] | Refusal {
  const chosen = chooseColumn(columns, column)
  if (isRefusal(chosen)) return chosen
  const areas = new Map<string, PabulibBallot[]>()
  for (const ballot of ballots) {
    const name = (chosen && ballot.columns[chosen]?.normalize('NFC')) || NOWHERE
    const held = areas.get(name)
    if (held) held.push(ballot)
    else areas.set(name, [ballot])
  }
  return [...areas].map(([name, ofArea]) => ({ name, ballots: ofArea }))
}

function chooseColumn(columns: readonly string[], wanted: string | undefined): string | undefined | Refusal {
  if (wanted === undefined) return USUAL_COLUMNS.find(column => columns.includes(column))
  const column = wanted.toLowerCase()
  return columns.includes(column) ? column : bad(null, 'no such column', { column, columns: columns.join(', ') })
}
