import type { Cid } from '../../protocol/bytes/cid.ts'
import { concatBytes } from '../../protocol/bytes/compare.ts'
import { HostError } from './host/host-error.ts'

/** Small blocks travel together, large ones in pieces. */
const FRAME_BYTES = 256 * 1024
const PREFIX_BYTES = 4

/**
 * Blocks as one stream of bytes, cut into frames anywhere: each block is its length (4 bytes, big-endian) and its bytes.
 * Their ids do not travel: the receiver computes them.
 */
export function* blockFrames(blocks: Iterable<readonly [Cid, Uint8Array]>): Generator<Uint8Array> {
  let parts: Uint8Array[] = []
  let size = 0
  for (const [, block] of blocks) {
    const prefix = new Uint8Array(PREFIX_BYTES)
    new DataView(prefix.buffer).setUint32(0, block.length)
    for (let rest of [prefix, block]) {
      while (rest.length > 0) {
        const piece = rest.subarray(0, FRAME_BYTES - size)
        rest = rest.subarray(piece.length)
        parts.push(piece)
        size += piece.length
        if (size < FRAME_BYTES) continue
        yield concatBytes(...parts)
        parts = []
        size = 0
      }
    }
  }
  if (size > 0) yield concatBytes(...parts)
}

/** The blocks of such a stream. Throws HostError for a block over `mostBytes`, or a stream that ends inside one. */
export async function* readBlocks(frames: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  let size = 0
  let wanted: number | undefined
  const take = (bytes: number): Uint8Array => {
    const whole = held.length === 1 && held[0] ? held[0] : concatBytes(...held)
    held = [whole.subarray(bytes)]
    size -= bytes
    return whole.subarray(0, bytes)
  }
  for await (const frame of frames) {
    held.push(frame)
    size += frame.length
    for (;;) {
      if (wanted === undefined) {
        if (size < PREFIX_BYTES) break
        const prefix = take(PREFIX_BYTES)
        wanted = new DataView(prefix.buffer, prefix.byteOffset).getUint32(0)
        if (wanted > mostBytes) throw new HostError('message/too-large')
      }
      if (size < wanted) break
      const block = take(wanted)
      wanted = undefined
      yield block.slice()
    }
  }
  if (size > 0 || wanted !== undefined) throw new HostError('message/malformed')
}
