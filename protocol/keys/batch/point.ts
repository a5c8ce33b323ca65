import {
  add,
  carry,
  constant,
  differenceAndSum,
  ELEMENT_BYTES,
  type Element,
  isEqual,
  load,
  multiply,
  product,
  store,
  subtract,
} from './field.ts'
import { f64x2, type I32, i64x2 } from './wasm-code.ts'
import type { Body, Module } from './wasm-module.ts'
import { zip } from './zip.ts'

/**
 * Points of edwards25519 in extended coordinates, x = X/Z, y = Y/Z, x·y = T/Z; four field elements, in the lanes of two:
 * (Y − X | Y + X) and (T | Z). What is to be added to a point is prepared for it: (Y − X | Y + X) and (2·d·T | 2·Z).
 * Source: Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited" (2008), section 3.1. The sum is complete: equal
 * points, neutral ones and those of small order need no formula of their own.
 */
export const POINT_BYTES = 2 * ELEMENT_BYTES

const P = 2n ** 255n - 19n

/** d of the curve −x² + y² = 1 + d·x²·y² (RFC 8032, section 5.1). */
export const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n

/**
 * Adds functions to a module that take the addresses of points:
 * `addPrepared(point, prepared)` and `subtractPrepared(point, prepared)` change the point in its place; `prepare(prepared, point)`;
 * `add(point, other)` adds what is not prepared, itself perhaps; `setNeutral(point)`: to x = 0, y = 1; `isNeutral(point)`: 1 or 0.
 * @param scratch address of one point.
 */
export function definePointFunctions(module: Module, scratch: I32): void {
  const addPrepared = module.define('addPrepared', 2, (body, point, prepared) => {
    addInPlace(body, point, load(body, prepared), load(body, prepared, ELEMENT_BYTES))
  })
  module.define('subtractPrepared', 2, (body, point, prepared) => {
    // −(x, y) = (−x, y): Y − X and Y + X change places, T changes its sign.
    const first = load(body, prepared).map(limb => body.keep(f64x2.swapLanes(limb)))
    const sign = f64x2.constant(-1, 1)
    const second = load(body, prepared, ELEMENT_BYTES).map(limb => body.keep(f64x2.multiply(limb, sign)))
    addInPlace(body, point, first, second)
  })
  const prepare = module.define('prepare', 2, (body, prepared, point) => {
    store(body, prepared, load(body, point))
    const second = multiply(body, load(body, point, ELEMENT_BYTES), constant((2n * D) % P, 2n))
    store(body, prepared, second, ELEMENT_BYTES)
  })
  module.define('add', 2, (body, point, other) => {
    body.run(prepare(scratch, other))
    body.run(addPrepared(point, scratch))
  })
  module.define('setNeutral', 1, (body, point) => {
    store(body, point, constant(1n))
    store(body, point, constant(0n, 1n), ELEMENT_BYTES)
  })
  module.define('isNeutral', 1, (body, point) => {
    // X = 0 and Y = Z just where Y − X and Y + X are both Z.
    const z = load(body, point, ELEMENT_BYTES).map(limb => body.keep(f64x2.highLanes(limb, limb)))
    return i64x2.allSet(isEqual(body, load(body, point), z))
  })
}

function addInPlace(body: Body, point: I32, first: Element, second: Element): void {
  const ab = product(body, load(body, point), first)
  const cd = product(body, load(body, point, ELEMENT_BYTES), second)
  // E = B − A, H = B + A; F = D − C, G = D + C.
  const eh = carry(body, differenceAndSum(body, ab))
  const fg = carry(body, differenceAndSum(body, cd))
  // X = E·F, Y = H·G; T = E·H, Z = F·G.
  const ef = zip(eh, fg, (x, y) => body.keep(f64x2.lowLanes(x, y)))
  const hg = zip(eh, fg, (x, y) => body.keep(f64x2.highLanes(x, y)))
  store(body, point, carry(body, differenceAndSum(body, product(body, eh, fg))))
  store(body, point, multiply(body, ef, hg), ELEMENT_BYTES)
}

/** Stores the two points whose x and y are in the two lanes, prepared. */
export function storePrepared(body: Body, low: I32, high: I32, x: Element, y: Element): void {
  const [difference, sum] = [subtract(body, y, x), add(body, y, x)]
  const t = multiply(body, multiply(body, x, y), constant((2n * D) % P))
  const z = constant(2n)
  store(body, low, zip(difference, sum, f64x2.lowLanes))
  store(body, high, zip(difference, sum, f64x2.highLanes))
  store(body, low, zip(t, z, f64x2.lowLanes), ELEMENT_BYTES)
  store(body, high, zip(t, z, f64x2.highLanes), ELEMENT_BYTES)
}
