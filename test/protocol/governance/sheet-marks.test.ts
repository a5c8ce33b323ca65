import t from 'tap'
import { readMarks, type SheetRule, sheetLines } from '../../../protocol/governance/sheet-marks.ts'

const options = ['Ada', 'Bea', 'Cleo']

t.test('a teller types the numbers of the lines', async t => {
  const read = (rule: SheetRule, typed: string) => readMarks(rule, typed)
  t.same(read({ method: 'majority' }, '2'), { vote: 'against' })
  t.same(read({ method: 'approval', options }, ' 3 1 '), { approve: ['Cleo', 'Ada'] })
  t.same(read({ method: 'approval', options }, ''), { approve: [] })
  t.same(read({ method: 'stv', options }, '2,1'), { rank: ['Bea', 'Ada'] })
  t.same(read({ method: 'schulze', options }, '2 1=3'), { tiers: [['Bea'], ['Ada', 'Cleo']] })
  t.same(read({ method: 'quadratic', options }, '1=-2 3:4'), {
    points: [
      ['Ada', -2],
      ['Cleo', 4],
    ],
  })
  const budget = {
    method: 'budget',
    options: [
      { id: '214', cost: 9 },
      { id: '93', cost: 8 },
    ],
  }
  t.same(read({ ...budget, ballot: { type: 'approval' } }, '2'), { approve: ['93'] })
  t.same(read({ ...budget, ballot: { type: 'ordinal' } }, '2 1'), { rank: ['93', '214'] })
  t.same(sheetLines({ ...budget, ballot: { type: 'approval' } }), ['214', '93'])
})

t.test('a hyphen is a spoilt sheet, and anything else is refused', async t => {
  t.equal(readMarks({ method: 'majority' }, '-'), null)
  t.equal(readMarks({ method: 'stv', options }, ' - '), null)
  for (const typed of ['4', 'x', '1 2', '', '0']) {
    t.match(readMarks({ method: 'majority' }, typed), { code: 'ballot/bad-choice' }, typed)
  }
  t.match(readMarks({ method: 'approval', options }, '1 4'), { code: 'ballot/bad-choice' })
  t.match(readMarks({ method: 'schulze', options }, '1='), { code: 'ballot/bad-choice' })
  t.match(readMarks({ method: 'score', options }, '1'), { code: 'ballot/bad-choice' })
})
