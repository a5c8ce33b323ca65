import t from 'tap'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { rebuild } from '../../node/rebuild.ts'
import { fromBase64 } from '../../protocol/bytes/base64.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { activeLeaf, commitActive } from '../../protocol/governance/active.ts'
import { verifyInclusion } from '../../protocol/log/merkle.ts'
import { rational } from '../../protocol/rational.ts'
import { accepted, HOUR, MAJORITY, type Person, type TestGroup, testGroup } from '../support/test-core.ts'
import { at, testHttp } from '../support/test-http.ts'

const DAY = 24 * HOUR
const OF_ACTIVE = { quorum: rational(1), quorumOf: 'active' } as const
const charter = { decisions: { method: MAJORITY, quorum: rational(1), activeDays: 30 } }

/** Ana, Bea, Cai and Dan joined long ago; so did the steward. */
async function oldGroup(): Promise<{ group: TestGroup; people: [Person, Person, Person, Person] }> {
  const group = await testGroup('Gràcia', { charter })
  const [ana, bea, cai, dan] = await group.join('Ana', 'Bea', 'Cai', 'Dan')
  if (!ana || !bea || !cai || !dan) throw new Error('nobody joined')
  group.clock.advance(100 * DAY)
  return { group, people: [ana, bea, cai, dan] }
}

function electorateOf({ core }: TestGroup, proposal: Cid) {
  return core.projections.proposals.get(proposal)?.electorate
}

function argue(group: TestGroup, who: Person, proposal: Cid, atMs = group.clock.now()) {
  return group.actAt(atMs, who.signer, 'argument/made', { proposal, side: 'for', text: 'Yes.' })
}

t.test('who counts as active', async t => {
  const { group, people } = await oldGroup()
  await using _ = group
  const [ana, bea, cai, dan] = people
  const before = await group.open({ quorum: rational(0) })
  t.equal(electorateOf(group, before)?.active, undefined, 'nobody is counted where nobody asks')
  accepted(await group.vote(ana, before, { vote: 'for' }))
  accepted(await argue(group, bea, before))
  let asked = 0
  const count = async () => {
    const proposal = await group.open({ ...OF_ACTIVE, title: `Question ${++asked}` })
    return electorateOf(group, proposal)?.active?.count
  }

  t.equal(await count(), 3, 'who has voted, who has argued, and who asks')
  accepted(await argue(group, dan, before, group.clock.now() - 30 * DAY))
  t.equal(await count(), 4, 'by the date of an entry, thirty days back')
  accepted(await argue(group, cai, before, group.clock.now() - 30 * DAY - 1))
  t.equal(await count(), 4, 'and not one millisecond more')
  group.clock.advance(29 * DAY)
  t.equal(await count(), 3)
  group.clock.advance(2 * DAY)
  t.equal(await count(), 1)
})

t.test('a quorum of the active, from asking to a recount by anyone', async t => {
  const { group, people } = await oldGroup()
  await using _ = group
  const [ana, bea] = people
  const before = await group.open({ quorum: rational(0) })
  accepted(await argue(group, bea, before))
  const proposal = await group.open({ ...OF_ACTIVE, thresholds: [{ what: 'for', of: 'active', share: rational(1) }] })
  const electorate = electorateOf(group, proposal)
  t.match(electorate, { count: 5, active: { days: 30, count: 2 } })
  await using http = await testHttp(group)
  const activity = async (who: Person) =>
    await http.get(`/proposals/${proposal}/my-activity`, { token: await http.signIn(who) })

  await t.test('each is told whether they are counted, and can prove that they are', async t => {
    const { body } = await activity(bea)
    t.match(body, { days: 30, count: 2 })
    const proof = at(body, 'place', 'proof')
    const factor = group.clerk.factor(proposal, bea.key)
    if (!factor || !electorate?.active || !Array.isArray(proof)) throw new Error('no proof')
    const claim = { index: Number(at(body, 'place', 'index')), size: 2, root: electorate.active.root }
    const path = proof.map(hash => fromBase64(String(hash)))
    t.equal(verifyInclusion({ ...claim, leafHash: activeLeaf(factor), proof: path }), true)
    t.match((await activity(ana)).body, { count: 2, place: null })
  })
  accepted(await group.vote(ana, proposal, { vote: 'for' }))
  await t.test('the tally says of how many', async t => {
    const token = await http.signIn(ana)
    t.match((await http.get(`/proposals/${proposal}`, { token })).body, {
      quorumOf: 'active',
      activeDays: 30,
      tally: { electorate: 5, active: 2, voters: 1, quorum: { needed: 2, met: false } },
    })
    accepted(await group.vote(group.steward, proposal, { vote: 'for' }))
    group.clock.advance(3 * HOUR)
    await group.clerk.settle()
    t.match((await http.get(`/proposals/${proposal}`, { token })).body, {
      tally: { quorum: { needed: 2, met: true }, checks: [{ of: 'active', needed: 2, reached: 2, met: true }] },
      accepted: true,
    })
  })
  await t.test('a recount comes to the same', async t => {
    const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
    const report = await verifyDecision(root, new Map(blocks))
    t.same(report.findings, [])
    t.match(report.decision, { tally: { active: 2, quorum: { needed: 2, met: true }, outcome: { accepted: true } } })
  })
  await t.test('and so does a node that is rebuilt', async t => {
    const digest = group.core.projections.digest()
    t.equal(rebuild(group.core).digest, digest)
  })
})

t.test('a node that says otherwise who was active is refused', async t => {
  const { group } = await oldGroup()
  await using _ = group
  const { core, clock } = group
  const proposed = async (terms: object) => {
    const { id } = accepted(
      await group.act(group.steward.signer, 'proposal/opened', {
        title: 'Paint the fence?',
        text: '',
        method: MAJORITY,
        quorum: rational(1),
        closesAtMs: clock.now() + 2 * HOUR,
        closesEarly: false,
        answers: null,
        ...terms,
      }),
    )
    return id
  }
  const part = (proposal: Cid) => ({
    proposal,
    part: 0,
    parts: 1,
    count: 0,
    root: new Uint8Array(32),
    seedCommitment: new Uint8Array(32),
    keys: [],
  })
  const asking = await proposed(OF_ACTIVE)
  const wrong = { code: 'proposal/bad', detail: { field: 'electorate', problem: /active/ } }
  t.match(await core.write(group.id, 'proposal/electorate', part(asking)), wrong, 'nobody counted')
  const counted = (days: number, factors: Uint8Array[] = []) => ({
    ...part(asking),
    active: commitActive(days, factors),
  })
  t.match(await core.write(group.id, 'proposal/electorate', counted(29)), wrong, 'other days than the charter’s')
  const more = counted(30, [new Uint8Array(32)])
  t.match(await core.write(group.id, 'proposal/electorate', more), wrong, 'more than there are voters')
  const silent = await proposed({})
  const unasked = { ...counted(30), proposal: silent }
  t.match(await core.write(group.id, 'proposal/electorate', unasked), wrong, 'nobody asked')
})
