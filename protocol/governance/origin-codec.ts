import { cid, type Infer, object, union } from '../bytes/schema.ts'

/** What the node opens a proposal for by rule, once, and as it says. */
export const origin = union('type', { initiative: object({ id: cid }), election: object({ id: cid }) })
export type Origin = Infer<typeof origin>
