import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import t from 'tap'
import { fromHex } from '../../../../protocol/bytes/hex.ts'
import { FIRST_FREE_ADDRESS, type Kernel, POINT_BYTES, startKernel } from '../../../../protocol/keys/batch/kernel.ts'
import { PIPPENGER_BYTES, sumByBuckets } from '../../../../protocol/keys/batch/pippenger.ts'
import { STRAUS_BYTES, STRAUS_MAX_TERMS, sumByTables } from '../../../../protocol/keys/batch/straus.ts'
import { bytesOf, modulo, numberOf, P, readLimbs, writeNumber } from './memory.ts'

const { Point } = ed25519
const { Fp } = Point
type Affine = { x: bigint; y: bigint }

const TERMS = 300
const SUM = FIRST_FREE_ADDRESS
const POINTS = SUM + POINT_BYTES
const SCALARS = POINTS + (TERMS + 1) * POINT_BYTES
const BYTES = SCALARS + TERMS * 32
const WORK = BYTES + 64
const MEMORY_BYTES = WORK + Math.max(PIPPENGER_BYTES, STRAUS_BYTES)

const pointAt = (term: number) => POINTS + term * POINT_BYTES

/** Reads two encodings to the places of two terms; bit 0 and bit 1 say whether they are points. */
function decompress(kernel: Kernel, low: Uint8Array, high: Uint8Array, term = 0): number {
  const memory = new Uint8Array(kernel.memory.buffer)
  memory.set(low, BYTES)
  memory.set(high, BYTES + 32)
  return kernel.decompress(pointAt(term), pointAt(term + 1), BYTES, BYTES + 32)
}

/** Of (Y − X | Y + X), (… | Z); in what is prepared Z counts twice. */
function affine(kernel: Kernel, address: number, isPrepared: boolean): Affine {
  const [difference, sum] = readLimbs(kernel.memory, address)
  const [, z] = readLimbs(kernel.memory, address + POINT_BYTES / 2)
  const twiceZ = isPrepared ? numberOf(z) : 2n * numberOf(z)
  const inverse = Fp.inv(Fp.create(twiceZ))
  return {
    x: modulo((numberOf(sum) - numberOf(difference)) * inverse, P),
    y: modulo((numberOf(sum) + numberOf(difference)) * inverse, P),
  }
}

/** What noble reads, by ZIP 215; undefined where it is no point. */
function expected(encoding: Uint8Array): Affine | undefined {
  try {
    return Point.fromBytes(encoding, true).toAffine()
  } catch {
    return undefined
  }
}

const TORSION = ED25519_TORSION_SUBGROUP.map(hex => fromHex(hex))
/** Every y that has two encodings, and with either sign. */
const NOT_CANONICAL = Array.from({ length: 19 }, (_, k) => P + BigInt(k)).flatMap(y => [y, y + 2n ** 255n])
const encodings = fc.oneof(
  fc.constantFrom(...TORSION),
  fc.constantFrom(...NOT_CANONICAL, 0n, 1n, P - 1n, 2n ** 255n, 2n ** 255n + 1n, 2n ** 256n - 20n).map(bytesOf),
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
)

t.test('points are read as ZIP 215 has it, and what is none is told', async () => {
  const kernel = startKernel(MEMORY_BYTES)
  fc.assert(
    fc.property(encodings, encodings, (low, high) => {
      const valid = decompress(kernel, low, high)
      return [low, high].every((encoding, lane) => {
        const point = expected(encoding)
        if (((valid >> lane) & 1) !== (point ? 1 : 0)) return false
        const found = affine(kernel, pointAt(lane), true)
        return !point || (point.x === found.x && point.y === found.y)
      })
    }),
    { numRuns: 300 },
  )
})

t.test('every encoding of y that is p or more', async t => {
  const kernel = startKernel(MEMORY_BYTES)
  for (const value of NOT_CANONICAL) {
    const encoding = bytesOf(value)
    const point = expected(encoding)
    t.equal(decompress(kernel, encoding, bytesOf(1n)), point ? 3 : 2, `${value}`)
    if (point) t.same(affine(kernel, pointAt(0), true), point)
  }
})

const B = Point.BASE.toBytes()
const points = fc.oneof(
  fc.constantFrom(...TORSION, B),
  fc.bigInt({ min: 1n, max: 2n ** 252n }).map(factor => Point.BASE.multiply(factor).toBytes()),
)

t.test('sums and differences, of equal points and of small order too', async () => {
  const kernel = startKernel(MEMORY_BYTES)
  const same = (found: Affine, { x, y }: Affine) => found.x === x && found.y === y
  fc.assert(
    fc.property(points, points, (first, second) => {
      decompress(kernel, first, second)
      const [p, q] = [Point.fromBytes(first, true), Point.fromBytes(second, true)]
      kernel.setNeutral(SUM)
      kernel.addPrepared(SUM, pointAt(0))
      kernel.addPrepared(SUM, pointAt(1))
      const sum = affine(kernel, SUM, false)
      kernel.add(SUM, SUM)
      const double = affine(kernel, SUM, false)
      kernel.subtractPrepared(SUM, pointAt(1))
      return (
        same(sum, p.add(q).toAffine()) &&
        same(double, p.add(q).double().toAffine()) &&
        same(affine(kernel, SUM, false), p.double().add(q).toAffine())
      )
    }),
    { numRuns: 200 },
  )
})

t.test('only the neutral point is neutral', async t => {
  const kernel = startKernel(MEMORY_BYTES)
  kernel.setNeutral(SUM)
  t.equal(kernel.isNeutral(SUM), 1)
  for (const encoding of [...TORSION, B]) {
    decompress(kernel, encoding, encoding)
    kernel.setNeutral(SUM)
    kernel.addPrepared(SUM, pointAt(0))
    t.equal(kernel.isNeutral(SUM), Point.fromBytes(encoding).is0() ? 1 : 0)
    kernel.add(SUM, SUM)
    kernel.subtractPrepared(SUM, pointAt(0))
    kernel.subtractPrepared(SUM, pointAt(0))
    t.equal(kernel.isNeutral(SUM), 1, 'P + P − P − P')
  }
})

for (const [name, sumUp, counts] of [
  ['tables', sumByTables, [0, 1, 3, STRAUS_MAX_TERMS]],
  ['buckets', sumByBuckets, [0, 1, 2, 17, TERMS]],
] as const) {
  t.test(`multiples are summed up by ${name}`, async t => {
    const kernel = startKernel(MEMORY_BYTES)
    const edges = [0n, 1n, 2n ** 254n - 1n, 2n ** 253n, 8n, 0x8888n, 2n ** 128n - 1n]
    const [factors, scalars]: [bigint[], bigint[]] = [[], []]
    for (let term = 0; term < TERMS; term++) {
      const random = numberFrom(term)
      factors.push((random % 1_000n) + 1n)
      scalars.push(edges[term] ?? random % 2n ** 254n)
      writeNumber(kernel.memory, SCALARS + 32 * term, scalars[term] ?? 0n)
      if (term % 2 === 1) decompress(kernel, multipleOfBase(factors[term - 1]), multipleOfBase(factors[term]), term - 1)
    }
    for (const count of counts) {
      const chosen = Array.from({ length: count }, (_, k) => TERMS - 1 - k).concat(
        count === 3 ? [0, 1, 2, 3, 4, 5, 6] : [],
      )
      const factor = chosen.reduce((sum, term) => sum + (factors[term] ?? 0n) * (scalars[term] ?? 0n), 0n)
      sumUp(kernel, SUM, WORK, { points: POINTS, scalars: SCALARS, chosen })
      const { x, y } = Point.BASE.multiplyUnsafe(modulo(factor, Point.Fn.ORDER)).toAffine()
      t.same(affine(kernel, SUM, false), { x, y }, `${count} terms`)
    }
  })
}

function multipleOfBase(factor = 1n): Uint8Array {
  return Point.BASE.multiplyUnsafe(factor).toBytes()
}

/** Some number of 256 bits for each seed. */
function numberFrom(seed: number): bigint {
  return modulo((BigInt(seed) + 3n) ** 200n * 0x9e3779b97f4a7c15f39cc0605cedc835n, 2n ** 256n - 189n)
}
