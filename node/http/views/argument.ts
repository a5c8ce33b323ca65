import type { StoredArgument } from '../../domains/life/arguments.ts'
import type { ArgumentView } from '../schema/life.ts'
import type { NameOf } from './name.ts'

export function argumentViews(said: readonly StoredArgument[], nameOf: NameOf): ArgumentView[] {
  return said.map(({ id, side, text, by, atMs }) => ({ id, side, text, by, byName: nameOf(by), at: atMs }))
}
