import { bitsOfFloat, type F64x2, f64x2, type I32, type I64x2, i64, i64x2 } from './wasm-code.ts'
import type { Body } from './wasm-module.ts'
import { zip } from './zip.ts'

/**
 * Arithmetic modulo p = 2^255 − 19 on two numbers at once, one in each lane of a vector.
 *
 * A number is five limbs in radix 2^51, low first; each limb is a signed integer, kept as a double. Limbs of at most
 * 2^50 + 2^14 either way are called settled.
 *
 * Products of limbs have twice as many bits as a double holds. A fused multiply-add, which rounds only once, gives both halves:
 * adding 3·2^102 to a·b rounds it to a multiple of 2^51; taking that multiple from a·b, fused again, leaves the rest, exactly.
 * Source: Emmart, Zheng, Weems, "Faster Modular Exponentiation Using Double Precision Floating Point Arithmetic on the GPU"
 * (ARITH 2018).
 */
export type Element = readonly F64x2[]

/** Integers below 2^60 either way, not carried yet; column k counts for 2^(51·k). */
export type Columns = readonly I64x2[]

/** An element in memory: five vectors. */
export const ELEMENT_BYTES = 80

const LIMBS = [0, 1, 2, 3, 4]
const LIMB_BITS = 51
const LIMB_MASK = i64x2.constant(2n ** 51n - 1n)
const ZERO = i64x2.constant(0n)

/** Added to a product: the sum is rounded to a multiple of 2^51, and its lowest bits say which. */
const HIGH = 3 * 2 ** 102
/** Added to an integer of at most 2^51 either way: the lowest bits of the sum say which. */
const LOW = 3 * 2 ** 51

export function load(body: Body, address: I32, offset = 0): Element {
  return LIMBS.map(k => body.keep(f64x2.load(address, offset + 16 * k)))
}

export function store(body: Body, address: I32, element: Element, offset = 0): void {
  for (const [k, limb] of element.entries()) body.run(f64x2.store(address, offset + 16 * k, limb))
}

/** One number below p in both lanes, or one for each; settled. */
export function constant(low: bigint, high: bigint = low): Element {
  return zip(settledLimbs(low), settledLimbs(high), (x, y) => f64x2.constant(x, y))
}

/** Two numbers of 255 bits, little-endian in 32 bytes each; bit 255 is left out. Settled. */
export function fromBytes(body: Body, low: I32, high: I32): Element {
  const columns = LIMBS.map(k => {
    const offset = Math.min((LIMB_BITS * k) >> 3, 24)
    const words = i64x2.pair(i64.load(low, offset), i64.load(high, offset))
    return body.keep(i64x2.and(i64x2.shiftRightUnsigned(words, LIMB_BITS * k - 8 * offset), LIMB_MASK))
  })
  return carry(body, columns)
}

/** a + b, not carried. */
export function add(body: Body, a: Element, b: Element): Element {
  return zip(a, b, (x, y) => body.keep(f64x2.add(x, y)))
}

/** a − b, not carried. */
export function subtract(body: Body, a: Element, b: Element): Element {
  return zip(a, b, (x, y) => body.keep(f64x2.subtract(x, y)))
}

/**
 * a·b, settled. Each product of a limb of `a` and one of `b` has to lie below 2^102: both settled, or one of them a sum or a
 * difference of two settled ones.
 */
export function multiply(body: Body, a: Element, b: Element): Element {
  return carry(body, product(body, a, b))
}

/** a·b as `multiply`, before the carries. */
export function product(body: Body, a: Element, b: Element): Columns {
  const terms = a.flatMap((x, i) => b.map((y, j) => ({ column: i + j, x, y })))
  return sumProducts(body, terms)
}

/** a² for a settled `a`, settled. */
export function square(body: Body, a: Element): Element {
  const doubled = add(body, a, a)
  const terms = a.flatMap((x, i) => [
    { column: 2 * i, x, y: x },
    ...doubled.slice(i + 1).map((y, j) => ({ column: 2 * i + 1 + j, x, y })),
  ])
  return carry(body, sumProducts(body, terms))
}

type Term = { readonly column: number; readonly x: F64x2; readonly y: F64x2 }

function sumProducts(body: Body, terms: readonly Term[]): Columns {
  const high = body.keep(f64x2.constant(HIGH))
  const both = body.keep(f64x2.constant(HIGH + LOW))
  const columns = Array.from({ length: 10 }, (_, column) => {
    // What HIGH and LOW will have added to the bits of the column.
    const termsIn = (wanted: number) => BigInt(terms.filter(term => term.column === wanted).length)
    return i64x2.constant(-(termsIn(column) * bitsOfFloat(LOW) + termsIn(column - 1) * bitsOfFloat(HIGH)))
  })
  const addTo = (column: number, float: F64x2) => {
    columns[column] = body.keep(i64x2.add(columns[column] ?? ZERO, f64x2.asIntegers(float)))
  }
  for (const { column, x, y } of terms.toSorted((a, b) => a.column - b.column)) {
    const upper = body.keep(f64x2.multiplyAdd(x, y, high))
    addTo(column, f64x2.multiplyAdd(x, y, f64x2.subtract(both, upper)))
    addTo(column + 1, upper)
  }
  return zip(columns.slice(0, 5), columns.slice(5), (low, fromTop) => body.keep(i64x2.add(low, times19(body, fromTop))))
}

/** Of x in the low lane and y in the high one: y − x and y + x. */
export function differenceAndSum(body: Body, columns: Columns): Columns {
  const low = i64x2.pair(i64.constant(-1n), i64.constant(0n))
  return columns.map(column => {
    const negated = i64x2.subtract(i64x2.xor(column, low), low) // −x as ~x + 1
    return body.keep(i64x2.add(i64x2.swapLanes(column), negated))
  })
}

/** Makes columns limbs again: settled. */
export function carry(body: Body, columns: Columns): Element {
  // Columns are made positive for the shift, and half a limb more makes the limbs signed; both are taken away at the end.
  const bias = i64x2.constant(2n ** 61n + 2n ** 50n)
  const biased = columns.map(column => body.keep(i64x2.add(column, bias)))
  const carried = biased.map(column => body.keep(i64x2.shiftRightUnsigned(column, LIMB_BITS)))
  const carriedIn = [...carried.slice(4).map(column => times19(body, column)), ...carried.slice(0, 4)]
  const carriedBias = LIMBS.map(k => 2 ** 10 * (k === 0 ? 19 : 1))
  const digits = zip(biased, carriedIn, (column, into) => i64x2.add(i64x2.and(column, LIMB_MASK), into))
  return zip(digits, carriedBias, (digit, into) => {
    const float = i64x2.asFloats(i64x2.add(digit, i64x2.constant(bitsOfFloat(2 ** 52))))
    return body.keep(f64x2.subtract(float, f64x2.constant(2 ** 52 + 2 ** 50 + into)))
  })
}

/** 2^255 = 19 modulo p: what is carried out of the highest limb comes back into the lowest 19 times. */
function times19(body: Body, value: I64x2): I64x2 {
  const x = body.keep(value)
  return i64x2.add(i64x2.add(i64x2.shiftLeft(x, 4), i64x2.shiftLeft(x, 1)), x)
}

/** Whether two settled elements are the same modulo p: all bits of the lane, or none. */
export function isEqual(body: Body, a: Element, b: Element): I64x2 {
  const differences = zip(canonical(body, a), canonical(body, b), i64x2.xor)
  return body.keep(i64x2.equal(differences.reduce(i64x2.or), ZERO))
}

/** The lowest bit of the number from 0 to p − 1 that a settled element is. */
export function lowestBit(body: Body, element: Element): I64x2 {
  const [lowest = ZERO] = canonical(body, element)
  return body.keep(i64x2.and(lowest, i64x2.constant(1n)))
}

/** The number from 0 to p − 1, in limbs from 0 to 2^51 − 1. */
function canonical(body: Body, settled: Element): Columns {
  const fourTimesP = LIMBS.map(k => 2n ** 53n - (k === 0 ? 76n : 4n))
  const positive = zip(settled, fourTimesP, (limb, p) => {
    const bits = f64x2.asIntegers(f64x2.add(limb, f64x2.constant(LOW)))
    return body.keep(i64x2.add(bits, i64x2.constant(p - bitsOfFloat(LOW))))
  })
  const { limbs, carried } = ripple(body, positive, ZERO)
  // limbs + 19·carried is below 2·p now, and at least p just where 19 more reach 2^255.
  const one = ripple(body, limbs, times19(body, i64x2.add(carried, i64x2.constant(1n)))).carried
  return ripple(body, limbs, times19(body, i64x2.add(carried, one))).limbs
}

/** Carries from each limb to the next; all are positive. */
function ripple(body: Body, columns: Columns, into: I64x2): { limbs: Columns; carried: I64x2 } {
  let carried = into
  const limbs = columns.map(column => {
    const sum = body.keep(i64x2.add(column, carried))
    carried = body.keep(i64x2.shiftRightUnsigned(sum, LIMB_BITS))
    return body.keep(i64x2.and(sum, LIMB_MASK))
  })
  return { limbs, carried }
}

/** Limbs from −2^50 to 2^50 − 1: those of the number with 2^50 more in each, less 2^50 each. */
function settledLimbs(value: bigint): number[] {
  const half = LIMBS.reduce((sum, k) => sum + 2n ** BigInt(LIMB_BITS * k + 50), 0n)
  const top = (value + half) >> 255n
  return LIMBS.map(k => {
    const digit = BigInt.asUintN(LIMB_BITS, (value + half) >> BigInt(LIMB_BITS * k))
    return Number(digit - 2n ** 50n + (k === 0 ? 19n * top : 0n))
  })
}
