import t from 'tap'
import { openLivePassings } from '../../../node/domains/delegation/live-passing.ts'
import { openPassings, representedByChoice } from '../../../node/domains/delegation/passing.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { DelegationScope } from '../../../protocol/governance/delegation.ts'
import { accepted, HOUR, type Person, seededBytes, type TestGroup, testGroup } from '../../support/test-core.ts'

const EVERYTHING: DelegationScope = { type: 'everything' }

function stored({ core }: TestGroup, proposal: Cid) {
  const found = core.projections.proposals.get(proposal)
  if (!found) throw new Error('no proposal')
  return found
}

t.test('what is kept up to date is what is counted anew, whatever happens in between', async t => {
  await using group = await testGroup('Gràcia')
  const people = await group.join('Ana', 'Bea', 'Cai', 'Dan', 'Eva', 'Fon')
  const { store } = group.core
  const proposal = await group.open({ area: 'gardens', closesAtMs: group.clock.now() + 24 * HOUR })
  const live = openLivePassings(store)
  const passings = openPassings(store)
  const random = seededBytes('live passing')
  const draw = (below: number) => (random(1)[0] ?? 0) % below
  const one = (): Person => people[draw(people.length)] ?? group.steward
  const scopes: DelegationScope[] = [EVERYTHING, { type: 'area', area: 'gardens' }, { type: 'proposal', proposal }]
  const happen = async () => {
    const [who, to, scope] = [one(), one(), scopes[draw(3)] ?? EVERYTHING]
    const what = draw(8)
    if (what === 0) await group.vote(who, proposal, { vote: draw(2) === 0 ? 'for' : 'against' })
    else if (what === 1) await group.act(who.signer, 'delegation/revoked', { scope })
    else if (what === 2) await group.act(who.signer, 'delegation/given', { scope, to: null })
    else if (what === 3) group.clock.advance(HOUR / 20)
    else {
      const expiresAtMs = group.clock.now() + HOUR / 10
      const until = draw(3) === 0 ? { expiresAtMs } : {}
      await group.act(who.signer, 'delegation/given', { scope, to: to.key, ...until })
    }
  }
  const differences: string[] = []
  let represented = 0
  for (let step = 0; step < 300; step++) {
    await happen()
    if (draw(3) === 0) continue
    const now = group.clock.now()
    const kept = [...live(stored(group, proposal), now)].sort()
    const anew = [...representedByChoice(passings.of(stored(group, proposal), now))].sort()
    represented += anew.length
    if (JSON.stringify(kept) !== JSON.stringify(anew)) differences.push(`${step}: ${kept} for ${anew}`)
  }
  t.same(differences, [])
  t.ok(represented > 0, 'somebody was represented')
})

t.test('votes that are open do not take each other’s delegations', async t => {
  await using group = await testGroup('Gràcia')
  const [ana, bea] = await group.join('Ana', 'Bea')
  if (!ana || !bea) throw new Error('nobody joined')
  const [one, other] = [await group.open(), await group.open({ title: 'Another' })]
  const live = openLivePassings(group.core.store)
  const sum = (proposal: Cid) =>
    [...live(stored(group, proposal), group.clock.now()).values()].reduce((all, voters) => all + voters, 0)
  accepted(await group.vote(ana, one, { vote: 'for' }))
  accepted(await group.vote(ana, other, { vote: 'for' }))
  t.same([sum(one), sum(other)], [0, 0])
  const scope = { type: 'proposal', proposal: one } as const
  accepted(await group.act(bea.signer, 'delegation/given', { scope, to: ana.key }))
  t.same([sum(one), sum(other)], [1, 0])
  accepted(await group.vote(bea, one, { vote: 'against' }))
  t.same([sum(one), sum(other)], [0, 0])
})
