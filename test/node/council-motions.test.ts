import t from 'tap'
import { evidenceOfDecision, evidenceOfMotion } from '../../node/domains/federation/evidence.ts'
import { openMotionsDue } from '../../node/domains/federation/motions-due.ts'
import { openKeyClerk } from '../../node/domains/group/key-clerk.ts'
import { openMembers } from '../../node/domains/group/members.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { rebuild } from '../../node/rebuild.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { closingOf, tallyMotion } from '../../protocol/federation/council-tally.ts'
import { encodeEvidence, readEvidence } from '../../protocol/federation/evidence.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { rational } from '../../protocol/rational.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { councilDueOf } from '../support/council-due.ts'
import { fileOf } from '../support/tampering.ts'
import { accepted, HOUR, type Person, person, testClock } from '../support/test-core.ts'
import { councilOf } from '../support/test-council.ts'
import { cosign, FEDERATION_TERMS, feedOf, MESH_TERMS, type TestNode, testMesh } from '../support/test-federation.ts'
import { testHttp } from '../support/test-http.ts'

const TERMS = { ...MESH_TERMS, quorum: rational(1, 2) }

/** Three groups in a federation, each with somebody on its council. */
async function council(terms: Partial<typeof TERMS & { expulsion: 'council' }> = {}) {
  const mesh = testMesh(testClock())
  const federation = await mesh.federation('Barcelona', { charter: { federation: { ...TERMS, ...terms } } })
  const groups = [await mesh.group('Gràcia', 3), await mesh.group('Eixample', 2), await mesh.group('Horta', 2)] as const
  for (const group of groups) await mesh.join(federation, group, '1')
  await mesh.settle()
  const held = councilOf(federation)
  for (const [at, name] of ['Gràcia 0', 'Eixample 0', 'Horta 0'].entries()) {
    const group = groups[at]
    if (group) await held.seat(group, person(name))
  }
  await mesh.settle()
  const copyAt = (node: TestNode) => node.core.projections.federations.motions
  return { mesh, clock: mesh.clock, federation, groups, held, copyAt }
}

t.test('a council resolves by the rule of the charter, and everyone can check it', async t => {
  const { mesh, clock, federation, groups, held, copyAt } = await council()
  t.teardown(() => mesh[Symbol.asyncDispose]())

  await t.test('who sits moves and votes, nobody else, and only until the deadline', async t => {
    const asked = held.resolution('Rent the hall by the river')
    t.match(await held.move(person('Gràcia 1'), asked), { code: 'council/not-seated' })
    t.match(await held.move(person('Gràcia 0'), { ...asked, closesAtMs: clock.now() + 1 }), { code: 'motion/bad' })
    const { id } = accepted(await held.move(person('Gràcia 0'), asked))
    t.match(await held.vote(person('Barcelona'), id, 'for'), { code: 'council/not-seated' }, 'a steward has no seat')
    t.match(await held.vote(person('Gràcia 0'), federation.id, 'for'), { code: 'motion/unknown' })
    accepted(await held.vote(person('Gràcia 0'), id, 'against'))
    accepted(await held.vote(person('Gràcia 0'), id, 'for'))
    accepted(await held.vote(person('Eixample 0'), id, 'for'))
    await mesh.settle()
    t.equal(held.motion(id).closed, null, 'one group has not voted')
    const waiting = (group: TestNode | undefined, who: string) => {
      const own = group?.core.ownGroup()
      return group && own && openMotionsDue(group.core)(own, person(who).key).map(({ subject }) => subject)
    }
    t.same(waiting(groups[2], 'Horta 0'), [id], 'its delegate is told that it waits')
    t.same(waiting(groups[0], 'Gràcia 0'), [], 'who has voted is not')
    t.same(waiting(groups[2], 'Horta'), [], 'nor who does not sit')
    t.equal(federation.federation.nextDueMs(), asked.closesAtMs + 1)
    clock.advance(25 * HOUR)
    t.equal(federation.federation.nextDueMs(), clock.now() + 500, 'what could not be closed keeps nobody busy')
    t.match(await held.vote(person('Horta 0'), id, 'against'), { code: 'motion/late' })
    await mesh.settle()
    t.match(held.motion(id).closed?.body, { accepted: true, count: { ballots: 2 } })
    for (const node of groups) t.same(copyAt(node).get(id)?.closed, held.motion(id).closed, 'the same at every node')
    t.match(await held.vote(person('Horta 0'), id, 'against'), { code: 'motion/closed' })
  })

  await t.test(
    'once somebody has voted for every group it is closed, and by fewer than half of them never carried',
    async t => {
      const { id } = accepted(await held.move(person('Horta 0'), held.resolution('Meet on Tuesdays')))
      for (const who of ['Gràcia 0', 'Eixample 0']) accepted(await held.vote(person(who), id, 'against'))
      accepted(await held.vote(person('Horta 0'), id, 'for'))
      await mesh.settle()
      t.match(held.motion(id).closed?.body, { accepted: false, count: { ballots: 3 } })

      const alone = accepted(await held.move(person('Horta 0'), held.resolution('Meet on Sundays'))).id
      accepted(await held.vote(person('Horta 0'), alone, 'for'))
      clock.advance(25 * HOUR)
      await mesh.settle()
      t.match(held.motion(alone).closed?.body, { accepted: false }, 'one voice of three groups')
    },
  )

  await t.test('the evidence shows every vote, and what is changed in it is found', async t => {
    const id = copyAt(federation).list(1).at(-1)?.id
    if (!id) throw new Error('no motion')
    const report = await held.verified(groups[1], id)
    t.same(report.findings, [], 'as a member group has it')
    t.match(report, { verified: true, ballots: 2, groups: 3 })
    const { root, blocks } = accepted(evidenceOfMotion(federation.core, id))
    const held_ = new Map(blocks)
    const file = accepted(await verifyCar(fileOf({ root, blocks: held_ }), { hash: nativeSha256 }))
    t.equal(file.verified, true, 'and nothing besides')
    const contents = accepted(readEvidence(held_, root))
    if (contents.type !== 'motion') throw new Error('no motion')
    const voices = copyAt(federation).voices(id)
    const { motion, closed } = contents
    for (const left of [motion, closed, ...voices.map(voice => voice.id)]) {
      const roster = contents.roster.filter(entry => entry !== left)
      const made = encodeEvidence({ ...contents, roster })
      const report = await verifyDecision(made.root, new Map([...held_, [made.root, made.bytes]]))
      t.equal(report.verified, voices[0]?.id === left, 'a vote that another has replaced decides nothing')
    }
  })

  await t.test('a node that states another result is refused by every copy', async t => {
    const { id } = accepted(await held.move(person('Gràcia 0'), held.resolution('Sell the van')))
    for (const who of ['Gràcia 0', 'Eixample 0']) accepted(await held.vote(person(who), id, 'against'))
    const own = federation.core.ownGroup()
    if (!own) throw new Error('no federation')
    const motion = held.motion(id)
    const result = tallyMotion(federation.core.reader(own), motion, clock.now())
    if (!result) throw new Error('no result')
    const honest = closingOf(motion, result)
    const write = (body: typeof honest) => federation.core.write(federation.id, 'council/closed', body)
    t.match(await write(honest), { code: 'motion/too-early' })
    clock.advance(25 * HOUR)
    t.match(await write({ ...honest, accepted: true }), { code: 'motion/miscounted' })
    const [first, ...others] = honest.groups
    if (!first) throw new Error('no groups')
    t.match(await write({ ...honest, groups: [{ ...first, voice: null }, ...others] }), { code: 'motion/miscounted' })
    const strange = await federation.act(person('Gràcia 0').signer, 'council/closed', honest)
    t.match(strange, { code: 'member/not-allowed' })
    accepted(await write(honest))
  })

  await t.test('a delegate who is recalled has no voice any more, and who comes after them has', async t => {
    const { id } = accepted(await held.move(person('Gràcia 0'), held.resolution('Buy seeds')))
    for (const who of ['Gràcia 0', 'Horta 0']) accepted(await held.vote(person(who), id, 'for'))
    await held.seat(groups[0], person('Gràcia 1'))
    await mesh.settle()
    accepted(await held.vote(person('Gràcia 1'), id, 'against'))
    accepted(await held.vote(person('Eixample 0'), id, 'against'))
    await mesh.settle()
    t.match(held.motion(id).closed?.body, { accepted: false, count: { ballots: 3 } })
    t.same((await held.verified(groups[1], id)).findings, [])
    await held.seat(groups[0], person('Gràcia 0'))
    await mesh.settle()
  })

  await t.test('who has moved takes it back, as long as nobody else has voted', async t => {
    const asked = held.change({ name: 'Never' })
    const { id } = accepted(await held.move(person('Gràcia 0'), asked))
    accepted(await held.vote(person('Gràcia 0'), id, 'for'))
    t.match(await held.withdraw(person('Eixample 0'), id), { code: 'motion/not-yours' })
    t.match(await held.withdraw(person('Gràcia 0'), federation.id), { code: 'motion/unknown' })
    accepted(await held.withdraw(person('Gràcia 0'), id))
    t.match(await held.withdraw(person('Gràcia 0'), id), { code: 'motion/withdrawn' })
    t.match(await held.vote(person('Eixample 0'), id, 'for'), { code: 'motion/withdrawn' })
    await mesh.settle()
    t.same(copyAt(federation).open(1), [], 'it is before the council no more')
    t.same(federation.core.projections.charters.unsettledVotes(1), [])
    for (const node of groups) t.ok(copyAt(node).get(id)?.withdrawnAtMs, 'at every node')
    const own = federation.core.ownGroup()
    const result = own && tallyMotion(federation.core.reader(own), held.motion(id), clock.now())
    if (!result) throw new Error('no result')
    clock.advance(25 * HOUR)
    const closing = closingOf(held.motion(id), result)
    t.match(await federation.core.write(federation.id, 'council/closed', closing), { code: 'motion/withdrawn' })
    await mesh.settle()
    t.equal(held.motion(id).closed, null)
    t.match(evidenceOfMotion(federation.core, id), { code: 'motion/withdrawn' })

    const other = accepted(await held.move(person('Gràcia 0'), held.resolution('Sell the barn'))).id
    accepted(await held.vote(person('Horta 0'), other, 'against'))
    t.match(await held.withdraw(person('Gràcia 0'), other), { code: 'motion/voted-on' })
    const late = accepted(await held.move(person('Gràcia 0'), held.resolution('Buy the barn'))).id
    clock.advance(25 * HOUR)
    t.match(await held.withdraw(person('Gràcia 0'), late), { code: 'motion/late' })
    await mesh.settle()
  })

  await t.test(
    'what is noted between the deadline and the closing of a node that was off changes no result',
    async t => {
      const [gracia, eixample] = groups
      const asked = held.resolution('Repair the roof')
      const { id } = accepted(await held.move(person('Gràcia 0'), asked))
      for (const who of ['Gràcia 0', 'Eixample 0']) accepted(await held.vote(person(who), id, 'for'))
      await mesh.settle()
      clock.advance(25 * HOUR)
      const seating = federation.core.projections.federations.seatings(1).findLast(({ group }) => group === gracia.id)
      if (!seating) throw new Error('nobody sits')
      const recall = { seating: seating.id, cause: 'We had decided against it.' }
      accepted(await gracia.act(gracia.steward.signer, 'council/recalled', recall, feedOf(gracia)))
      const fromMs = asked.closesAtMs - 1
      const back = { delegate: person('Eixample 1').key, name: 'Eixample 1', fromMs, untilMs: fromMs + 90 * 24 * HOUR }
      const dated = { ...back, election: null }
      accepted(await eixample.act(eixample.steward.signer, 'council/seated', dated, feedOf(eixample)))
      await mesh.join(federation, await mesh.group('Sants', 1), '1')
      await mesh.settle()
      t.match(held.motion(id).closed?.body, { accepted: true, count: { ballots: 2 } })
      t.equal(held.motion(id).closed?.body.groups.length, 3, 'who joined since has no voice')
      for (const node of groups) t.same(copyAt(node).get(id)?.closed, held.motion(id).closed, 'the same at every node')
      t.same((await held.verified(groups[2], id)).findings, [])
      t.match(await held.move(person('Gràcia 0'), held.resolution('Once more')), { code: 'council/not-seated' })
    },
  )
})

t.test('a federation amends its charter by its council', async t => {
  const { mesh, clock, federation, groups, held } = await council()
  t.teardown(() => mesh[Symbol.asyncDispose]())
  const decided = async (node: TestNode, proposal: Cid) => {
    const { root, blocks } = accepted(evidenceOfDecision(node.core, proposal))
    return verifyDecision(root, new Map(blocks))
  }
  const strict = { ...TERMS, quorum: rational(1) }
  const newcomer = person('a new steward')

  await t.test('stewards and votes of people change nothing of it', async t => {
    const change = held.change({ name: 'Catalonia' }).does
    if (change.type !== 'charter') throw new Error('no change')
    const { amends, terms } = change
    const drawn = { amends, terms, signature: new Uint8Array(64) }
    const drafted = await federation.act(federation.steward.signer, 'charter/drafted', drawn)
    t.match(drafted, { code: 'charter/by-council' })
    const signed = { amends, terms, by: { type: 'stewards' as const, signatures: [] } }
    t.match(await federation.core.write(federation.id, 'charter/amended', signed), { code: 'charter/by-council' })
    const voted = { amends, terms, by: { type: 'motion' as const, motion: federation.id } }
    t.match(await federation.core.write(federation.id, 'charter/amended', voted), { code: 'charter/not-voted' })
  })

  await t.test('two thirds of the voices carry it, a majority does not', async t => {
    const { id } = accepted(await held.move(person('Gràcia 0'), held.change({ name: 'Catalonia' })))
    accepted(await held.vote(person('Gràcia 0'), id, 'for'))
    accepted(await held.vote(person('Eixample 0'), id, 'against'))
    accepted(await held.vote(person('Horta 0'), id, 'abstain'))
    await mesh.settle()
    t.match(held.motion(id).closed?.body, { accepted: false })
    t.same(federation.core.projections.charters.unsettledVotes(1), [], 'nothing comes of it any more')
    t.equal(held.inForce(), federation.id)
    const forced = await federation.core.write(federation.id, 'charter/amended', {
      ...asChange(held.motion(id).does),
      by: { type: 'motion', motion: id },
    })
    t.match(forced, { code: 'charter/not-voted' }, 'not even by the node')
  })

  const before = await mesh.propose(federation, { title: 'Asked before' })
  await mesh.settle()
  const changed = accepted(
    await held.move(
      person('Horta 0'),
      held.change({
        name: 'Catalonia',
        federation: strict,
        stewards: [federation.steward.key, newcomer.key],
      }),
    ),
  ).id
  for (const who of ['Gràcia 0', 'Eixample 0', 'Horta 0']) accepted(await held.vote(person(who), changed, 'for'))
  await mesh.settle()

  await t.test('every node has the charter that the council has carried, and what rests on it', async t => {
    t.not(held.inForce(), federation.id)
    t.match(held.charter(), { name: 'Catalonia', federation: { quorum: rational(1) } })
    for (const group of groups) {
      const [membership] = group.core.projections.federations.memberships(1)
      t.equal(membership?.charter.name, 'Catalonia', 'member groups follow')
    }
    t.same((await held.verified(groups[0], changed)).findings, [])
    const twice = await federation.core.write(federation.id, 'charter/amended', {
      ...asChange(held.motion(changed).does),
      by: { type: 'motion', motion: changed },
    })
    t.match(twice, { code: 'charter/stale' })
    const stale = accepted(await held.move(person('Gràcia 0'), held.change({ name: 'Iberia' })))
    const late = accepted(await held.move(person('Eixample 0'), held.change({ purpose: 'Bread.' })))
    for (const who of ['Gràcia 0', 'Eixample 0', 'Horta 0']) {
      accepted(await held.vote(person(who), stale.id, 'for'))
      accepted(await held.vote(person(who), late.id, 'for'))
    }
    await mesh.settle()
    const came = [stale.id, late.id].map(id => federation.core.projections.charters.vote(id)?.code)
    t.same(came.sort(), ['charter/stale', null].sort(), 'of two upon one charter the second changes nothing')
  })

  await t.test('a question goes to its end by the charter under which it was asked', async t => {
    const after = await mesh.propose(federation, { title: 'Asked after' })
    await mesh.settle({ away: [groups[2]] })
    for (const group of groups.slice(0, 2)) await allVoteFor(group)
    await mesh.settle({ away: [groups[2]] })
    clock.advance(50 * HOUR)
    await mesh.settle({ away: [groups[2]] })
    const outcome = (id: Cid) => federation.core.projections.federations.proposal(id)?.decided
    t.match(outcome(before), { accepted: true, quorum: { needed: 2 } })
    t.equal(outcome(before)?.charter, undefined)
    t.match(outcome(after), { accepted: false, quorum: { needed: 3 }, charter: held.inForce() })
    await mesh.settle()
    for (const id of [before, after]) t.same((await decided(groups[0], id)).findings, [], 'down to the ballots')
  })

  await t.test('a decision shows how the charter came to be, and what is missing of that is found', async t => {
    const last = federation.core.projections.federations.proposals(1)[0]
    if (!last) throw new Error('no proposal')
    const later = accepted(evidenceOfDecision(federation.core, last))
    const laterBlocks = new Map(later.blocks)
    const laterContents = accepted(readEvidence(laterBlocks, later.root))
    if (laterContents.type !== 'federation') throw new Error('no decision')
    t.ok(laterContents.roster.includes(changed))
    const voices = federation.core.projections.federations.motions.voices(changed).map(({ id }) => id)
    for (const left of [changed, held.inForce(), voices[0]]) {
      const roster = laterContents.roster.filter(entry => entry !== left)
      const made = encodeEvidence({ ...laterContents, roster })
      const report = await verifyDecision(made.root, new Map([...laterBlocks, [made.root, made.bytes]]))
      t.equal(report.verified, false)
    }
  })

  await t.test('whom it names steward acts as one from then on', async t => {
    const body = { key: person('ticket').key, weight: rational(1), expiresAtMs: clock.now() + HOUR }
    accepted(await federation.act(newcomer.signer, 'federation/ticket-issued', body))
    const { id } = accepted(await held.move(person('Gràcia 0'), held.change({ stewards: [newcomer.key] })))
    for (const who of ['Gràcia 0', 'Eixample 0', 'Horta 0']) accepted(await held.vote(person(who), id, 'for'))
    await mesh.settle()
    const more = { ...body, key: person('another ticket').key }
    t.ok(isRefusal(await federation.act(federation.steward.signer, 'federation/ticket-issued', more)))
    const next = accepted(
      await federation.act(newcomer.signer, 'federation/proposed', {
        title: 'By the new one',
        text: '',
        method: { method: 'majority' },
        closesAtMs: clock.now() + 24 * HOUR,
        mandatesByMs: clock.now() + 48 * HOUR,
        answers: null,
      }),
    ).id
    await mesh.settle()
    for (const group of groups) await allVoteFor(group)
    await mesh.settle()
    t.same((await decided(groups[2], next)).findings, [])
    for (const { core } of mesh.nodes) {
      const digest = core.projections.digest()
      t.equal(rebuild(core).digest, digest, 'and the logs alone say so')
    }
  })
})

/** Everyone in the group votes for whatever is open. */
async function allVoteFor({ core, vote }: TestNode): Promise<void> {
  for (const id of core.projections.proposals.list(1, 'open')) {
    for (const { name } of openMembers(core.store).list(1)) accepted(await vote(person(name), id, { vote: 'for' }))
  }
}

t.test('a delegate whose lost key was replaced acts by the new one, once the group has seated that', async t => {
  const { mesh, clock, federation, groups, held } = await council({ expulsion: 'council' })
  await using _ = mesh
  const [gracia] = groups
  const [lost, device] = [person('Gràcia 0'), person('another device')]
  await using http = await testHttp(gracia)
  const { id: request } = accepted(await gracia.act(device.signer, 'key/asked', { member: lost.key }))
  accepted(await gracia.act(gracia.steward.signer, 'key/backed', { request }))
  clock.advance(24 * HOUR)
  await openKeyClerk(gracia.core).settle()
  const token = await http.signIn(device)
  const get = async (path: string) => (await http.get(path, { token })).body
  await mesh.settle()
  t.match(await get('/federations'), [{ onCouncil: false }], 'nobody knows the new key yet')
  await held.seat(gracia, device, 'Gràcia 0')
  await mesh.settle()
  const { id } = accepted(await held.move(person('Horta 0'), held.resolution('Mend the nets')))
  const [, eixample, horta] = groups
  const back = (who: Person, group: Cid) =>
    federation.act(who.signer, 'federation/expulsion-backed', { group, cause: 'It sold the nets.' })
  accepted(await back(device, eixample.id))
  accepted(await back(person('Eixample 0'), horta.id))
  await mesh.settle()
  t.match(await get('/federations'), [{ onCouncil: true }])
  t.match(await get(`/council-motions/${id}`), { mayVote: true, mine: null })
  const due = councilDueOf(gracia.core, lost.key).map(({ kind, subject }) => [kind, subject])
  t.same(due, [['expulsion', horta.id]], 'as the group knows them; what they have backed waits no more')
  accepted(await held.vote(device, id, 'against'))
  await mesh.settle()
  t.match(await get(`/council-motions/${id}`), { mayVote: true, mine: 'against' })
})

t.test('nothing follows in logs from what is not witnessed by as many as the charter asks for', async t => {
  await using mesh = testMesh(testClock())
  const assembly = await mesh.federation('Assembly')
  const barcelona = await mesh.federation('Barcelona', { charter: { federation: FEDERATION_TERMS } })
  const [gracia, horta] = [await mesh.group('Gràcia', 2), await mesh.group('Horta', 2)]
  await mesh.join(assembly, barcelona, '1')
  for (const group of [gracia, horta]) await mesh.join(barcelona, group, '1')
  await mesh.settle()
  const held = councilOf(barcelona)
  const delegates = [gracia.steward, horta.steward]
  for (const [at, group] of [gracia, horta].entries()) await held.seat(group, delegates[at] ?? group.steward)
  const asked = await mesh.propose(assembly)
  await mesh.settle()
  const { id } = accepted(await held.move(gracia.steward, held.change({ name: 'Vila' })))
  for (const who of delegates) accepted(await held.vote(who, id, 'for'))
  for (const group of [gracia, horta]) await allVoteFor(group)
  await mesh.settle()
  const mandates = () => assembly.core.projections.federations.mandates(asked).map(({ position }) => position)
  t.ok(held.motion(id).closed?.body.accepted)
  t.match(held.charter(), { name: 'Barcelona' }, 'carried, and not yet in force')
  const again = () => (barcelona.federation.nextDueMs() ?? Number.POSITIVE_INFINITY) - mesh.clock.now()
  t.equal(again(), 500, 'cosignatures come at any moment')
  mesh.clock.advance(4_000)
  await barcelona.federation.settle()
  t.equal(again(), 4_000, 'what has waited for long is looked at less often')
  t.same(mandates(), [], 'decided, and not yet said one level up')
  cosign(barcelona, gracia)
  await mesh.settle()
  t.match(held.charter(), { name: 'Barcelona' }, 'one of two is no majority')
  cosign(barcelona, horta)
  await mesh.settle()
  t.match(held.charter(), { name: 'Vila' })
  t.same(mandates(), ['for'])
  t.equal(barcelona.federation.nextDueMs(), null)
})

function asChange(does: ReturnType<ReturnType<typeof councilOf>['motion']>['does']) {
  if (does.type !== 'charter') throw new Error('about something else')
  return { amends: does.amends, terms: does.terms }
}
