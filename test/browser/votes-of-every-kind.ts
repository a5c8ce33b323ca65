import type { Cid } from '../../protocol/bytes/cid.ts'
import type { Choice, MethodRule } from '../../protocol/governance/method.ts'
import { accepted, HOUR, type Person, type TestGroup } from '../support/test-core.ts'

export const PLACES = ['By the gate', 'In the yard', 'On the roof'] as const
const [GATE, YARD, ROOF] = PLACES
const options = [...PLACES]
const rank = (...ranked: string[]): Choice => ({ rank: ranked })
const tiers = (...ranked: string[][]): Choice => ({ tiers: ranked })
const points = (gate: number, yard: number, roof: number): Choice => ({
  points: (
    [
      [GATE, gate],
      [YARD, yard],
      [ROOF, roof],
    ] as const
  ).filter(([, given]) => given > 0),
})
const approve = (...approved: string[]): Choice => ({ approve: approved })

const RANKS = [rank(GATE, YARD), rank(GATE, YARD), rank(GATE, ROOF), rank(YARD, ROOF), rank(ROOF, YARD)]
const TIERS = [tiers([YARD], [GATE]), tiers([GATE, YARD]), tiers([YARD], [GATE, ROOF]), tiers([ROOF], [YARD, GATE])]
const MONEY = {
  method: 'budget',
  options: [
    { id: 'Benches', cost: 1000 },
    { id: 'Shelves', cost: 1400 },
    { id: 'Shade', cost: 3400 },
  ],
  budget: 5000,
} as const

/** A question by each method that has a control or a result of its own, and how five people answer it. */
const ASKED = {
  irv: [{ method: 'irv', options }, RANKS],
  stv: [{ method: 'stv', options, seats: 2 }, RANKS],
  schulze: [{ method: 'schulze', options, seats: 1 }, TIERS],
  copeland: [{ method: 'copeland', options, seats: 1 }, TIERS],
  star: [
    { method: 'star', options, maxScore: 5, seats: 1 },
    [points(5, 3, 0), points(4, 5, 1), points(0, 2, 5), points(3, 4, 0)],
  ],
  judgment: [
    { method: 'majority-judgment', options, grades: 6, seats: 1 },
    [points(5, 3, 0), points(4, 5, 1), points(0, 2, 5), points(3, 4, 0), points(1, 4, 2)],
  ],
  quadratic: [
    { method: 'quadratic', options, credits: 25, seats: 1 },
    [points(4, 3, 0), points(0, 5, 0), points(1, 1, 4)],
  ],
  shares: [
    {
      ...MONEY,
      ballot: { type: 'approval', min: 1, max: 3 },
      selection: { rule: 'equal-shares', completion: 'none', comparison: false },
    },
    [
      approve('Benches', 'Shelves'),
      approve('Benches'),
      approve('Shelves', 'Shade'),
      approve('Shade'),
      approve('Shade'),
    ],
  ],
  knapsack: [
    { ...MONEY, ballot: { type: 'approval', min: 1, max: 3 }, selection: { rule: 'greedy' } },
    [approve('Benches'), approve('Shelves')],
  ],
  consent: [{ method: 'consent' }, [{ vote: 'for' }, { vote: 'abstain' }]],
} as const satisfies Record<string, readonly [MethodRule, readonly Choice[]]>

export type Asked = keyof typeof ASKED

/** Opens a vote of every kind, and lets people answer it as far as there are any. */
export async function openEveryKind(group: TestGroup, voters: readonly Person[]): Promise<Record<Asked, Cid>> {
  const opened: Partial<Record<Asked, Cid>> = {}
  for (const [name, [method, choices]] of Object.entries(ASKED)) {
    const id = await group.open({ title: `Where to, by ${name}?`, method, closesAtMs: group.clock.now() + 24 * HOUR })
    for (const [place, choice] of choices.entries()) {
      const voter = voters[place]
      if (voter) accepted(await group.vote(voter, id, choice))
    }
    Reflect.set(opened, name, id)
  }
  return opened as Record<Asked, Cid>
}
