import { decodeCanonical, encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import {
  boolean,
  bytes,
  type Codec,
  cid,
  type Infer,
  integer,
  isProblem,
  list,
  nullable,
  object,
  problem,
  text,
  union,
} from '../bytes/schema.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'

/** Entries in one range, and bytes of them after which it ends: what a node holds in memory for each feed it catches up. */
export const MOST_ENTRIES = 500
export const MOST_RANGE_BYTES = 1024 * 1024
/** A message's largest size: a range's last entry may go over its bound, and heads name every log of all federations. */
export const MOST_MESSAGE_BYTES = 2 * 1024 * 1024
const MOST_HEADS = 20_000
/** Far more than a proof in any tree that can be. */
const MOST_HASHES = 64

/** A list of hashes in one byte string. */
const hashes: Codec<readonly Uint8Array[]> = {
  encode: values => {
    const whole = new Uint8Array(values.length * 32)
    for (const [i, hash] of values.entries()) whole.set(hash, i * 32)
    return whole
  },
  decode: value => {
    if (!(value instanceof Uint8Array) || value.length % 32 !== 0 || value.length > MOST_HASHES * 32) {
      return problem('not a list of hashes')
    }
    return Array.from({ length: value.length / 32 }, (_, i) => value.slice(i * 32, (i + 1) * 32))
  },
}

/** Consecutive entries with a checkpoint over them and the proof of the last one under it. */
export const feedRange = object({
  from: integer({ min: 0 }),
  entries: list(object({ header: bytes(), signature: bytes(), body: nullable(bytes()) }), { max: MOST_ENTRIES }),
  checkpoint: text({ min: 1, max: 20_000 }),
  proof: hashes,
})
export type FeedRange = Infer<typeof feedRange>

const syncMessage = union('type', {
  /** How much of each log the sender holds; `reply` asks for the same in return. */
  heads: object({ heads: list(object({ log: cid, size: integer({ min: 0 }) }), { max: MOST_HEADS }), reply: boolean }),
  /** Asks for up to `most` entries from `from` on. */
  ask: object({
    id: integer({ min: 0 }),
    log: cid,
    from: integer({ min: 0 }),
    most: integer({ min: 1, max: MOST_ENTRIES }),
  }),
  range: object({ id: integer({ min: 0 }), log: cid, range: feedRange }),
  /** The answer where there is nothing to give. */
  nothing: object({ id: integer({ min: 0 }), log: cid }),
})
export type SyncMessage = Infer<typeof syncMessage>
export type Head = { readonly log: Cid; readonly size: number }

/** Whether the receiver owes a message for this one: heads for heads, a range or nothing for an ask. */
export function wantsAnswer(message: SyncMessage): boolean {
  return message.type === 'ask' || (message.type === 'heads' && message.reply)
}

export function encodeSyncMessage(message: SyncMessage): Uint8Array {
  return encodeCanonical(syncMessage.encode(message))
}

/** `entry/not-canonical` for what is no message of this protocol. */
export function decodeSyncMessage(encoded: Uint8Array): SyncMessage | Refusal {
  const value = decodeCanonical(encoded)
  if (isRefusal(value)) return value
  const message = syncMessage.decode(value)
  return isProblem(message) ? refuse('entry/not-canonical', { problem: message.problem }) : message
}
