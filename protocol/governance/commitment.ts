import { bytes, type Infer, integer, object } from '../bytes/schema.ts'

/** A list in short: how many there are, and the Merkle root over them. */
export const commitment = object({ count: integer({ min: 0 }), root: bytes(32) })
export type Commitment = Infer<typeof commitment>
