import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { readCanonical } from './canonical-reader.ts'
import { writeCanonical } from './canonical-writer.ts'
import { Link } from './cid.ts'

/**
 * What may stand in signed data: safe integers, text in NFC, bytes, lists, maps, links, booleans, null.
 * No floats, no integers beyond 2^53 - 1, nothing undefined.
 */
export type Canonical = null | boolean | number | string | Uint8Array | Link | readonly Canonical[] | CanonicalMap
export type CanonicalMap = { readonly [key: string]: Canonical }

/** The one DAG-CBOR encoding of a value. A value that has none is a bug of the caller and throws. */
export function encodeCanonical(value: Canonical): Uint8Array {
  return writeCanonical(value)
}

/** The value that some bytes encode. What is not the canonical encoding of its value is `entry/not-canonical`. */
export function decodeCanonical(bytes: Uint8Array): Canonical | Refusal {
  try {
    const value = readCanonical(bytes)
    // Nothing of ours has a field `refused`, and nobody's bytes may pass for a refusal of this node's own.
    return isRefusal(value) ? refuse('entry/not-canonical', { problem: 'a field refused' }) : value
  } catch (error) {
    return refuse('entry/not-canonical', { problem: error instanceof Error ? error.message : 'unreadable' })
  }
}

/** Reads bytes that must be a map: `entry/not-canonical` otherwise. */
export function decodeCanonicalMap(bytes: Uint8Array): CanonicalMap | Refusal {
  const value = decodeCanonical(bytes)
  if (isRefusal(value)) return value
  return isCanonicalMap(value) ? value : refuse('entry/not-canonical', { problem: 'not a map' })
}

export function isCanonicalMap(value: Canonical): value is CanonicalMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Link)
  )
}
