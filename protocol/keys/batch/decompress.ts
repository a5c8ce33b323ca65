import {
  add,
  constant,
  ELEMENT_BYTES,
  type Element,
  fromBytes,
  isEqual,
  load,
  lowestBit,
  multiply,
  square,
  store,
  subtract,
} from './field.ts'
import { D, storePrepared } from './point.ts'
import { f64x2, type I32, type I64x2, i32, i64, i64x2 } from './wasm-code.ts'
import type { Body, Call, Module } from './wasm-module.ts'
import { zip } from './zip.ts'

/** Memory that decompression works in. */
export const DECOMPRESS_BYTES = 6 * ELEMENT_BYTES

const SQRT_OF_MINUS_ONE = 19681161376707505956807079304988542015446066515923890162744021073123829784752n

/**
 * Defines `decompress(low, high, lowBytes, highBytes)`: reads two points from 32 bytes each and stores them prepared. Its
 * result has bit 0 set where the first is a point, and bit 1 where the second is.
 * As ZIP 215 has it, y may be p or more, and x = 0 may have either sign.
 * Source: RFC 8032, section 5.1.3.
 * @param scratch address of `DECOMPRESS_BYTES`.
 */
export function defineDecompress(module: Module, scratch: number): void {
  const base = i32.constant(scratch)
  const power = definePower(module, scratch + ELEMENT_BYTES)
  module.define('decompress', 4, (body, low, high, lowBytes, highBytes) => {
    const y = fromBytes(body, lowBytes, highBytes)
    const y2 = square(body, y)
    // x² = u/v; where u/v is a square, u·v³·(u·v⁷)^((p − 5)/8) is a root of u/v or of −u/v.
    const u = subtract(body, y2, constant(1n))
    const v = add(body, multiply(body, y2, constant(D)), constant(1n))
    const v3 = multiply(body, square(body, v), v)
    const v7 = multiply(body, square(body, v3), v)
    store(body, base, multiply(body, v7, u))
    body.run(power(base, base))
    const candidate = multiply(body, multiply(body, v3, u), load(body, base))
    const check = multiply(body, square(body, candidate), v)
    const isRoot = isEqual(body, check, u)
    const isOther = isEqual(body, check, subtract(body, constant(0n), u))
    const root = select(body, candidate, multiply(body, candidate, constant(SQRT_OF_MINUS_ONE)), isRoot)
    const highest = i64x2.pair(i64.load(lowBytes, 24), i64.load(highBytes, 24))
    const hasSign = i64x2.equal(lowestBit(body, root), i64x2.shiftRightUnsigned(highest, 63))
    const x = select(body, root, subtract(body, constant(0n), root), hasSign)
    storePrepared(body, low, high, x, y)
    return i64x2.signs(i64x2.or(isRoot, isOther))
  })
}

/** `a` in the lanes where the mask is set, `b` in the others. */
function select(body: Body, a: Element, b: Element, mask: I64x2): Element {
  const kept = body.keep(mask)
  return zip(a, b, (x, y) => body.keep(f64x2.select(x, y, kept)))
}

/** Defines `power(out, a)`: `a` to (p − 5)/8 = 2^252 − 3. */
function definePower(module: Module, scratch: number): Call {
  const multiplyAt = module.define('multiply', 3, (body, out, a, b) => {
    store(body, out, multiply(body, load(body, a), load(body, b)))
  })
  const squareAt = module.define('square', 3, (body, out, a, times) => {
    const limbs = load(body, a)
    body.repeat(times, () => {
      const squared = square(body, limbs)
      zip(limbs, squared, body.assign)
    })
    store(body, out, limbs)
  })
  const slot = (k: number) => i32.constant(scratch + k * ELEMENT_BYTES)
  return module.define('power', 2, (body, out, a) => {
    const [squared, x, y, z] = [slot(0), slot(1), slot(2), slot(3)]
    /** to = from^(2^times) · by */
    const step = (to: I32, from: I32, times: number, by: I32) => {
      body.run(squareAt(squared, from, i32.constant(times)))
      body.run(multiplyAt(to, squared, by))
    }
    step(x, a, 1, a) // 2^2 − 1
    step(y, x, 2, x) // 2^4 − 1
    step(y, y, 1, a) // 2^5 − 1
    step(x, y, 5, y) // 2^10 − 1
    step(y, x, 10, x) // 2^20 − 1
    step(z, y, 20, y) // 2^40 − 1
    step(y, z, 10, x) // 2^50 − 1
    step(x, y, 50, y) // 2^100 − 1
    step(z, x, 100, x) // 2^200 − 1
    step(x, z, 50, y) // 2^250 − 1
    step(out, x, 2, a) // 2^252 − 3
  })
}
