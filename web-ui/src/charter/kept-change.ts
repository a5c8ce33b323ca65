import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { termsIn, termsText } from './said-charter.ts'

/** A change of the charter on its way from the editor to the vote on it; it stays with this tab. */
export type KeptChange = { readonly amends: string; readonly terms: CharterTerms }

const PLACE = 'comunal.charter-change'

export function keepChange(storage: Storage, { amends, terms }: KeptChange): void {
  storage.setItem(PLACE, JSON.stringify({ amends, terms: termsText(terms) }))
}

export function keptChange(storage: Storage): KeptChange | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(PLACE) ?? 'null')
    if (typeof value !== 'object' || value === null) return undefined
    const [amends, terms]: unknown[] = [Reflect.get(value, 'amends'), Reflect.get(value, 'terms')]
    return typeof amends === 'string' && typeof terms === 'string' ? { amends, terms: termsIn(terms) } : undefined
  } catch {
    return undefined
  }
}

export function forgetChange(storage: Storage): void {
  storage.removeItem(PLACE)
}
