import t from 'tap'
import { i32, i64, i64x2 } from '../../../../protocol/keys/batch/wasm-code.ts'
import { type Module, startModule } from '../../../../protocol/keys/batch/wasm-module.ts'

function run(module: Module, name: string, ...parameters: number[]): unknown {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes(1)))
  const called = exports[name]
  if (typeof called !== 'function') throw new TypeError(`no function ${name}`)
  return called(...parameters)
}

t.test('a function computes with its parameters', async t => {
  const module = startModule()
  module.define('difference', 2, (_, a, b) => i32.subtract(a, b))
  t.equal(run(module, 'difference', 7, 12), -5)
})

t.test('constants of every length are what they were', async t => {
  for (const value of [0, 1, -1, 63, 64, -64, -65, 127, 128, 8_191, 8_192, 2 ** 31 - 1, -(2 ** 31)]) {
    const module = startModule()
    module.define('constant', 0, () => i32.constant(value))
    t.equal(run(module, 'constant'), value)
  }
})

t.test('what is kept is computed once, where it stands', async t => {
  const module = startModule()
  module.define('kept', 1, (body, a) => {
    const before = body.keep(i32.add(a, i32.constant(1)))
    body.assign(a, i32.constant(100))
    return i32.add(before, a)
  })
  t.equal(run(module, 'kept', 5), 106)
})

t.test('a loop runs as often as it is told', async t => {
  const module = startModule()
  module.define('triple', 1, (body, times) => {
    const sum = body.keep(i32.constant(0))
    body.repeat(times, () => body.assign(sum, i32.add(sum, i32.constant(3))))
    return sum
  })
  t.equal(run(module, 'triple', 1), 3)
  t.equal(run(module, 'triple', 1_000), 3_000)
})

t.test('functions call those before them', async t => {
  const module = startModule()
  const store = module.define('store', 2, (body, address, value) => {
    body.run(i64x2.store(address, 16, i64x2.pair(i64.load(value, 0), i64.constant(-1n))))
  })
  module.define('main', 1, (body, address) => {
    body.run(i64.store(address, 300, i64.constant(-5n)))
    body.run(store(address, i32.add(address, i32.constant(300))))
    return i64x2.signs(i64x2.load(address, 16))
  })
  t.equal(run(module, 'main', 40), 3)
})

t.test('only what was kept can be assigned to', async t => {
  const module = startModule()
  t.throws(
    () =>
      module.define('wrong', 0, body => {
        body.assign(i32.constant(1), i32.constant(2))
      }),
    TypeError,
  )
})

t.test('a call has as many parameters as the function', async t => {
  const call = startModule().define('one', 1, () => undefined)
  t.throws(() => call(), RangeError)
})
