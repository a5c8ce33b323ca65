import { formatRational, rational as fraction, type Rational } from '../rational.ts'
import { type Canonical, isCanonicalMap } from './canonical.ts'
import { compareKeys } from './canonical-writer.ts'
import { type Cid, cidToLink, Link, linkToCid } from './cid.ts'
import { type PublicKeyHex, publicKeyBytes, publicKeyHex } from './public-key.ts'

export type { PublicKeyHex } from './public-key.ts'

/** Characters of a large fraction: more digits than the weights of any federation come to, few enough to reckon with. */
const LONGEST_FRACTION = 10_000

/** Marks problems, so that a body which happens to have a field of this name is none. */
const problemMark = Symbol('problem')

/** Why a canonical value does not have the shape that was asked for. */
export type Problem = { readonly problem: string; readonly [problemMark]: true }

/**
 * A shape of canonical data, read and written by one description.
 * `decode` judges what others wrote; `encode` trusts its caller's types and checks no limits.
 */
export type Codec<T> = { encode(value: T): Canonical; decode(value: Canonical): T | Problem }

/** The type that a codec reads and writes. */
export type Infer<C> = C extends Codec<infer T> ? T : never

export function problem(sentence: string): Problem {
  return { problem: sentence, [problemMark]: true }
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && problemMark in value
}

/** Text of `min` to `max` Unicode code points. */
export function text({ min = 0, max }: { min?: number; max: number }): Codec<string> {
  return {
    encode: value => value,
    decode: value => {
      if (typeof value !== 'string') return problem('not a text')
      const characters = [...value].length
      return characters < min || characters > max ? problem(`not ${min} to ${max} characters`) : value
    },
  }
}

export function integer(limits: { min?: number; max?: number } = {}): Codec<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = limits
  return {
    encode: value => value,
    decode: value => {
      if (typeof value !== 'number') return problem('not an integer')
      return value < min || value > max ? problem(`not between ${min} and ${max}`) : value
    },
  }
}

/** Byte string, of exactly `length` bytes where that is given. */
export function bytes(length?: number): Codec<Uint8Array> {
  return {
    encode: value => value,
    decode: value => {
      if (!(value instanceof Uint8Array)) return problem('not bytes')
      return length !== undefined && value.length !== length ? problem(`not ${length} bytes`) : value
    },
  }
}

export const boolean: Codec<boolean> = {
  encode: value => value,
  decode: value => (typeof value === 'boolean' ? value : problem('not true or false')),
}

/** An id: a link in the bytes, text in code. */
export const cid: Codec<Cid> = {
  encode: cidToLink,
  decode: value => (value instanceof Link ? linkToCid(value) : problem('not a link')),
}

/** An Ed25519 public key: 32 bytes in the bytes, hex in code. Whether the point is sound, the rules ask. */
export const publicKey: Codec<PublicKeyHex> = {
  encode: publicKeyBytes,
  decode: value =>
    value instanceof Uint8Array && value.length === 32 ? publicKeyHex(value) : problem('not a public key of 32 bytes'),
}

/** A fraction as `[numerator, denominator]`, in lowest terms with a positive denominator. */
export const rational: Codec<Rational> = {
  encode: ([numerator, denominator]) => [safeInteger(numerator), safeInteger(denominator)],
  decode: value => {
    if (!isList(value)) return problem('not a fraction')
    const [numerator, denominator, ...rest] = value
    if (typeof numerator !== 'number' || typeof denominator !== 'number' || rest.length > 0 || denominator < 1) {
      return problem('not a fraction')
    }
    const lowest = fraction(numerator, denominator)
    return lowest[1] === BigInt(denominator) ? lowest : problem('not a fraction in lowest terms')
  },
}

/** A fraction of any size, such as a sum of many, as text: `n/d`, or `n`; its one form only. */
export const largeRational: Codec<Rational> = {
  encode: formatRational,
  decode: value => {
    if (typeof value !== 'string' || value.length > LONGEST_FRACTION) return problem('not a fraction')
    const [, numerator, denominator = '1'] = /^(-?\d+)(?:\/(\d+))?$/.exec(value) ?? []
    if (numerator === undefined || /^0+$/.test(denominator)) return problem('not a fraction')
    const lowest = fraction(BigInt(numerator), BigInt(denominator))
    return formatRational(lowest) === value ? lowest : problem('not a fraction in lowest terms')
  },
}

/** One of some texts. */
export function oneOf<const T extends string>(...choices: readonly T[]): Codec<T> {
  return {
    encode: value => value,
    decode: value => choices.find(choice => choice === value) ?? problem(`not one of ${choices.join(', ')}`),
  }
}

/** A value or null. */
export function nullable<T>(codec: Codec<T>): Codec<T | null> {
  return {
    encode: value => (value === null ? null : codec.encode(value)),
    decode: value => (value === null ? null : codec.decode(value)),
  }
}

export function list<T>(codec: Codec<T>, { min = 0, max }: { min?: number; max: number }): Codec<readonly T[]> {
  return {
    encode: values => values.map(value => codec.encode(value)),
    decode: value => {
      if (!isList(value)) return problem('not a list')
      if (value.length < min || value.length > max) return problem(`not ${min} to ${max} items`)
      const items: T[] = []
      for (const [i, item] of value.entries()) {
        const read = codec.decode(item)
        if (isProblem(read)) return problem(`${i}: ${read.problem}`)
        items.push(read)
      }
      return items
    },
  }
}

/** Map from any names to values of one shape. */
export function record<T>(codec: Codec<T>, { max }: { max: number }): Codec<Readonly<Record<string, T>>> {
  return {
    encode: values => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, codec.encode(value)])),
    decode: value => {
      if (!isCanonicalMap(value)) return problem('not a map')
      if (Object.keys(value).length > max) return problem(`more than ${max} items`)
      const read: Record<string, T> = {}
      for (const [key, item] of Object.entries(value)) {
        const field = codec.decode(item)
        if (isProblem(field)) return problem(`${key}: ${field.problem}`)
        read[key] = field
      }
      return read
    },
  }
}

/** A field that may be absent; absent is the only way to leave it out. */
export type Optional<T> = { readonly optional: Codec<T> }
type Shape = { readonly [field: string]: Codec<unknown> | Optional<unknown> }
type ObjectOf<S extends Shape> = Flat<
  { readonly [F in keyof S as S[F] extends Optional<unknown> ? never : F]: Infer<S[F]> } & {
    readonly [F in keyof S as S[F] extends Optional<unknown> ? F : never]?: S[F] extends Optional<infer T> ? T : never
  }
>
type Variants = { readonly [name: string]: Codec<{ readonly [field: string]: unknown }> }
type UnionOf<Tag extends string, V extends Variants> = {
  [N in keyof V]: Flat<{ readonly [T in Tag]: N } & Infer<V[N]>>
}[keyof V]
type Flat<T> = { [K in keyof T]: T[K] }

export function optional<T>(codec: Codec<T>): Optional<T> {
  return { optional: codec }
}

/** Map with exactly these fields; a field that the shape does not name is a problem. */
export function object<const S extends Shape>(shape: S): Codec<ObjectOf<S>>
// The types of the fields are put together from the shape, which only an overload can say without a cast.
export function object(shape: Shape): Codec<Readonly<Record<string, unknown>>> {
  const fields = Object.entries(shape).map(([name, field]) =>
    'optional' in field ? { name, codec: field.optional, isOptional: true } : { name, codec: field, isOptional: false },
  )
  const inOrder = fields.toSorted((one, other) => compareKeys(one.name, other.name))
  return {
    encode: value => {
      const map: Record<string, Canonical> = {}
      for (const { name, codec, isOptional } of inOrder) {
        if (!isOptional || value[name] !== undefined) map[name] = codec.encode(value[name])
      }
      return map
    },
    decode: value => {
      if (!isCanonicalMap(value)) return problem('not a map')
      const read: Record<string, unknown> = {}
      let found = 0
      for (const { name, codec, isOptional } of fields) {
        const item = Object.hasOwn(value, name) ? value[name] : undefined
        if (item === undefined) {
          if (isOptional) continue
          return problem(`${name}: missing`)
        }
        const field = codec.decode(item)
        if (isProblem(field)) return problem(`${name}: ${field.problem}`)
        read[name] = field
        found++
      }
      if (found === Object.keys(value).length) return read
      const unknown = Object.keys(value).find(name => !Object.hasOwn(shape, name))
      return problem(`${unknown}: unknown field`)
    },
  }
}

/** One of several objects, told apart by the text in the field `tag`; that field stands beside the others. */
export function union<const Tag extends string, const V extends Variants>(tag: Tag, variants: V): Codec<UnionOf<Tag, V>>
export function union(tag: string, variants: Variants): Codec<Readonly<Record<string, unknown>>> {
  const names = Object.keys(variants)
  const variantOf = (name: unknown) =>
    typeof name === 'string' && Object.hasOwn(variants, name) ? variants[name] : undefined
  return {
    encode: ({ [tag]: name, ...fields }) => {
      const map = variantOf(name)?.encode(fields)
      if (map === undefined || !isCanonicalMap(map)) throw new TypeError(`${tag}: no variant ${String(name)}`)
      return { ...map, [tag]: String(name) }
    },
    decode: value => {
      if (!isCanonicalMap(value)) return problem('not a map')
      const { [tag]: name, ...fields } = value
      const read = variantOf(name)?.decode(fields)
      if (read === undefined || typeof name !== 'string') return problem(`${tag}: not one of ${names.join(', ')}`)
      return isProblem(read) ? read : { ...read, [tag]: name }
    },
  }
}

function isList(value: Canonical): value is readonly Canonical[] {
  return Array.isArray(value)
}

function safeInteger(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond the integers of canonical data`)
  return number
}
