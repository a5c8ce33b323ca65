import { formatRational, type Rational } from '../../../protocol/rational.ts'

/** The same data in JSON: fractions as text, lists that may be changed. */
export type JsonOf<T> = T extends Rational
  ? string
  : T extends readonly (infer I)[]
    ? JsonOf<I>[]
    : T extends object
      ? { -readonly [K in keyof T]: JsonOf<T[K]> }
      : T

/** Copies what the protocol says, such as a rule or an outcome, for an answer: whether its schema fits, the types say. */
export function jsonOf<T>(value: T): JsonOf<T>
// What each part becomes is said by its type alone, which only an overload can say without a cast.
export function jsonOf(value: unknown): unknown {
  if (isRational(value)) return formatRational(value)
  if (Array.isArray(value)) return value.map(item => jsonOf<unknown>(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, jsonOf<unknown>(item)]))
}

function isRational(value: unknown): value is Rational {
  return Array.isArray(value) && value.length === 2 && value.every(part => typeof part === 'bigint')
}
