import fc from 'fast-check'
import t from 'tap'
import * as field from '../../../../protocol/keys/batch/field.ts'
import { i64x2 } from '../../../../protocol/keys/batch/wasm-code.ts'
import { startModule } from '../../../../protocol/keys/batch/wasm-module.ts'
import { bytesOf, type Lanes, limbsOf, modulo, numberOf, P, readLimbs, writeLimbs } from './memory.ts'

/** The largest limb of a settled element. */
const SETTLED = 2 ** 50 + 2 ** 14
const [A, B, OUT] = [0, 80, 160]

type Field = {
  memory: WebAssembly.Memory
  multiply(out: number, a: number, b: number): void
  multiplySum(out: number, a: number, b: number): void
  differenceAndSum(out: number, a: number, b: number): void
  square(out: number, a: number): void
  fromBytes(out: number, low: number, high: number): void
  isEqual(a: number, b: number): number
  lowestBits(a: number): number
  constant(out: number): void
}

/** The functions of the field, each as a function of a module. */
function startField(low = 0n, high = 0n): Field {
  const module = startModule()
  module.define('multiply', 3, (body, out, a, b) => {
    field.store(body, out, field.multiply(body, field.load(body, a), field.load(body, b)))
  })
  module.define('multiplySum', 3, (body, out, a, b) => {
    const sum = field.add(body, field.load(body, a), field.load(body, a))
    field.store(body, out, field.multiply(body, sum, field.load(body, b)))
  })
  module.define('differenceAndSum', 3, (body, out, a, b) => {
    const columns = field.product(body, field.load(body, a), field.load(body, b))
    field.store(body, out, field.carry(body, field.differenceAndSum(body, columns)))
  })
  module.define('square', 2, (body, out, a) => {
    field.store(body, out, field.square(body, field.load(body, a)))
  })
  module.define('fromBytes', 3, (body, out, lowBytes, highBytes) => {
    field.store(body, out, field.fromBytes(body, lowBytes, highBytes))
  })
  module.define('isEqual', 2, (body, a, b) =>
    i64x2.signs(field.isEqual(body, field.load(body, a), field.load(body, b))),
  )
  module.define('lowestBits', 1, (body, a) =>
    i64x2.signs(i64x2.shiftLeft(field.lowestBit(body, field.load(body, a)), 63)),
  )
  module.define('constant', 1, (body, out) => {
    field.store(body, out, field.constant(low, high))
  })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes(1)))
  return exports as unknown as Field
}

const edgeLimb = fc.constantFrom(0, 1, -1, SETTLED, -SETTLED, 2 ** 50, -(2 ** 50))
const limb = fc.oneof(edgeLimb, fc.integer({ min: -SETTLED, max: SETTLED }))
const limbs = fc.oneof(
  fc.constantFrom(SETTLED, -SETTLED).map(value => Array.from({ length: 5 }, () => value)),
  fc.array(limb, { minLength: 5, maxLength: 5 }),
)
const settled: fc.Arbitrary<Lanes> = fc.tuple(limbs, limbs)
const EDGES = [0n, 1n, 2n, 19n, P - 1n, P, P + 1n, P + 18n, 2n ** 255n - 1n, 2n ** 51n - 1n, 2n ** 254n, (P - 1n) / 2n]
const numbers = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: 0n, max: 2n ** 255n - 1n }))

const isSettled = (lanes: Lanes) => lanes.flat().every(value => Math.abs(value) <= SETTLED)
const same = (found: Lanes, expected: (lane: 0 | 1) => bigint) =>
  isSettled(found) && numberOf(found[0]) === modulo(expected(0), P) && numberOf(found[1]) === modulo(expected(1), P)

t.test('products of settled numbers are those modulo p, in both lanes, and settled', async () => {
  const { memory, multiply } = startField()
  fc.assert(
    fc.property(settled, settled, (a, b) => {
      writeLimbs(memory, A, a)
      writeLimbs(memory, B, b)
      multiply(OUT, A, B)
      return same(readLimbs(memory, OUT), lane => numberOf(a[lane]) * numberOf(b[lane]))
    }),
    { numRuns: 1_000 },
  )
})

t.test('one factor may be a sum of two settled numbers', async () => {
  const { memory, multiplySum } = startField()
  fc.assert(
    fc.property(settled, settled, (a, b) => {
      writeLimbs(memory, A, a)
      writeLimbs(memory, B, b)
      multiplySum(OUT, A, B)
      return same(readLimbs(memory, OUT), lane => 2n * numberOf(a[lane]) * numberOf(b[lane]))
    }),
    { numRuns: 1_000 },
  )
})

t.test('squares', async () => {
  const { memory, square } = startField()
  fc.assert(
    fc.property(settled, a => {
      writeLimbs(memory, A, a)
      square(OUT, A)
      return same(readLimbs(memory, OUT), lane => numberOf(a[lane]) ** 2n)
    }),
    { numRuns: 1_000 },
  )
})

t.test('the difference and the sum of the lanes of a product', async () => {
  const { memory, differenceAndSum } = startField()
  fc.assert(
    fc.property(settled, settled, (a, b) => {
      writeLimbs(memory, A, a)
      writeLimbs(memory, B, b)
      differenceAndSum(OUT, A, B)
      const [x, y] = [numberOf(a[0]) * numberOf(b[0]), numberOf(a[1]) * numberOf(b[1])]
      return same(readLimbs(memory, OUT), lane => (lane === 0 ? y - x : y + x))
    }),
    { numRuns: 1_000 },
  )
})

t.test('255 bits are read from bytes, and the highest bit is not', async () => {
  const { memory, fromBytes } = startField()
  fc.assert(
    fc.property(numbers, numbers, fc.boolean(), (low, high, sign) => {
      const bytes = new Uint8Array(memory.buffer)
      bytes.set(bytesOf(sign ? low + 2n ** 255n : low), A)
      bytes.set(bytesOf(high), B)
      fromBytes(OUT, A, B)
      return same(readLimbs(memory, OUT), lane => (lane === 0 ? low : high))
    }),
  )
})

t.test('equal is what is the same modulo p', async () => {
  const { memory, isEqual } = startField()
  fc.assert(
    fc.property(numbers, numbers, fc.constantFrom(0n, 1n, P, -1n, 2n ** 50n), (low, high, more) => {
      const other = modulo(low + more, 2n ** 255n)
      writeLimbs(memory, A, [centred(low), centred(high)])
      writeLimbs(memory, B, [centred(other), centred(high)])
      return isEqual(A, B) === (modulo(low, P) === modulo(other, P) ? 3 : 2)
    }),
  )
})

t.test('the lowest bit is that of the number from 0 to p − 1', async () => {
  const { memory, lowestBits } = startField()
  fc.assert(
    fc.property(settled, a => {
      writeLimbs(memory, A, a)
      return lowestBits(A) === Number((numberOf(a[0]) & 1n) | ((numberOf(a[1]) & 1n) << 1n))
    }),
  )
  for (const value of EDGES) {
    writeLimbs(memory, A, [centred(value), centred(0n)])
    t.equal(lowestBits(A), Number((value % P) & 1n), `${value}`)
  }
})

t.test('constants are settled', async t => {
  for (const low of EDGES.filter(value => value < P)) {
    for (const high of [low, 1n, P - 1n]) {
      const { memory, constant } = startField(low, high)
      constant(OUT)
      t.ok(
        same(readLimbs(memory, OUT), lane => (lane === 0 ? low : high)),
        `${low} and ${high}`,
      )
    }
  }
})

/** Settled limbs of a number, with no carrying past the highest. */
function centred(value: bigint): number[] {
  const found = limbsOf(value)
  for (let k = 0; k < 4; k++) {
    const up = (found[k] ?? 0) > 2 ** 50 ? 1 : 0
    found[k] = (found[k] ?? 0) - up * 2 ** 51
    found[k + 1] = (found[k + 1] ?? 0) + up
  }
  return found
}
