import t from 'tap'
import { openBallots } from '../../node/domains/governance/ballots.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import { accepted, HOUR, type Person, type TestGroup, testGroup } from '../support/test-core.ts'
import { draftsOf } from '../support/test-drafts.ts'

type Said = { readonly vote: 'for' | 'against' } | { readonly approve: readonly string[] }

/** A ballot with a counter of the voter's choosing. */
function cast({ core, clerk, clock, id }: TestGroup, who: Person, proposal: Cid, choice: Said, seq: number) {
  const factor = clerk.factor(proposal, who.key)
  if (!factor) throw new Error(`${who.name} has no ballot key`)
  const authoring = { log: id, at: clock.now(), seq, salt: new Uint8Array(16).fill(seq) }
  return core.writer.submit(author('ballot/cast', { proposal, choice }, authoring, blindedSigner(who.seed, factor)))
}

async function vote() {
  const group = await testGroup('Gràcia')
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const closesAtMs = group.clock.now() + 2 * HOUR
  const proposal = await group.open({ closesAtMs })
  const counts = () => {
    const stored = group.core.projections.proposals.get(proposal)
    if (!stored) throw new Error('no proposal')
    return openBallots(group.core.store)
      .count(stored)
      .counts.slice(0, 2)
      .map(({ points }) => points)
  }
  return { group, alice, bob, proposal, closesAtMs, counts, [Symbol.asyncDispose]: () => group[Symbol.asyncDispose]() }
}

t.test('a ballot in the last millisecond counts; one millisecond later it is late', async t => {
  await using place = await vote()
  const { group, alice, bob, proposal, closesAtMs } = place
  group.clock.advance(closesAtMs - group.clock.now())
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  group.clock.advance(1)
  t.match(await group.vote(bob, proposal, { vote: 'for' }), { code: 'ballot/late' })
  t.same(place.counts(), [1, 0])
})

t.test('a member who was removed after the opening is still entitled', async t => {
  await using place = await vote()
  const { group, alice, proposal } = place
  accepted(await group.act(group.steward.signer, 'member/removed', { member: alice.key, reason: '' }))
  accepted(await group.vote(alice, proposal, { vote: 'against' }))
  t.same(place.counts(), [0, 1])
})

t.test('a member who joined after the opening is not', async t => {
  await using place = await vote()
  const { group, proposal } = place
  const [late] = await group.join('Late')
  if (!late) throw new Error('nobody joined')
  t.equal(group.clerk.factor(proposal, late.key), undefined, 'there is no ballot key for them')
  const body = { proposal, choice: { vote: 'for' } } as const
  t.match(await group.act(late.signer, 'ballot/cast', body), { code: 'ballot/not-entitled' })
})

t.test(
  'of two ballots with the same counter the later in the log counts, and a lower counter that comes late does not',
  async t => {
    await using place = await vote()
    const { group, alice, proposal } = place
    accepted(await cast(group, alice, proposal, { vote: 'for' }, 2))
    accepted(await cast(group, alice, proposal, { vote: 'against' }, 2))
    t.same(place.counts(), [0, 1])
    accepted(await cast(group, alice, proposal, { vote: 'for' }, 1))
    t.same(place.counts(), [0, 1])
  },
)

t.test('a choice for an option that there is not is refused', async t => {
  await using group = await testGroup('Gràcia')
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const method = {
    method: 'approval',
    options: ['bread', 'roses'],
    minApprovals: 0,
    maxApprovals: 2,
    seats: 1,
  } as const
  const proposal = await group.open({ method })
  t.match(await cast(group, alice, proposal, { approve: ['wine'] }, 1), { code: 'ballot/bad-choice' })
  t.match(await cast(group, alice, proposal, { vote: 'for' }, 1), { code: 'ballot/bad-choice' })
})

t.test('a proposal does not change while people vote', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const drafts = draftsOf(group)
  const draft = await drafts.start(alice)
  const { id } = accepted(await drafts.open(alice, draft))
  t.match(await drafts.revise(alice, draft, 'Red.'), { code: 'proposal/text-fixed' })
  for (const about of [draft, id]) t.match(await drafts.amend(bob, about, 'Red.'), { code: 'proposal/text-fixed' })
})
