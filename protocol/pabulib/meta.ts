import type { Refusal } from '../refusal.ts'
import { bad } from './bad.ts'
import { wholeNumber } from './number.ts'
import type { Section } from './section.ts'

/** The keys of a file with the line of each. */
export type Meta = ReadonlyMap<string, { readonly value: string; readonly line: number }>

export function readMeta(section: Section): Meta | Refusal {
  if (section.header[0] !== 'key' || section.header[1] !== 'value' || section.header.length !== 2) {
    return bad(section.line, 'the columns of META are not key;value')
  }
  const meta = new Map<string, { value: string; line: number }>()
  for (const { line, cells } of section.rows) {
    const [key = '', value = ''] = cells.map(cell => cell.trim())
    if (key === '') return bad(line, 'a key without a name')
    if (meta.has(key)) return bad(line, 'a key twice', { key })
    meta.set(key, { value, line })
  }
  return meta
}

/** A whole number of META, from zero; undefined where it is not stated. */
export function metaWhole(meta: Meta, key: string): number | undefined | Refusal {
  const entry = meta.get(key)
  if (!entry || entry.value === '') return undefined
  const value = wholeNumber(entry.value)
  return value === undefined || value < 0 ? bad(entry.line, 'not a whole number', { key, value: entry.value }) : value
}

/** Several whole numbers at once: the first that is none is the refusal. */
export function metaWholes<const K extends string>(
  meta: Meta,
  keys: readonly K[],
): { readonly [key in K]?: number } | Refusal {
  const read: { [key in K]?: number } = {}
  for (const key of keys) {
    const value = metaWhole(meta, key)
    if (value === undefined) continue
    if (typeof value !== 'number') return value
    read[key] = value
  }
  return read
}
