import t from 'tap'
import { castOf } from './cast.ts'
import { decideOverLevels, shapeOf } from './scale/levels.ts'
import { largestThatFits } from './scale/limits.ts'
import { decideOnce } from './scale/one-federation.ts'

const cast = castOf(8)
const small = { cast, groups: 30, perFederation: 8, sample: 2, seed: 5, say: () => {} }

t.test(
  'a hundred groups are one federation, ten thousand a hundred and one, a million four levels with their groups',
  async t => {
    t.same(shapeOf(100, 100), [1])
    t.same(shapeOf(1_000, 100), [10, 1])
    t.same(shapeOf(10_000, 100), [100, 1])
    t.same(shapeOf(1_000_000, 100), [10_000, 100, 1])
  },
)

t.test('a federation decides when its last group has spoken, and everyone hears of it', async t => {
  const { decidedMs, knownMs, messages } = decideOnce(cast, 1, [0, 0, 5_000])
  t.ok(decidedMs > 5_000 && decidedMs < 7_000, `decided after ${decidedMs} ms`)
  t.ok(knownMs > decidedMs && knownMs < decidedMs + 1_000)
  t.ok(messages >= 5 * 3, 'a proposal, three mandates and the decision reach three others each')
})

t.test('what a decision over levels costs is the same for the same seed', async t => {
  const decision = decideOverLevels(small)
  t.same(decideOverLevels(small), decision)
  t.same(
    decision.levels.map(({ federations, run }) => [federations, run]),
    [
      [4, 2],
      [1, 1],
    ],
  )
  t.ok(decision.seconds > 0.5 && decision.seconds < 10, `${decision.seconds} s`)
  t.equal(
    decision.messages,
    decision.levels.reduce((sum, { messages }) => sum + messages, 0),
  )
})

t.test('a decision of some hundred groups is the most that an entry holds', async t => {
  const most = largestThatFits(cast)
  t.ok(most > 400 && most < 700, `${most} groups`)
})
