import fc from 'fast-check'
import t from 'tap'
import type { Canonical } from '../../../protocol/bytes/canonical.ts'
import { cidFromDigest, cidToLink } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import * as schema from '../../../protocol/bytes/schema.ts'
import { rational } from '../../../protocol/rational.ts'

fc.configureGlobal({ seed: 12 })

const plan = schema.object({
  title: schema.text({ min: 1, max: 10 }),
  hours: schema.integer({ min: 0, max: 24 }),
  share: schema.rational,
  seed: schema.bytes(4),
  after: schema.nullable(schema.cid),
  by: schema.publicKey,
  open: schema.boolean,
  mode: schema.oneOf('slow', 'fast'),
  note: schema.optional(schema.text({ max: 5 })),
  steps: schema.list(
    schema.union('type', { walk: schema.object({ metres: schema.integer() }), rest: schema.object({}) }),
    {
      max: 3,
    },
  ),
  marks: schema.record(schema.integer(), { max: 2 }),
})
type Plan = schema.Infer<typeof plan>

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const anyPlan: fc.Arbitrary<Plan> = fc.record(
  {
    title: fc.string({ minLength: 1, maxLength: 10 }),
    hours: fc.integer({ min: 0, max: 24 }),
    share: fc.tuple(fc.integer(), fc.integer({ min: 1 })).map(([n, d]) => rational(n, d)),
    seed: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    after: fc.option(bytes32.map(cidFromDigest)),
    by: bytes32.map(publicKeyHex),
    open: fc.boolean(),
    mode: fc.constantFrom('slow' as const, 'fast' as const),
    note: fc.string({ maxLength: 5 }),
    steps: fc.array(
      fc.oneof(
        fc.record({ type: fc.constant('walk' as const), metres: fc.integer() }),
        fc.constant({ type: 'rest' as const }),
      ),
      { maxLength: 3 },
    ),
    marks: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.integer(), { maxKeys: 2 }),
  },
  { requiredKeys: ['title', 'hours', 'share', 'seed', 'after', 'by', 'open', 'mode', 'steps', 'marks'] },
)

t.test('what a codec writes it reads back', async t => {
  fc.assert(
    fc.property(anyPlan, value => {
      const read = plan.decode(plan.encode(value))
      return !schema.isProblem(read) && t.same(read, { ...value, marks: { ...value.marks } })
    }),
    { numRuns: 50 },
  )
})

t.test('a value of another shape is a problem that names the field', async t => {
  const cid = cidToLink(cidFromDigest(new Uint8Array(32)))
  const sound: Record<string, Canonical> = {
    title: 'Harvest',
    hours: 2,
    share: [1, 2],
    seed: new Uint8Array(4),
    after: cid,
    by: new Uint8Array(32),
    open: true,
    mode: 'slow',
    steps: [{ type: 'rest' }],
    marks: { a: 1 },
  }
  t.notOk(schema.isProblem(plan.decode(sound)))
  const wrong: [string, Canonical][] = [
    ['title', ''],
    ['title', 'more than ten'],
    ['title', 7],
    ['hours', 25],
    ['hours', -1],
    ['hours', '2'],
    ['share', [2, 4]],
    ['share', [1, 0]],
    ['share', [1, -2]],
    ['share', [1, 2, 3]],
    ['seed', new Uint8Array(5)],
    ['seed', 'abcd'],
    ['after', 'bafy'],
    ['by', new Uint8Array(31)],
    ['open', 1],
    ['mode', 'medium'],
    ['note', 'too long'],
    ['note', null],
    ['steps', [{ type: 'run' }]],
    ['steps', [{ type: 'walk' }]],
    ['steps', [{ type: 'rest', metres: 1 }]],
    ['steps', [{}]],
    ['steps', [{ type: 'toString' }]],
    ['steps', { type: 'rest' }],
    ['steps', [1, 2, 3, 4]],
    ['marks', { a: 1, b: 2, c: 3 }],
    ['marks', { a: 'x' }],
    ['stranger', 1],
  ]
  for (const [field, value] of wrong) {
    const read = plan.decode({ ...sound, [field]: value })
    t.match(schema.isProblem(read) ? read.problem : '', field, `${field} ${JSON.stringify(value)}`)
  }
  for (const field of Object.keys(sound)) {
    const { [field]: _, ...rest } = sound
    t.ok(schema.isProblem(plan.decode(rest)), `without ${field}`)
  }
  for (const value of [null, [], 'plan', cid, new Uint8Array()]) t.ok(schema.isProblem(plan.decode(value)))
})

t.test('text is measured in code points', async t => {
  const two = schema.text({ min: 2, max: 2 })
  t.equal(two.decode('🌱🌳'), '🌱🌳')
  t.ok(schema.isProblem(two.decode('🌱')))
})

t.test('a body with a field of this name is no problem', async t => {
  const codec = schema.object({ problem: schema.text({ max: 20 }) })
  t.same(codec.decode({ problem: 'the roof leaks' }), { problem: 'the roof leaks' })
  t.notOk(schema.isProblem(codec.decode({ problem: 'the roof leaks' })))
})

t.test('a fraction beyond canonical integers is not written', async t => {
  t.throws(() => schema.rational.encode([1n, 2n ** 53n]))
})
