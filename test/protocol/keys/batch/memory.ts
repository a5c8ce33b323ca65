import { zip } from '../../../../protocol/keys/batch/zip.ts'

export const P = 2n ** 255n - 19n

/** Five limbs of the low lane, then of the high one, as they lie in memory. */
export type Lanes = readonly [low: readonly number[], high: readonly number[]]

export function writeLimbs(memory: WebAssembly.Memory, address: number, [low, high]: Lanes): void {
  new Float64Array(memory.buffer, address, 10).set(zip(low, high, (x, y) => [x, y]).flat())
}

export function readLimbs(memory: WebAssembly.Memory, address: number): Lanes {
  const limbs = Array.from(new Float64Array(memory.buffer, address, 10))
  return [limbs.filter((_, k) => k % 2 === 0), limbs.filter((_, k) => k % 2 === 1)]
}

/** The number modulo p that limbs in radix 2^51 say. */
export function numberOf(limbs: readonly number[]): bigint {
  return modulo(
    limbs.reduceRight((sum, limb) => (sum << 51n) + BigInt(limb), 0n),
    P,
  )
}

/** Limbs from 0 to 2^51 − 1. */
export function limbsOf(value: bigint): number[] {
  return [0, 1, 2, 3, 4].map(k => Number(BigInt.asUintN(51, value >> BigInt(51 * k))))
}

export function modulo(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by
}

export function writeNumber(memory: WebAssembly.Memory, address: number, value: bigint): void {
  new Uint8Array(memory.buffer, address, 32).set(bytesOf(value))
}

export function readNumber(memory: WebAssembly.Memory, address: number): bigint {
  return new Uint8Array(memory.buffer, address, 32).reduceRight((value, byte) => 256n * value + BigInt(byte), 0n)
}

/** 32 bytes, little-endian. */
export function bytesOf(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, k) => Number(BigInt.asUintN(8, value >> BigInt(8 * k))))
}
