import t from 'tap'
import type { MethodRule } from '../../../protocol/governance/method.ts'
import { refusePointless } from '../../../protocol/governance/pointless.ts'

const budget = (cost: number): MethodRule => ({
  method: 'budget',
  options: [
    { id: 'Bench', cost: 100 },
    { id: 'Pond', cost },
  ],
  budget: 500,
  ballot: { type: 'choose-1' },
  selection: { rule: 'greedy' },
})

t.test('what is settled before anybody votes is not asked', async t => {
  t.match(refusePointless({ method: 'irv', options: ['a'] }), { code: 'proposal/pointless' })
  t.match(refusePointless({ method: 'stv', options: ['a', 'b'], seats: 2 }), { detail: { seats: 2, options: 2 } })
  t.match(refusePointless(budget(501)), { detail: { project: 'Pond', cost: 501, budget: 500 } })
})

t.test('everything else is', async t => {
  t.equal(refusePointless({ method: 'majority' }), undefined)
  t.equal(refusePointless({ method: 'stv', options: ['a', 'b', 'c'], seats: 2 }), undefined)
  t.equal(refusePointless({ method: 'quadratic', options: ['for', 'against'], credits: 9, seats: 1 }), undefined)
  t.equal(refusePointless(budget(500)), undefined)
})
