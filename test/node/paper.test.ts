import { join } from 'node:path'
import t from 'tap'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { verifyNatively } from '../../node/log/native-verify.ts'
import { rebuild } from '../../node/rebuild.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import type { Choice, MethodRule } from '../../protocol/governance/method.ts'
import { rational } from '../../protocol/rational.ts'
import { PAPER, paperGroup, paperOf } from '../support/paper-votes.ts'
import { fileOf } from '../support/tampering.ts'
import { accepted, HOUR, person, type TestGroup, testGroup } from '../support/test-core.ts'

const FOR: Choice = { vote: 'for' }
const AGAINST: Choice = { vote: 'against' }

async function village() {
  const group = await testGroup('Gràcia')
  return { group, ...(await paperGroup(group)), ...paperOf(group) }
}

const stateOf = (group: TestGroup, id: Cid) => group.core.projections.proposals.get(id)?.state
const closedOf = (group: TestGroup, id: Cid) => group.core.projections.proposals.get(id)?.closed

async function settleAfter(group: TestGroup, ms: number) {
  group.clock.advance(ms)
  await group.clerk.settle()
}

async function recounted(group: TestGroup, proposal: Cid) {
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  const file = fileOf({ root, blocks: new Map(blocks) })
  return accepted(
    await verifyCar(file, { hash: nativeSha256, verifyMany: async messages => messages.map(verifyNatively) }),
  )
}

t.test('sheets that two tellers read count with the ballots, apart in closing, tally and evidence', async t => {
  const { group, alice, bob, carla, tina, tom, issue, print, key } = await village()
  await using _ = group
  const id = await group.open({ paper: PAPER })
  for (const voter of [alice, bob, carla]) accepted(await issue(id, voter))
  const [first, second, third] = await print(id, 5)
  accepted(await group.vote(tom, id, AGAINST))
  accepted(await group.vote(group.steward, id, FOR))
  await settleAfter(group, 2 * HOUR + 1)
  t.equal(stateOf(group, id), 'open', 'sheets are out')
  t.match(await group.vote(tom, id, FOR), { code: 'ballot/late' })

  for (const [serial, choice] of [
    [first, FOR],
    [second, FOR],
  ] as const) {
    accepted(await key(tina, id, serial, choice))
    accepted(await key(tom, id, serial, choice))
  }
  accepted(await key(tina, id, third, null))
  await group.clerk.settle()
  t.equal(stateOf(group, id), 'open', 'one sheet has one reading')
  accepted(await key(tom, id, third, null))
  await group.clerk.settle()

  t.equal(stateOf(group, id), 'closed', 'all sheets are agreed on')
  t.match(closedOf(group, id), {
    ballots: { count: 2 },
    count: { ballots: 4 },
    paper: { entries: { count: 10 }, keys: { count: 3 }, counted: 2, spoilt: 1, unsettled: 0 },
  })
  const report = await recounted(group, id)
  t.match(report, {
    verified: true,
    findings: [],
    decision: {
      tally: {
        voters: 5,
        paper: { issued: 3, counted: 2, spoilt: 1, unsettled: 0 },
        count: {
          counts: [
            { option: 'for', ballots: 3 },
            { option: 'against', ballots: 1 },
          ],
        },
      },
    },
  })
  const before = group.core.projections.digest()
  t.equal(rebuild(group.core).digest, before, 'the tables follow from the log')
})

t.test('a sheet goes to who is entitled, has none and has not voted', async t => {
  const { group, alice, bob, tina, tom, issue, takeBack, notes } = await village()
  await using _ = group
  const id = await group.open({ paper: PAPER })
  t.match(await issue(id, alice, tina), { code: 'member/not-allowed' }, 'a steward hands sheets out')
  t.match(await issue(id, person('a stranger')), { code: 'paper/unknown-mark' })
  const { id: issued } = accepted(await issue(id, alice))
  t.match(await issue(id, alice), { code: 'ballot/votes-on-paper' })
  t.match(await group.vote(alice, id, FOR), { code: 'ballot/votes-on-paper' })
  accepted(await group.vote(bob, id, FOR))
  t.match(await issue(id, bob), { code: 'paper/has-voted' })
  t.match(
    await group.act(group.steward.signer, 'paper/issued', { proposal: id, mark: new Uint8Array(32) }),
    { code: 'paper/unknown-mark' },
    'a mark of nobody',
  )

  t.match(await takeBack(id, issued, tom), { code: 'member/not-allowed' })
  accepted(await takeBack(id, issued))
  t.match(await takeBack(id, issued), { code: 'paper/unknown-sheet' })
  accepted(await group.vote(alice, id, FOR))
  t.same(notes.keys(id), [])
  await settleAfter(group, 2 * HOUR + 1)
  t.equal(stateOf(group, id), 'closed', 'no sheet is out')
  t.match(closedOf(group, id), { paper: { entries: { count: 2 }, keys: { count: 0 }, counted: 0 } })
  t.match(await recounted(group, id), { verified: true, findings: [] })

  const plain = await group.open({ title: 'No paper' })
  t.match(await issue(plain, alice), { code: 'paper/not-offered' })
  await settleAfter(group, 2 * HOUR + 1)
  t.equal(closedOf(group, plain)?.paper, undefined)
})

t.test('readings', async t => {
  const { group, alice, tina, tom, issue, takeBack, print, key } = await village()
  await using _ = group
  const id = await group.open({ paper: PAPER })
  accepted(await issue(id, alice))
  const { id: spare } = accepted(await issue(id, tina))
  const [serial, other] = await print(id, 2)

  t.match(await key(alice, id, serial, FOR), { code: 'member/not-allowed' }, 'a teller reviews')
  t.match(await key(tina, id, '0000000O', FOR), { code: 'paper/bad-serial' })
  t.match(await key(tina, id, '00000000', FOR), { code: 'paper/not-printed' })
  t.match(await key(tina, id, serial, { approve: ['x'] }), { code: 'ballot/bad-choice' })
  accepted(await key(tina, id, serial, FOR))
  accepted(await key(tina, id, serial, FOR))
  await settleAfter(group, 2 * HOUR + 1)
  accepted(await takeBack(id, spare))
  await group.clerk.settle()
  t.equal(stateOf(group, id), 'open', 'one teller who reads it twice is one teller')
  accepted(await key(tom, id, serial, AGAINST))
  await group.clerk.settle()
  t.equal(stateOf(group, id), 'open', 'they disagree')
  accepted(await key(group.steward, id, serial, AGAINST))
  await group.clerk.settle()
  t.equal(stateOf(group, id), 'closed', 'a third decides')
  t.match(await key(tom, id, other, FOR), { code: 'proposal/not-open' })
  t.match(closedOf(group, id), { paper: { counted: 1, unsettled: 0 }, count: { ballots: 1 } })
  t.match(await recounted(group, id), { verified: true, findings: [] })
})

t.test('never do more sheets count than are out', async t => {
  const { group, alice, tina, tom, issue, print, key, takeBack } = await village()
  await using _ = group
  const id = await group.open({ paper: PAPER })
  const { id: issued } = accepted(await issue(id, alice))
  const [first, second] = await print(id, 2)
  for (const teller of [tina, tom]) accepted(await key(teller, id, first, FOR))
  accepted(await key(tina, id, second, FOR))
  t.match(await key(tom, id, second, FOR), { code: 'paper/more-than-issued' })
  t.match(await takeBack(id, issued), { code: 'paper/more-than-issued' })
})

t.test('printing commits to serials that the node has drawn', async t => {
  const { group, notes, print } = await village()
  await using _ = group
  const id = await group.open({ paper: PAPER })
  const root = new Uint8Array(32)
  t.match(await group.act(group.steward.signer, 'paper/printed', { proposal: id, count: 2, root }), {
    code: 'paper/unknown-draw',
  })
  const dropped = notes.draw(id, 2, group.core.randomBytes)
  const first = await print(id, 2)
  const more = await print(id, 3)
  t.same(notes.serials(id), [...first, ...more])
  t.notOk(notes.isPrinted(id, dropped.serials[0] ?? ''), 'what was drawn and not printed is no sheet')
})

t.test('where sheets are not agreed on, the vote ends with the time for keying', async t => {
  const { group, alice, bob, tina, tom, issue, print, key } = await village()
  await using _ = group
  const id = await group.open({ paper: PAPER, quorum: rational(0) })
  for (const voter of [alice, bob]) accepted(await issue(id, voter))
  const [first, second] = await print(id, 2)
  for (const teller of [tina, tom]) accepted(await key(teller, id, first, FOR))
  accepted(await key(tina, id, second, FOR))
  accepted(await key(tom, id, second, AGAINST))
  await settleAfter(group, 26 * HOUR)
  t.equal(stateOf(group, id), 'open', 'the last millisecond for keying is included')
  await settleAfter(group, 1)
  t.equal(stateOf(group, id), 'closed')
  t.match(closedOf(group, id), { count: { ballots: 1 }, paper: { keys: { count: 2 }, counted: 1, unsettled: 1 } })
  t.match(await recounted(group, id), { verified: true, findings: [] })
})

t.test('a vote with a sheet out does not close early', async t => {
  const { group, alice, bob, carla, tina, tom, issue, takeBack } = await village()
  await using _ = group
  const id = await group.open({ paper: PAPER, closesEarly: 'settled' })
  const { id: issued } = accepted(await issue(id, alice))
  for (const voter of [bob, carla, tina, tom, group.steward]) accepted(await group.vote(voter, id, FOR))
  await group.clerk.settle()
  t.equal(stateOf(group, id), 'open')
  accepted(await takeBack(id, issued))
  await group.clerk.settle()
  t.equal(stateOf(group, id), 'closed')
  t.match(await recounted(group, id), { verified: true, findings: [] })
})

t.test('a node that was off comes to the same result', async t => {
  const path = join(t.testdir(), 'store.sqlite')
  const before = await testGroup('Gràcia', { path })
  const { alice, bob, tina, tom } = await paperGroup(before)
  const { issue, print, key } = paperOf(before)
  const id = await before.open({ paper: PAPER, quorum: rational(0) })
  for (const voter of [alice, bob]) accepted(await issue(id, voter))
  const [first] = await print(id, 2)
  for (const teller of [tina, tom]) accepted(await key(teller, id, first, FOR))
  accepted(await before.vote(tina, id, AGAINST))
  const { clock } = before
  await before[Symbol.asyncDispose]()
  clock.advance(50 * HOUR)

  await using after = await testGroup('Gràcia', { path, clock, start: 1 })
  t.match(await paperOf(after).key(tom, id, first, AGAINST), { code: 'ballot/late' })
  await after.clerk.settle()
  t.match(closedOf(after, id), { count: { ballots: 2 }, paper: { keys: { count: 2 }, counted: 1, unsettled: 0 } })
  t.match(await recounted(after, id), { verified: true, findings: [] })
})

t.test('who votes on paper passes nothing on, and nobody is represented by a sheet', async t => {
  const { group, alice, bob, carla, tina, tom, issue, print, key } = await village()
  await using _ = group
  const everything = { type: 'everything' } as const
  const pass = (from: typeof alice, to: typeof alice) =>
    group.act(from.signer, 'delegation/given', { scope: everything, to: to.key })
  accepted(await pass(alice, bob))
  accepted(await pass(carla, alice))
  const id = await group.open({ paper: PAPER, quorum: rational(0) })
  accepted(await issue(id, alice))
  const [sheet] = await print(id, 1)
  accepted(await group.vote(bob, id, AGAINST))
  for (const teller of [tina, tom]) accepted(await key(teller, id, sheet, FOR))
  await settleAfter(group, 2 * HOUR + 1)
  t.match(closedOf(group, id), {
    count: {
      ballots: 2,
      counts: [
        { option: 'for', points: 1 },
        { option: 'against', points: 1 },
      ],
    },
    delegations: { count: 1 },
  })
  t.match(await recounted(group, id), { verified: true, findings: [] })
})

t.test('a ranking on paper is counted as any other', async t => {
  const { group, alice, bob, carla, tina, tom, issue, print, key } = await village()
  await using _ = group
  const method: MethodRule = { method: 'stv', options: ['Ada', 'Bea', 'Cleo'], seats: 1 }
  const id = await group.open({ paper: PAPER, method, quorum: rational(0) })
  for (const voter of [alice, bob, carla]) accepted(await issue(id, voter))
  const serials = await print(id, 3)
  accepted(await group.vote(tina, id, { rank: ['Cleo', 'Bea'] }))
  accepted(await group.vote(tom, id, { rank: ['Ada'] }))
  const read: Choice[] = [{ rank: ['Ada'] }, { rank: ['Bea', 'Cleo'] }, { rank: ['Cleo'] }]
  for (const [i, choice] of read.entries()) {
    for (const teller of [tina, tom]) accepted(await key(teller, id, serials[i], choice))
  }
  await settleAfter(group, 2 * HOUR + 1)
  t.match(await recounted(group, id), {
    verified: true,
    findings: [],
    decision: { tally: { paper: { counted: 3 }, outcome: { selected: ['Cleo'] } } },
  })
})

t.test('an answer to a federation takes no paper', async t => {
  const { group } = await village()
  await using _ = group
  const answers = { federation: group.id, proposal: group.id }
  await t.rejects(group.open({ paper: PAPER, answers }), /proposal\/bad/)
})
