import type { ByteQueue } from './byte-queue.ts'

/** Four bytes of seven bits: frames below 256 MiB, far above every limit in use. */
const MAX_PREFIX_BYTES = 4

/** A frame as it goes over the wire: its length as an unsigned varint (LEB128), then its bytes. */
export function withLengthPrefix(frame: Uint8Array): Uint8Array {
  const prefix: number[] = []
  let rest = frame.length
  while (rest > 0x7f) {
    prefix.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  prefix.push(rest)
  const bytes = new Uint8Array(prefix.length + frame.length)
  bytes.set(prefix)
  bytes.set(frame, prefix.length)
  return bytes
}

/** The length prefix at the front of a queue: its value and its own size; undefined while incomplete, 'malformed' if too long. */
export function peekLengthPrefix(
  queue: ByteQueue,
): { frameBytes: number; prefixBytes: number } | 'malformed' | undefined {
  let frameBytes = 0
  for (let position = 0; position < MAX_PREFIX_BYTES; position++) {
    const byte = queue.at(position)
    if (byte === undefined) return undefined
    frameBytes += (byte & 0x7f) * 2 ** (7 * position)
    if (byte < 0x80) return { frameBytes, prefixBytes: position + 1 }
  }
  return 'malformed'
}
