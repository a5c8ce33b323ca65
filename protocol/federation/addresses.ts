import { list, text } from '../bytes/schema.ts'

/** Most addresses that are told of one node. */
export const MAX_ADDRESSES = 8

/** Multiaddrs of a node; the longest goes through a relay and names two keys. */
export const nodeAddresses = list(text({ min: 1, max: 300 }), { max: MAX_ADDRESSES })
