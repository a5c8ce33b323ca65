import { type I32, type I64, i64 } from './wasm-code.ts'
import type { Body, Module } from './wasm-module.ts'

/** The order of the base point of edwards25519 (RFC 8032, section 5.1). */
export const L = 2n ** 252n + 27742317777372353535851937790883648493n

/**
 * While they are computed with, scalars are signed limbs in radix 2^21, low first, as in the reference implementation of
 * Bernstein, Duif, Lange, Schwabe, Yang, "High-speed high-security signatures" (2012): twelve limbs are 252 bits, so that
 * what lies above 2^252 comes back, times 2^252 mod L, a number of six limbs.
 */
type Limbs = I64[]

const LIMB_BITS = 21
const WORDS = [0, 1, 2, 3]

/**
 * Defines `multiplyAddScalars(out, a, b, c)`: a number below 2^254 that is a·b + c modulo L, from any of 256 bits.
 * It is not the smallest such number: multiples of L make no difference to 8 times a point.
 */
export function defineMultiplyAddScalars(module: Module): void {
  module.define('multiplyAddScalars', 4, (body, out, a, b, c) => {
    const limbs = multiplyAdd(body, load(body, a), load(body, b), load(body, c))
    carry(body, limbs, 0, 22)
    fold(body, limbs, 23, 18)
    carry(body, limbs, 6, 16)
    fold(body, limbs, 17, 12)
    carry(body, limbs, 0, 11)
    fold(body, limbs, 12, 12)
    // Between −2^252 and 2^252 now.
    store(body, out, makePositive(body, limbs))
  })
}

/** Twelve limbs; the highest keeps all the bits that are left. */
function load(body: Body, address: I32): Limbs {
  return Array.from({ length: 12 }, (_, k) => {
    const offset = Math.min((LIMB_BITS * k) >> 3, 24)
    const word = i64.shiftRightUnsigned(i64.load(address, offset), LIMB_BITS * k - 8 * offset)
    return body.keep(k === 11 ? word : i64.and(word, i64.constant(2n ** 21n - 1n)))
  })
}

/** Twenty-four limbs below 2^52. */
function multiplyAdd(body: Body, a: Limbs, b: Limbs, c: Limbs): Limbs {
  return Array.from({ length: 24 }, (_, k) => {
    const products = a.flatMap((x, i) => b.filter((_, j) => i + j === k).map(y => i64.multiply(x, y)))
    return body.keep([...c.slice(k, k + 1), ...products].reduce(i64.add, i64.constant(0n)))
  })
}

/** Carries from limb `first` on, to the one after `last`: leaves −2^20 to 2^20 in each. */
function carry(body: Body, limbs: Limbs, first: number, last: number): void {
  for (let k = first; k <= last; k++) {
    const limb = at(limbs, k)
    const carried = body.keep(i64.shiftRight(i64.add(limb, i64.constant(2n ** 20n)), LIMB_BITS))
    limbs[k] = body.keep(i64.subtract(limb, i64.shiftLeft(carried, LIMB_BITS)))
    limbs[k + 1] = body.keep(i64.add(at(limbs, k + 1), carried))
  }
}

/** Brings limbs back that are worth 2^252 and more, from the highest down. */
function fold(body: Body, limbs: Limbs, highest: number, lowest: number): void {
  for (let k = highest; k >= lowest; k--) {
    for (const [j, factor] of signedLimbs(2n ** 252n - L, 6).entries()) {
      const position = k - 12 + j
      limbs[position] = body.keep(i64.add(at(limbs, position), i64.multiply(at(limbs, k), i64.constant(factor))))
    }
    limbs[k] = i64.constant(0n)
  }
}

/** With L more: twelve limbs of 21 bits, the highest of 23. */
function makePositive(body: Body, limbs: Limbs): Limbs {
  const sum = limbs.slice(0, 12)
  for (const [k, limb] of signedLimbs(L, 12).entries()) sum[k] = body.keep(i64.add(at(sum, k), i64.constant(limb)))
  for (let k = 0; k < 11; k++) {
    const limb = at(sum, k)
    sum[k + 1] = body.keep(i64.add(at(sum, k + 1), i64.shiftRight(limb, LIMB_BITS)))
    sum[k] = body.keep(i64.and(limb, i64.constant(2n ** 21n - 1n)))
  }
  return sum
}

function store(body: Body, address: I32, limbs: Limbs): void {
  for (const word of WORDS) {
    const parts = limbs.flatMap((limb, k) => {
      const shift = LIMB_BITS * k - 64 * word
      if (shift <= -LIMB_BITS || shift >= 64) return []
      return [shift < 0 ? i64.shiftRightUnsigned(limb, -shift) : i64.shiftLeft(limb, shift)]
    })
    body.run(i64.store(address, 8 * word, parts.reduce(i64.or)))
  }
}

/** So many limbs from −2^20 to 2^20; the highest keeps all that is left. */
function signedLimbs(value: bigint, count: number): bigint[] {
  if (count === 1) return [value]
  const low = BigInt.asIntN(LIMB_BITS, value)
  return [low, ...signedLimbs((value - low) >> BigInt(LIMB_BITS), count - 1)]
}

function at(limbs: Limbs, k: number): I64 {
  const limb = limbs[k]
  if (!limb) throw new RangeError(`no limb ${k}`)
  return limb
}
