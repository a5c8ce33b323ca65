import t from 'tap'
import { encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { applyingDelegation, type Delegation } from '../../../protocol/governance/delegation.ts'
import { type DelegationRow, freezeDelegations, unsoundRow } from '../../../protocol/governance/delegation-table.ts'
import { weighBallots } from '../../../protocol/governance/weighing.ts'
import { encodeBody } from '../../../protocol/kinds.ts'
import { rational } from '../../../protocol/rational.ts'

const key = (n: number) => publicKeyHex(new Uint8Array(32).fill(n))
const [ana, ben, carla, dora] = [key(1), key(2), key(3), key(4)]
const proposal = { id: cidOfBytes(new Uint8Array([1])), area: 'gardens' }
const other = { id: cidOfBytes(new Uint8Array([2])), area: 'roads' }

const everything: Delegation = { scope: { type: 'everything' }, to: ana }
const gardens: Delegation = { scope: { type: 'area', area: 'gardens' }, to: ben }
const thisOne: Delegation = { scope: { type: 'proposal', proposal: proposal.id }, to: carla }

t.test('the narrowest delegation applies, in whatever order they were given', async t => {
  for (const held of [
    [everything, gardens, thisOne],
    [thisOne, gardens, everything],
  ]) {
    t.equal(applyingDelegation(held, proposal, 0)?.to, carla)
    t.equal(applyingDelegation(held, other, 0)?.to, ana, 'no other proposal, no other area')
  }
  t.equal(applyingDelegation([gardens, everything], proposal, 0)?.to, ben)
  t.equal(applyingDelegation([gardens], { id: proposal.id }, 0), undefined, 'a proposal without an area is in none')
})

t.test('nobody at a narrow scope cancels a wider delegation', async t => {
  t.equal(applyingDelegation([everything, { ...gardens, to: null }], proposal, 0)?.to, null)
  t.equal(applyingDelegation([everything, { ...gardens, to: null }], other, 0)?.to, ana)
})

t.test('what has expired by the close does not count, and the next wider one does', async t => {
  const brief = { ...thisOne, expiresAtMs: 1_000 }
  t.equal(applyingDelegation([brief, everything], proposal, 1_000)?.to, carla, 'its last millisecond')
  t.equal(applyingDelegation([brief, everything], proposal, 1_001)?.to, ana)
})

t.test('ballots weigh as many voters as they speak for', async t => {
  const ballots = new Map([
    [ana, { choice: { vote: 'for' as const } }],
    [dora, { choice: { vote: 'against' as const } }],
  ])
  const profile = weighBallots(ballots, [
    [ben, carla],
    [carla, ana],
    [dora, ana],
  ])
  t.same(
    profile,
    [
      { choice: { vote: 'for' }, weight: rational(3) },
      { choice: { vote: 'against' }, weight: rational(1) },
    ],
    'and who votes after all weighs for themselves',
  )
})

t.test('a table is cut into parts of less than 64 KiB, ascending, under one root', async t => {
  const keys = Array.from({ length: 2_000 }, (_, i) =>
    publicKeyHex(
      new Uint8Array(32)
        .fill(7)
        .fill(i >> 8, 0, 1)
        .fill(i & 255, 1, 2),
    ),
  )
  const [first] = keys
  if (!first) throw new Error('no keys')
  const rows = keys.slice(1).map((voter): DelegationRow => [voter, first])
  const parts = freezeDelegations(proposal.id, rows.toReversed())
  t.same(
    parts.map(({ part, parts, count, rows }) => [part, parts, count, rows.length]),
    [
      [0, 3, 1_999, 900],
      [1, 3, 1_999, 900],
      [2, 3, 1_999, 199],
    ],
  )
  t.same(
    parts.flatMap(part => part.rows),
    rows,
  )
  for (const part of parts) t.ok(encodeCanonical(encodeBody('proposal/delegations', part)).length < 65_000)
  t.equal(freezeDelegations(proposal.id, []).length, 1, 'an empty table is one part')
})

t.test('rows go from one entitled voter to another, each voter once', async t => {
  const entitled = (voter: string) => voter !== dora
  t.equal(
    unsoundRow(
      [
        [ana, ben],
        [ben, ana],
      ],
      entitled,
    ),
    undefined,
  )
  t.match(
    unsoundRow(
      [
        [ben, ana],
        [ana, ben],
      ],
      entitled,
    ),
    /ascending/,
  )
  t.match(
    unsoundRow(
      [
        [ana, ben],
        [ana, carla],
      ],
      entitled,
    ),
    /ascending/,
  )
  t.match(unsoundRow([[ana, ben]], entitled, ben), /ascending/, 'nor before the part before')
  t.match(unsoundRow([[ana, ana]], entitled), /themselves/)
  t.match(unsoundRow([[ana, dora]], entitled), /electorate/)
  t.match(unsoundRow([[dora, ana]], entitled), /electorate/)
})
