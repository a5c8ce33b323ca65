import type { Witnesses } from '../../../protocol/federation/witnesses.ts'
import type { VerdictTree } from '../schema/federation.ts'

/** Who witnesses a result, with the times in milliseconds. */
export function witnessesView({ by, of, needed, met }: Witnesses): NonNullable<VerdictTree['witnesses']> {
  return { by: by.map(({ group, name, atS }) => ({ group, name, atMs: atS * 1000 })), of, needed, met }
}
