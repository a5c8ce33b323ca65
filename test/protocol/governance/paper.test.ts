import fc from 'fast-check'
import t from 'tap'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type Choice, checkChoice, type MethodRule } from '../../../protocol/governance/method.ts'
import {
  countPaper,
  doubleVotes,
  isPaperSettled,
  type PaperReading,
  paperStanding,
  readSheets,
  refuseIssue,
  refuseReading,
  refuseReturn,
  serialOf,
} from '../../../protocol/governance/paper.ts'

fc.configureGlobal({ seed: 9, numRuns: 150 })

const key = (byte: number) => publicKeyHex(new Uint8Array(32).fill(byte))
const ANNA = key(1)
const BERTA = key(2)
const CARLA = key(3)
const DORA = key(4)
const MAJORITY: MethodRule = { method: 'majority' }
const FOR: Choice = { vote: 'for' }
const AGAINST: Choice = { vote: 'against' }
const VOTE = { method: MAJORITY, keyedByMs: 2_000 }

let place = 0
const reading = (by: PublicKeyHex, choice: Choice | null, serial = '7K3M9QXZ', seq = ++place): PaperReading => ({
  by,
  seq,
  index: ++place,
  serial,
  choice,
})
const state = (issued: number, ...readings: PaperReading[]) => ({ issued, sheets: readSheets(readings) })
const before = (issued: number, serial: string, ...readings: PaperReading[]) => ({
  ...paperStanding(state(issued, ...readings)),
  isPrinted: true,
  sheet: readings.filter(one => one.serial === serial),
})

t.test('a sheet counts once two tellers read the same', async t => {
  t.same(countPaper(state(1, reading(ANNA, FOR))), { issued: 1, choices: [], spoilt: 0, open: 1 })
  t.same(countPaper(state(1, reading(ANNA, FOR), reading(BERTA, FOR))).choices, [FOR])
})

t.test('one teller who reads a sheet twice is one teller', async t => {
  t.same(countPaper(state(1, reading(ANNA, FOR), reading(ANNA, FOR))).choices, [])
})

t.test('where two disagree the sheet waits, until one reads again or a third decides', async t => {
  const first = [reading(ANNA, FOR), reading(BERTA, AGAINST)]
  const [sheet] = readSheets(first)
  t.equal(sheet?.agreed, null)
  t.same(
    sheet?.readings.map(({ choice }) => choice),
    [FOR, AGAINST],
    'both readings are shown',
  )
  t.same(countPaper(state(1, ...first, reading(BERTA, FOR))).choices, [FOR], 'read again')
  t.same(countPaper(state(1, ...first, reading(CARLA, AGAINST))).choices, [AGAINST], 'a third')
  const split = [...first, reading(CARLA, AGAINST), reading(DORA, FOR)]
  t.same(countPaper(state(1, ...split)).choices, [], 'two against two decide nothing')
})

t.test('of the readings of one teller the highest seq stands, whenever it came', async t => {
  const readings = [reading(ANNA, FOR, 'AAAAAAAA', 900), reading(ANNA, AGAINST, 'AAAAAAAA', 800)]
  t.same(countPaper(state(1, ...readings, reading(BERTA, FOR, 'AAAAAAAA'))).choices, [FOR])
})

t.test('a spoilt sheet is agreed on like any other and counts for nothing', async t => {
  const both = state(1, reading(ANNA, null), reading(BERTA, null))
  t.same(countPaper(both), { issued: 1, choices: [], spoilt: 1, open: 0 })
  t.ok(isPaperSettled(paperStanding(both)))
})

t.test('tellers agree who write the same down in another order, but not in a ranking', async t => {
  const agree = (a: Choice, b: Choice) => countPaper(state(1, reading(ANNA, a), reading(BERTA, b))).choices.length === 1
  t.ok(agree({ approve: ['a', 'b'] }, { approve: ['b', 'a'] }))
  t.ok(
    agree(
      {
        points: [
          ['a', 1],
          ['b', 2],
        ],
      },
      {
        points: [
          ['b', 2],
          ['a', 1],
        ],
      },
    ),
  )
  t.ok(agree({ tiers: [['a', 'b'], ['c']] }, { tiers: [['b', 'a'], ['c']] }))
  t.notOk(agree({ tiers: [['a'], ['b']] }, { tiers: [['b'], ['a']] }))
  t.notOk(agree({ rank: ['a', 'b'] }, { rank: ['b', 'a'] }))
})

t.test('the order in which readings come changes nothing', async t => {
  const teller = fc.constantFrom(ANNA, BERTA, CARLA)
  const choice = fc.constantFrom(FOR, AGAINST, null)
  const serial = fc.constantFrom('AAAAAAAA', 'BBBBBBBB')
  const some = fc.array(fc.record({ by: teller, seq: fc.integer({ min: 1, max: 9 }), serial, choice }), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(some, some => {
      const readings = some.map((reading, index) => ({ ...reading, index }))
      t.same(readSheets(readings.toReversed()), readSheets(readings))
    }),
  )
})

t.test('never do more sheets count than were handed out', async t => {
  const readings = [reading(ANNA, FOR), reading(BERTA, FOR), reading(ANNA, FOR, 'BBBBBBBB')]
  const full = before(1, 'BBBBBBBB', ...readings)
  t.match(refuseReading(reading(BERTA, FOR, 'BBBBBBBB'), VOTE, full, 1_000), { code: 'paper/more-than-issued' })
  t.equal(refuseReading(reading(BERTA, FOR, 'BBBBBBBB'), VOTE, { ...full, issued: 2 }, 1_000), undefined)
  const first = before(1, '7K3M9QXZ', ...readings)
  t.equal(refuseReading(reading(CARLA, FOR), VOTE, first, 1_000), undefined, 'one that counts can be read again')
  t.match(refuseReturn(full), { code: 'paper/more-than-issued' }, 'nor is one taken back that counts')
  t.equal(refuseReturn({ ...full, issued: 2 }), undefined)
})

t.test('a serial that was not printed is not read', async t => {
  const none = { ...before(1, '7K3M9QXZ'), isPrinted: false }
  t.match(refuseReading(reading(ANNA, FOR), VOTE, none, 1_000), { code: 'paper/not-printed' })
})

t.test('readings enter to the last millisecond for keying, and fit the ballot', async t => {
  const none = before(1, '7K3M9QXZ')
  t.equal(refuseReading(reading(ANNA, FOR), VOTE, none, 2_000), undefined)
  t.match(refuseReading(reading(ANNA, FOR), VOTE, none, 2_001), { code: 'ballot/late' })
  t.match(refuseReading(reading(ANNA, FOR, '7K3M9QXI'), VOTE, none, 1), { code: 'paper/bad-serial' })
  const unfit: Choice = { approve: ['a'] }
  t.match(refuseReading(reading(ANNA, unfit), VOTE, none, 1), { code: checkChoice(MAJORITY, unfit)?.code })
})

t.test('a sheet goes to who has none and has not voted, until the deadline', async t => {
  const voter = { closesAtMs: 1_000, isOnPaper: false, hasVoted: false }
  t.equal(refuseIssue(voter, 1_000), undefined)
  t.match(refuseIssue(voter, 1_001), { code: 'ballot/late' })
  t.match(refuseIssue({ ...voter, isOnPaper: true }, 1), { code: 'ballot/votes-on-paper' })
  t.match(refuseIssue({ ...voter, hasVoted: true }, 1), { code: 'paper/has-voted' })
})

t.test('a recount names who would count twice', async t => {
  t.same(doubleVotes([ANNA, BERTA], new Map([[BERTA, FOR]])), [BERTA])
})

t.test('a serial is eight signs, each five bits of what was drawn', async t => {
  t.equal(serialOf(Uint8Array.of(0, 0, 0, 0, 0)), '00000000')
  t.equal(serialOf(Uint8Array.of(255, 255, 255, 255, 255)), 'ZZZZZZZZ')
  t.equal(serialOf(Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7)), '01234567', 'RFC 4648 order of bits')
  t.throws(() => serialOf(Uint8Array.of(1)), RangeError)
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), random => {
      t.equal(refuseReading(reading(ANNA, FOR, serialOf(random)), VOTE, before(1, '7K3M9QXZ'), 1), undefined)
    }),
  )
})
