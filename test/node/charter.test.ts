import t from 'tap'
import { openKeyClerk } from '../../node/domains/group/key-clerk.ts'
import { rebuild } from '../../node/rebuild.ts'
import { rational } from '../../protocol/rational.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, HOUR, person, testGroup } from '../support/test-core.ts'

const DAY = 24 * HOUR

/** A group whose charter names two stewards, both of whom have to sign. */
async function council(t: Tap) {
  const group = await testGroup('Orchard')
  t.teardown(() => group[Symbol.asyncDispose]())
  const charter = charterOf(group)
  const [biel, carla] = await group.join('Biel', 'Carla')
  if (!biel || !carla) throw new Error('nobody joined')
  const { steward: anna } = group
  accepted(await charter.draft(anna, charter.change({ stewards: [anna.key, biel.key], threshold: 2 })))
  await charter.settle()
  return { group, charter, anna, biel, carla }
}
type Tap = { teardown(run: () => Promise<void>): void }

t.test('a change is in force once as many stewards as the charter says have signed it', async t => {
  const { group, charter, anna, biel, carla } = await council(t)
  t.equal(charter.roleOf(biel), 'steward', 'whom it names is a steward')
  const change = charter.change({ name: 'Old orchard' })
  const { id } = accepted(await charter.draft(anna, change))
  await charter.settle()
  t.equal(charter.inForce().name, 'Orchard', 'one of two is too few')
  t.match(await charter.sign(anna, id, change), { code: 'charter/signed-already' })
  t.match(await charter.sign(carla, id, change), { code: 'charter/not-a-steward' })
  t.match(await charter.sign(biel, id, { ...change, amends: id }), { code: 'charter/bad-signature' })
  accepted(await charter.sign(biel, id, change))
  await charter.settle()
  t.equal(charter.inForce().name, 'Old orchard')
  const versions = group.core.projections.charters.versions(1)
  t.equal(versions.length, 3)
  t.equal(versions.at(-1)?.entry, charter.entry())
  const digest = group.core.projections.digest()
  t.equal(rebuild(group.core).digest, digest, 'and the log alone says so')
})

t.test('of two changes of one charter the second is refused: it is upon a charter that is none any more', async t => {
  const { charter, anna, biel } = await council(t)
  const [one, other] = [charter.change({ name: 'One' }), charter.change({ name: 'Other' })]
  const [first, second] = [accepted(await charter.draft(anna, one)), accepted(await charter.draft(anna, other))]
  accepted(await charter.sign(biel, first.id, one))
  await charter.settle()
  t.match(await charter.sign(biel, second.id, other), { code: 'charter/stale' })
  t.match(await charter.draft(biel, other), { code: 'charter/stale' })
  await charter.settle()
  t.equal(charter.inForce().name, 'One')
})

t.test('a steward has to be an active member, and who is none by the charter any more is a member', async t => {
  const { group, charter, anna, biel, carla } = await council(t)
  const stranger = person('a stranger')
  t.match(await charter.draft(anna, charter.change({ stewards: [stranger.key], threshold: 1 })), {
    code: 'charter/bad-steward',
  })
  t.match(await charter.draft(carla, charter.change({ name: 'Mine' })), { code: 'charter/not-a-steward' })
  const change = charter.change({ stewards: [biel.key], threshold: 1 })
  const { id } = accepted(await charter.draft(anna, change))
  accepted(await charter.sign(biel, id, change))
  await charter.settle()
  t.equal(charter.roleOf(anna), 'member')
  t.match(await group.act(anna.signer, 'member/role-set', { member: carla.key, role: 'moderator' }), {
    code: 'member/not-allowed',
  })
})

t.test('what was drawn up long ago is signed no more', async t => {
  const { group, charter, anna, biel } = await council(t)
  const change = charter.change({ name: 'Old orchard' })
  const { id } = accepted(await charter.draft(anna, change))
  group.clock.advance(30 * DAY + 1)
  t.match(await charter.sign(biel, id, change), { code: 'charter/lapsed' })
})

t.test('nobody but the node enters an amendment, and the node none that nobody has signed', async t => {
  const { group, charter, anna } = await council(t)
  const change = charter.change({ name: 'Mine' })
  const by = { type: 'stewards' as const, signatures: [] }
  t.match(await group.act(anna.signer, 'charter/amended', { ...change, by }), { code: 'member/not-allowed' })
  t.match(await group.core.write(group.id, 'charter/amended', { ...change, by }), {
    code: 'charter/too-few-signatures',
  })
  const proposal = await group.open()
  t.match(await group.core.write(group.id, 'charter/amended', { ...change, by: { type: 'vote', proposal } }), {
    code: 'charter/not-voted',
  })
})

t.test('members change the charter by a vote that asks for enough; the node enters what they accepted', async t => {
  const { group, charter, anna, biel, carla } = await council(t)
  const change = charter.change({ stewards: [carla.key], threshold: 1 })
  const weak = await group.act(carla.signer, 'proposal/opened', {
    title: 'Change the charter?',
    text: '',
    method: { method: 'majority' },
    quorum: rational(0),
    closesAtMs: group.clock.now() + 2 * HOUR,
    closesEarly: false,
    answers: null,
    amendment: change,
  })
  t.match(weak, { code: 'charter/weak-vote' })
  const proposal = await charter.open(change)
  t.match(
    await group.core.write(group.id, 'charter/amended', { ...change, by: { type: 'vote', proposal } }),
    { code: 'proposal/not-accepted' },
    'not before it is accepted',
  )
  await charter.pass(proposal, [biel, carla])
  t.same(charter.inForce().stewards, [carla.key])
  t.match(charter.cameOf(proposal), { entry: charter.entry(), code: null })
  t.match(await charter.draft(anna, charter.change({ name: 'Mine' })), { code: 'charter/not-a-steward' })
})

t.test('where the charter has changed meanwhile the log says why an accepted vote changes nothing', async t => {
  const { charter, anna, biel, carla } = await council(t)
  const [late, early] = [charter.change({ name: 'By vote' }), charter.change({ name: 'By stewards' })]
  const proposal = await charter.open(late)
  const { id } = accepted(await charter.draft(anna, early))
  accepted(await charter.sign(biel, id, early))
  await charter.settle()
  await charter.pass(proposal, [anna, biel, carla])
  t.equal(charter.inForce().name, 'By stewards')
  t.match(charter.cameOf(proposal), { code: 'charter/stale' })
})

t.test('a vote goes to its end by the charter under which it opened', async t => {
  const { group, charter, anna, biel } = await council(t)
  const hidden = await group.open()
  const change = charter.change({ privacy: { reading: 'members', rollCall: 'all' } })
  const { id } = accepted(await charter.draft(anna, change))
  accepted(await charter.sign(biel, id, change))
  await charter.settle()
  const open = await group.open({ title: 'Another' })
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const { proposals } = group.core.projections
  t.equal(proposals.get(hidden)?.closed?.blinding, undefined, 'who voted what stays with the voters')
  t.ok(proposals.get(open)?.closed?.blinding, 'what opened since goes by the new one')
  t.equal(proposals.get(open)?.electorate?.charter, charter.entry())
})

t.test('what comes right after an amendment is judged by it, in one batch with it as well', async t => {
  const { group, charter, anna, biel } = await council(t)
  const change = charter.change({ admission: { type: 'open' } })
  const { id } = accepted(await charter.draft(anna, change))
  accepted(await charter.sign(biel, id, change))
  const signatures = group.core.projections.charters.drafts(1)[0]?.signatures ?? []
  const dora = person('Dora')
  t.match(await group.act(dora.signer, 'member/joined', { name: 'Dora', invitation: null }), { code: 'invite/unknown' })
  const [amended, joined] = await Promise.all([
    group.core.write(group.id, 'charter/amended', { ...change, by: { type: 'stewards', signatures } }),
    group.act(dora.signer, 'member/joined', { name: 'Dora', invitation: null }),
  ])
  accepted(amended)
  accepted(joined)
  t.equal(charter.roleOf(dora), 'member')
})

t.test('enough of the stewards whom a change names have to be able to sign', async t => {
  const { group, charter, anna, biel, carla } = await council(t)
  const three = charter.change({ stewards: [anna.key, biel.key, carla.key] })
  accepted(await charter.sign(biel, accepted(await charter.draft(anna, three)).id, three))
  await charter.settle()
  const device = person('Biel, on another device')
  const { id: request } = accepted(await group.act(device.signer, 'key/asked', { member: biel.key }))
  for (const { signer } of [anna, carla]) accepted(await group.act(signer, 'key/backed', { request }))
  group.clock.advance(DAY)
  await openKeyClerk(group.core).settle()
  const refused = { code: 'charter/bad-steward' }
  t.match(await charter.draft(anna, charter.change({ threshold: 3 })), refused, 'two of the three can sign')
  t.match(await charter.draft(anna, charter.change({ stewards: [biel.key], threshold: 1 })), refused)
})
