import { type Codec, isProblem } from '../bytes/schema.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Entry } from './entry.ts'

/** The body of an entry, read by a schema; the salt is taken off. `entry/erased`, `entry/bad-body`. */
export function readBody<T>(codec: Codec<T>, { id, header, bodyValue }: Entry): T | Refusal {
  if (bodyValue === null) return refuse('entry/erased', { id })
  const { salt: _, ...fields } = bodyValue
  const body = codec.decode(fields)
  return isProblem(body) ? refuse('entry/bad-body', { kind: header.kind, problem: body.problem }) : body
}
