import t from 'tap'
import { qrPath } from '../../web-ui/src/format/qr-path.ts'

/** The dark modules that a path fills, as `x y`. */
const darkOf = (path: string) =>
  [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].flatMap(([, x, y, length]) =>
    Array.from({ length: Number(length) }, (_, i) => `${Number(x) + i} ${y}`),
  )

t.test('a code is drawn with its three finders, each module once', async t => {
  const { size, path } = qrPath('a')
  t.equal(size, 21, 'the smallest code there is')
  const dark = darkOf(path)
  t.equal(new Set(dark).size, dark.length)
  const FINDER = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
  for (const [left, top] of [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ] as const) {
    const seen = FINDER.map((row, y) =>
      [...row].map((_, x) => (dark.includes(`${left + x} ${top + y}`) ? '1' : '0')).join(''),
    )
    t.same(seen, FINDER, `at ${left}, ${top}`)
  }
})

t.test('a receipt from a log of a million entries fits into one', async t => {
  const proof = `${'A'.repeat(43)}=\n`.repeat(20)
  const receipt = `c2sp.org/tlog-proof@v1\nextra ${'A'.repeat(360)}\nindex 999999\n${proof}\n${'— note '.repeat(40)}`
  const { size } = qrPath(receipt)
  t.ok(size <= 177, `${size} modules a side`)
})
