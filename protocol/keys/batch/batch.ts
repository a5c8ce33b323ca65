import type { SignedMessage } from '../verify-many.ts'
import { FIRST_FREE_ADDRESS, POINT_BYTES, startKernel } from './kernel.ts'
import { PIPPENGER_BYTES, sumByBuckets } from './pippenger.ts'
import { L } from './scalar.ts'
import type { Sha512 } from './sha512.ts'
import type { Terms } from './signed-digits.ts'
import { STRAUS_BYTES, STRAUS_MAX_TERMS, sumByTables } from './straus.ts'

/** So many signatures are taken at once: more gain little, and fewer fit the caches better. */
export const BATCH_CAPACITY = 1_024

/** Signatures that have been read, and are asked about any number of times. */
export type Batch = {
  /**
   * Reads up to `BATCH_CAPACITY` signatures in place of those before. Its result has for each its place among those that can
   * hold, or undefined where it cannot: a length is wrong, s is L or more, or the key or R is not a point.
   */
  read(messages: readonly SignedMessage[]): readonly (number | undefined)[]
  /** Whether all hold that have places from `first` to before `end`. */
  hold(first: number, end: number): boolean
}

// What lies where in the memory of the kernel. Term 0 of the sum is −B; a signature at place i has terms 2i + 1 and 2i + 2.
const TERMS = 2 * BATCH_CAPACITY + 1
const SUM = FIRST_FREE_ADDRESS
const WORK = SUM + POINT_BYTES
const POINTS = WORK + Math.max(PIPPENGER_BYTES, STRAUS_BYTES)
const SCALARS = POINTS + TERMS * POINT_BYTES
const ZERO = SCALARS + TERMS * 32
const HALF_HASH = ZERO + 32
const INPUT = HALF_HASH + 32
const RECORDS = INPUT + 64
/** A record is SHA-512(R ‖ A ‖ M) and s. */
const RECORD_BYTES = 96
const MEMORY_BYTES = RECORDS + BATCH_CAPACITY * RECORD_BYTES

const pointOf = (term: number) => POINTS + term * POINT_BYTES
const scalarOf = (term: number) => SCALARS + term * 32
const recordOf = (place: number) => RECORDS + place * RECORD_BYTES

/**
 * Signatures (R, s) of messages M by keys A, many in one equation, with L and B of RFC 8032, section 5.1:
 *
 *     8 · ( Σ z·R + Σ (z·k)·A − (Σ z·s)·B ) = 0        k = SHA-512(R ‖ A ‖ M) mod L
 *
 * Where all signatures hold under ZIP 215, 8·(R + k·A − s·B) = 0 for each, this holds for any factors z. Where one does not,
 * it holds for one in 2^128 choices of the factors, which are therefore taken from a hash of all signatures, keys and messages:
 * nobody can fit signatures to factors that change with every bit of them, and the same batch has the same verdict everywhere.
 * For one signature alone it is ZIP 215 itself, as z is not a multiple of L.
 * Source: Bernstein, Duif, Lange, Schwabe, Yang, "High-speed high-security signatures" (2012), section 5; with the cofactor,
 * https://zips.z.cash/zip-0215. Part of a batch is asked about with the same factors, so that it is read once.
 *
 * Throws where the platform cannot run it.
 */
export function openBatch(sha512: Sha512): Batch {
  const kernel = startKernel(MEMORY_BYTES)
  const memory = new Uint8Array(kernel.memory.buffer)
  let hashed = new Uint8Array(1_024)

  memory.set(toBytes(2n ** 256n % L), HALF_HASH)
  memory.fill(0x66, INPUT, INPUT + 64) // B: y = 4/5
  memory.set([0x58], INPUT)
  memory.set([0x66 | 0x80], INPUT + 31) // −B: −x
  kernel.decompress(pointOf(0), pointOf(1), INPUT, INPUT + 32)

  /** Reads a signature to a place, unless it cannot hold. */
  const readOne = ({ publicKey, message, signature }: SignedMessage, place: number): boolean => {
    if (publicKey.length !== 32 || signature.length !== 64 || !isBelowL(signature.subarray(32))) return false
    memory.set(signature.subarray(0, 32), INPUT)
    memory.set(publicKey, INPUT + 32)
    const [r, a] = [pointOf(2 * place + 1), pointOf(2 * place + 2)]
    if (kernel.decompress(r, a, INPUT, INPUT + 32) !== 0b11) return false
    if (hashed.length < message.length + 64) hashed = new Uint8Array(2 * message.length + 64)
    hashed.set(memory.subarray(INPUT, INPUT + 64))
    hashed.set(message, 64)
    memory.set(sha512(hashed.subarray(0, message.length + 64)), recordOf(place))
    memory.set(signature.subarray(32), recordOf(place) + 64)
    return true
  }

  /** Sets the scalars of R and A, z and z·k, of each place. */
  const drawFactors = (places: number) => {
    const seeded = new Uint8Array(66)
    seeded.set(sha512(memory.subarray(RECORDS, recordOf(places))))
    let factors = new Uint8Array(64)
    for (let place = 0; place < places; place++) {
      if (place % 4 === 0) {
        seeded.set([place & 0xff, place >> 8], 64)
        factors = new Uint8Array(sha512(seeded))
      }
      const [z, zk, hash] = [scalarOf(2 * place + 1), scalarOf(2 * place + 2), recordOf(place)]
      memory.fill(0, z, z + 32)
      memory.set(factors.subarray(16 * (place % 4), 16 * (place % 4) + 16), z)
      kernel.multiplyAddScalars(zk, hash + 32, HALF_HASH, hash)
      kernel.multiplyAddScalars(zk, zk, z, ZERO)
    }
  }

  return {
    read(messages) {
      if (messages.length > BATCH_CAPACITY) throw new RangeError(`a batch has ${BATCH_CAPACITY} signatures at most`)
      let places = 0
      const placed = messages.map(message => (readOne(message, places) ? places++ : undefined))
      drawFactors(places)
      return placed
    },
    hold(first, end) {
      const chosen = [0]
      memory.fill(0, scalarOf(0), scalarOf(1))
      for (let place = first; place < end; place++) {
        chosen.push(2 * place + 1, 2 * place + 2)
        kernel.multiplyAddScalars(scalarOf(0), scalarOf(2 * place + 1), recordOf(place) + 64, scalarOf(0))
      }
      const terms: Terms = { points: POINTS, scalars: SCALARS, chosen }
      const sumUp = chosen.length <= STRAUS_MAX_TERMS ? sumByTables : sumByBuckets
      sumUp(kernel, SUM, WORK, terms)
      for (let doublings = 0; doublings < 3; doublings++) kernel.add(SUM, SUM)
      return kernel.isNeutral(SUM) === 1
    },
  }
}

function isBelowL(s: Uint8Array): boolean {
  // L = 2^252 + …: nearly always the highest byte says it.
  const highest = s[31] ?? 0
  return highest < 0x10 || (highest === 0x10 && fromBytes(s) < L)
}

function fromBytes(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => 256n * value + BigInt(byte), 0n)
}

function toBytes(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, k) => Number(BigInt.asUintN(8, value >> BigInt(8 * k))))
}
