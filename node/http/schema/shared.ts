import { type Static, type TSchema, Type } from 'typebox'

/** A schema that stands once in the API's description, under this name. */
export type Named = TSchema & { readonly $id: string }

export function named<T extends TSchema>(name: string, schema: T): T & { readonly $id: string } {
  return Object.assign(schema, { $id: name })
}

/** Such a schema, by reference. */
export function ref<T extends Named>(schema: T) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#` })
}

export const CidText = Type.String({ pattern: '^bafyrei[a-z2-7]{52}$', description: 'An id: CIDv1, base32.' })
export const KeyHex = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'An Ed25519 public key, lower-case hex.' })
export const Base64 = Type.String({ description: 'Bytes, standard Base 64 with padding.' })
export const RationalText = Type.String({ pattern: '^-?\\d+(/\\d+)?$', description: 'A fraction: `n/d` or `n`.' })
export const TimeMs = Type.Integer({ description: 'Milliseconds since 1970.' })
export const Count = Type.Integer({ minimum: 0 })

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One of some texts. */
export const oneOf = <const T extends string>(...texts: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: texts })

/** Path of a thing by its id. */
export const ById = Type.Object({ id: CidText })

/** A file of evidence as an answer. */
export const CarFile = {
  description: 'A CAR file (version 1) with one root.',
  content: { 'application/vnd.ipld.car': { schema: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }) } },
}
