/** Received chunks waiting to be cut into frames. */
export type ByteQueue = {
  readonly length: number
  push(chunk: Uint8Array): void
  /** Byte at a position from the front; undefined past the end. */
  at(position: number): number | undefined
  /** The first `count` bytes as a copy of their own: a view would keep the whole chunk alive. */
  take(count: number): Uint8Array
}

export function byteQueue(): ByteQueue {
  const chunks: Uint8Array[] = []
  let consumed = 0
  let length = 0
  return {
    get length() {
      return length
    },
    push(chunk) {
      if (chunk.length === 0) return
      chunks.push(chunk)
      length += chunk.length
    },
    at(position) {
      let offset = position + consumed
      for (const chunk of chunks) {
        if (offset < chunk.length) return chunk[offset]
        offset -= chunk.length
      }
      return undefined
    },
    take(count) {
      const taken = new Uint8Array(count)
      let filled = 0
      while (filled < count) {
        const head = chunks[0]
        if (head === undefined) throw new RangeError(`${count} bytes asked of a queue of ${length}`)
        const part = head.subarray(consumed, consumed + count - filled)
        taken.set(part, filled)
        filled += part.length
        consumed += part.length
        if (consumed === head.length) {
          chunks.shift()
          consumed = 0
        }
      }
      length -= count
      return taken
    },
  }
}
