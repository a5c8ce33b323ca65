/** Scalars whose multiples are summed up lie below 2^254. */
const SCALAR_BITS = 254
const SCALAR_BYTES = 32

/** Points in the memory of a kernel, prepared, and as many scalars; of both lists, the entries that are meant. */
export type Terms = {
  readonly points: number
  readonly scalars: number
  readonly chosen: readonly number[]
}

/** Number of windows of so many bits in a scalar; the highest has room for what the signed ones below it carry. */
export function windowsOf(bits: number): number {
  return Math.ceil((SCALAR_BITS + 1) / bits)
}

/**
 * The scalars of the chosen terms in digits from −2^(bits−1) + 1 to 2^(bits−1): first those of the lowest window, a term each.
 * Signed digits need half as many multiples: −P costs nothing.
 */
export function signedDigits(memory: WebAssembly.Memory, { scalars, chosen }: Terms, bits: number): Int16Array {
  const view = new DataView(memory.buffer)
  const windows = windowsOf(bits)
  const digits = new Int16Array(windows * chosen.length)
  const [base, half] = [2 ** bits, 2 ** (bits - 1)]
  for (const [place, term] of chosen.entries()) {
    let carried = 0
    for (let position = 0; position < windows; position++) {
      const bit = position * bits
      const byte = Math.min(bit >> 3, SCALAR_BYTES - 4)
      const word = view.getUint32(scalars + term * SCALAR_BYTES + byte, true)
      const digit = ((word >>> (bit - 8 * byte)) & (base - 1)) + carried
      carried = digit > half ? 1 : 0
      digits[position * chosen.length + place] = digit - carried * base
    }
  }
  return digits
}
