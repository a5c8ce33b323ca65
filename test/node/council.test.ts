import t from 'tap'
import { openElectionClerk } from '../../node/domains/assembly/election-clerk.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { councilAt } from '../../protocol/federation/council.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { usualBallot } from '../../protocol/governance/election-ballot.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { rational } from '../../protocol/rational.ts'
import { councilDueOf } from '../support/council-due.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, HOUR, person, testClock } from '../support/test-core.ts'
import { everyoneVotes, feedOf, MESH_TERMS, type TestNode, testMesh } from '../support/test-federation.ts'

const DAY = 24 * HOUR

async function threeGroups(expulsion?: 'council') {
  const clock = testClock()
  const mesh = testMesh(clock)
  const federation = await mesh.federation('Barcelona', {
    charter: { federation: { ...MESH_TERMS, quorum: rational(1, 2), ...(expulsion ? { expulsion } : {}) } },
  })
  const groups = [await mesh.group('Gràcia', 3), await mesh.group('Eixample', 3), await mesh.group('Horta', 3)] as const
  for (const group of groups) await mesh.join(federation, group, '1')
  await mesh.settle()
  return { clock, mesh, federation, groups }
}

/** The names of who sits, as a node has it. */
function sits(node: TestNode, federation: TestNode, atMs: number): string[] {
  const row = node.core.logs.get(federation.id)?.row ?? 0
  const { federations } = node.core.projections
  return councilAt(federations.seatings(row), federations.groups(row), atMs)
    .map(({ name }) => name)
    .sort()
}

/** What the steward of a group says of its seat, in the group's feed. */
const seatOf = (who: string, fromMs: number, untilMs: number, election: Cid | null = null) => ({
  delegate: person(who).key,
  name: who,
  fromMs,
  untilMs,
  election,
})
const seat = (group: TestNode, body: ReturnType<typeof seatOf>) =>
  group.act(group.steward.signer, 'council/seated', body, feedOf(group))

t.test('a group seats its delegate for a term that ends by itself, and takes them back at any time', async t => {
  const { clock, mesh, federation, groups } = await threeGroups()
  await using _ = mesh
  const [gracia, eixample] = groups
  const now = clock.now()
  accepted(await seat(gracia, seatOf('Gràcia 0', now, now + 10 * DAY)))
  const { id } = accepted(await seat(eixample, seatOf('Eixample 1', now, now + 20 * DAY)))
  await mesh.settle()
  for (const node of [federation, ...groups]) {
    t.same(sits(node, federation, clock.now()), ['Eixample 1', 'Gràcia 0'], 'the same at every node')
  }
  t.same(sits(federation, federation, now + 10 * DAY), ['Eixample 1'], 'the first moment after the term')

  accepted(await seat(gracia, seatOf('Gràcia 1', now + 5 * DAY, now + 10 * DAY)))
  const recall = { seating: id, cause: 'Said another thing than we had decided.' }
  accepted(await eixample.act(eixample.steward.signer, 'council/recalled', recall, feedOf(eixample)))
  await mesh.settle()
  t.same(sits(federation, federation, clock.now()), ['Gràcia 0'], 'the next one waits for their time')
  t.same(sits(federation, federation, now + 5 * DAY), ['Gràcia 1'])
  const again = await eixample.act(eixample.steward.signer, 'council/recalled', recall, feedOf(eixample))
  t.match(again, { code: 'council/recalled' })
})

t.test("nobody seats but the group itself, and the council's log takes nothing twice or from elsewhere", async t => {
  const { clock, mesh, federation, groups } = await threeGroups()
  await using _ = mesh
  const [gracia, eixample] = groups
  const body = seatOf('Gràcia 0', clock.now(), clock.now() + DAY)
  const stranger = await gracia.act(person('Gràcia 0').signer, 'council/seated', body, feedOf(gracia))
  t.match(stranger, { code: 'member/not-allowed' })
  t.match(await seat(gracia, { ...body, untilMs: clock.now() - 1 }), { code: 'council/bad-term' })
  accepted(await seat(gracia, body))
  await mesh.settle()
  const noted = federation.core.tables.ofKinds(federation.core.ownGroup()?.row ?? 0, ['federation/council-noted'])
  t.equal(noted.length, 1)
  const feed = gracia.core.logs.get(feedOf(gracia))?.row ?? 0
  const [said] = gracia.core.tables.ofKinds(feed, ['council/seated'])
  if (!said) throw new Error('nothing is said')
  const entry = encodeSignedEntry(said.signed)
  const note = (group: Cid) => federation.core.write(federation.id, 'federation/council-noted', { group, entry })
  t.match(await note(gracia.id), { code: 'council/noted' })
  t.match(await note(eixample.id), { code: 'entry/wrong-log' })
})

t.test('what a group has said of its seat is noted in its order with who spoke for it then, however late', async t => {
  const { clock, mesh, federation, groups } = await threeGroups()
  await using _ = mesh
  const [gracia] = groups
  const [now, next] = [clock.now(), person('Gràcia 0')]
  const { id } = accepted(await seat(gracia, seatOf('Gràcia 1', now, now + 90 * DAY)))
  await mesh.settle()
  t.same(sits(federation, federation, now), ['Gràcia 1'])
  const recall = { seating: id, cause: 'Said another thing than we had decided.' }
  accepted(await gracia.act(gracia.steward.signer, 'council/recalled', recall, feedOf(gracia)))
  const charter = charterOf(gracia)
  accepted(await charter.draft(gracia.steward, charter.change({ stewards: [next.key] })))
  await charter.settle()
  await mesh.settle({ away: [federation] })
  await mesh.settle()
  for (const node of [federation, ...groups]) t.same(sits(node, federation, now), [], 'as every copy has it')
  const seated = seatOf('Gràcia 0', now, now + 90 * DAY)
  accepted(await gracia.act(next.signer, 'council/seated', seated, feedOf(gracia)))
  await mesh.settle()
  t.same(sits(federation, federation, now), ['Gràcia 0'])
})

t.test('what is refused for good is tried again only once there is something new, and named once', async t => {
  const { clock, mesh, federation, groups } = await threeGroups()
  await using _ = mesh
  const [gracia] = groups
  const next = person('Gràcia 0')
  accepted(await seat(gracia, seatOf('Gràcia 1', clock.now(), clock.now() + DAY)))
  const charter = charterOf(gracia)
  accepted(await charter.draft(gracia.steward, charter.change({ stewards: [next.key] })))
  await charter.settle()
  await mesh.settle({ away: [federation] })
  const amended = gracia.core.tables.entry(charter.entry())
  if (!amended) throw new Error('no amendment')
  // A node that has noted the other steward first, as none does of its own.
  const entry = encodeSignedEntry(amended.signed)
  accepted(await federation.core.write(federation.id, 'federation/amendment-noted', { group: gracia.id, entry }))
  const named: unknown[] = []
  const { log, writer } = federation.core
  log.warn = (...said: unknown[]) => void named.push(said)
  let tried = 0
  const submit = writer.submit
  writer.submit = (...given) => {
    tried++
    return submit(...given)
  }
  await mesh.settle()
  const once = tried
  t.match(named, [[{ code: 'member/not-allowed' }, 'note-refused']])
  await federation.federation.settle()
  t.equal(tried, once, 'not while the log says nothing else')
  await mesh.propose(federation)
  await federation.federation.settle()
  t.ok(tried > once + 1)
  t.equal(named.length, 1)
})

t.test('an election of the group seats whom it elects, and who leaves the office leaves the seat', async t => {
  const { clock, mesh, federation, groups } = await threeGroups()
  await using _ = mesh
  const [gracia] = groups
  const elections = openElectionClerk(gracia.core)
  const called = accepted(
    await gracia.act(gracia.steward.signer, 'election/called', {
      office: 'Delegate',
      text: '',
      role: null,
      seats: 1,
      ballot: usualBallot('approval'),
      quorum: rational(0),
      nominationsUntilMs: clock.now() + 2 * HOUR,
      votesUntilMs: clock.now() + 5 * HOUR,
      termMs: 30 * DAY,
      council: federation.id,
    }),
  )
  const election = called.id
  for (const name of ['Gràcia 0', 'Gràcia 1']) {
    const { key, signer } = person(name)
    accepted(await gracia.act(signer, 'election/nominated', { election, nominee: key }))
  }
  clock.advance(2 * HOUR + 1)
  await elections.settle()
  await mesh.settle()
  const own = gracia.core.ownGroup()?.row ?? 0
  const [vote] = gracia.core.projections.proposals.list(own, 'open')
  if (!vote) throw new Error('no vote')
  for (const name of ['Gràcia 0', 'Gràcia 1'])
    accepted(await gracia.vote(person(name), vote, { approve: ['Gràcia 1'] }))
  clock.advance(4 * HOUR)
  await mesh.settle()
  t.same(sits(federation, federation, clock.now()), ['Gràcia 1'])
  accepted(await gracia.act(person('Gràcia 1').signer, 'office/resigned', { election }))
  await mesh.settle()
  t.same(sits(federation, federation, clock.now()), [])
})

t.test('where the charter says the council, delegates for more than half of the groups expel', async t => {
  const { clock, mesh, federation, groups } = await threeGroups('council')
  await using _ = mesh
  const [gracia, eixample, horta] = groups
  const now = clock.now()
  accepted(await seat(gracia, seatOf('Gràcia 0', now, now + 90 * DAY)))
  accepted(await seat(eixample, seatOf('Eixample 0', now, now + DAY)))
  await mesh.settle()
  const body = { group: horta.id, cause: 'It sold the common van.' }
  const back = (who: string) => federation.act(person(who).signer, 'federation/expulsion-backed', body)
  const state = () => federation.core.projections.federations.group(federation.core.ownGroup()?.row ?? 0, horta.id)
  t.match(await back('Barcelona'), { code: 'council/not-seated' }, 'a steward has no seat')
  accepted(await back('Gràcia 0'))
  t.match(await back('Gràcia 0'), { code: 'federation/expulsion-backed' })
  await mesh.settle()
  t.match(state(), { state: 'member' }, 'one of three groups is no majority')
  const asks = [{ kind: 'expulsion', subject: horta.id, at: federation.id, title: 'Horta' }]
  t.match(councilDueOf(eixample.core, person('Eixample 0').key), asks, 'the other delegates are asked')
  t.same(councilDueOf(gracia.core, person('Gràcia 0').key), [], 'who has backed it is not')
  t.same(councilDueOf(eixample.core, eixample.steward.key), [], 'nor who sits on no council')
  clock.advance(2 * DAY)
  t.match(await back('Eixample 0'), { code: 'council/not-seated' }, 'the term is over')
  accepted(await seat(eixample, seatOf('Eixample 1', clock.now(), clock.now() + DAY)))
  await mesh.settle()
  accepted(await back('Eixample 1'))
  await mesh.settle()
  t.match(state(), { state: 'expelled', expelled: { cause: body.cause } })

  const proposal = await mesh.propose(federation)
  await mesh.settle()
  for (const group of groups) await everyoneVotes(group, 3)
  clock.advance(25 * HOUR)
  await mesh.settle()
  const { root, blocks } = accepted(evidenceOfDecision(federation.core, proposal))
  const report = await verifyDecision(root, new Map(blocks))
  t.same(report.findings, [], 'who sat and what they said stands in the evidence')
})
