import fc from 'fast-check'
import t from 'tap'
import { FIRST_FREE_ADDRESS, startKernel } from '../../../../protocol/keys/batch/kernel.ts'
import { L } from '../../../../protocol/keys/batch/scalar.ts'
import { readNumber, writeNumber } from './memory.ts'

const EDGES = [0n, 1n, L - 1n, L, L + 1n, 2n ** 252n, 2n ** 252n - 1n, 2n ** 128n - 1n, 2n ** 253n, 2n ** 256n - 1n]
const scalars = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }))

t.test('a·b + c modulo L, below 2^254, for any 256 bits', async () => {
  const { memory, multiplyAddScalars } = startKernel(65_536)
  const a = FIRST_FREE_ADDRESS
  const [b, c, out] = [a + 32, a + 64, a + 96]
  const check = (x: bigint, y: bigint, z: bigint) => {
    writeNumber(memory, a, x)
    writeNumber(memory, b, y)
    writeNumber(memory, c, z)
    multiplyAddScalars(out, a, b, c)
    const found = readNumber(memory, out)
    return found < 2n ** 254n && found % L === (x * y + z) % L
  }
  for (const x of EDGES) for (const y of EDGES) for (const z of EDGES) t.ok(check(x, y, z), `${x} · ${y} + ${z}`)
  fc.assert(fc.property(scalars, scalars, scalars, check), { numRuns: 1_000 })
})

t.test('the result may take the place of what is added', async t => {
  const { memory, multiplyAddScalars } = startKernel(65_536)
  const [a, sum] = [FIRST_FREE_ADDRESS, FIRST_FREE_ADDRESS + 32]
  writeNumber(memory, a, L - 1n)
  writeNumber(memory, sum, 5n)
  multiplyAddScalars(sum, a, a, sum)
  t.equal(readNumber(memory, sum) % L, 6n)
})
