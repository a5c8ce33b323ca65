import t from 'tap'
import { openSortitionClerk } from '../../node/domains/assembly/sortition-clerk.ts'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { openKeyClerk } from '../../node/domains/group/key-clerk.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { verifyNatively } from '../../node/log/native-verify.ts'
import { rebuild } from '../../node/rebuild.ts'
import { author } from '../../protocol/author.ts'
import { type Cid, trustedCid } from '../../protocol/bytes/cid.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import { redraw } from '../../web-ui/src/verifying/redraw.ts'
import { PAPER, paperOf } from '../support/paper-votes.ts'
import { fileOf } from '../support/tampering.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, HOUR, type Person, person, type TestGroup, testGroup } from '../support/test-core.ts'
import { at, entryText, testHttp, textIn } from '../support/test-http.ts'

const FOR = { vote: 'for' } as const
const DAY = 24 * HOUR

/** A new key on another device. */
const fresh = (label = 'another device') => person(label)

/** A group of three stewards, of whom two have to agree, and of two members; with what is done about lost keys. */
async function councilOfThree(charter: Partial<Charter> = {}) {
  const [bo, cy] = [person('Bo'), person('Cy')]
  const stewards = [person('steward of Gràcia').key, bo.key, cy.key]
  const group = await testGroup('Gràcia', { charter: { stewards, threshold: 2, ...charter } })
  const [ada, eve] = await group.join('Ada', 'Eve')
  if (!ada || !eve) throw new Error('nobody joined')
  return { bo, cy, ada, eve, ...recovery(group) }
}

function recovery(group: TestGroup) {
  const { core, clock, act, clerk } = group
  const keyClerk = openKeyClerk(core)
  const ask = (of: Person, by: Person) => act(by.signer, 'key/asked', { member: of.key })
  const asked = async (of: Person, by: Person): Promise<Cid> => accepted(await ask(of, by)).id
  const back = (by: Person, request: Cid) => act(by.signer, 'key/backed', { request })
  return {
    group,
    keyClerk,
    ask,
    asked,
    back,
    /** All of it, to the end. */
    async replace(of: Person, by: Person, backers: readonly Person[]) {
      const request = await asked(of, by)
      for (const backer of backers) accepted(await back(backer, request))
      clock.advance(DAY)
      await keyClerk.settle()
      await clerk.settle()
    },
    stateOf: (request: Cid) => core.projections.keys.request(core.ownGroup()?.row ?? 0, request)?.state,
    memberOf: (key: Person['key']) => {
      const own = core.ownGroup()
      if (!own) throw new Error('no group')
      return core.reader(own).member(key)
    },
  }
}

/** Why something was refused; what is accepted has no reason. */
const codeOf = (answer: object) => ('code' in answer ? answer.code : 'accepted')

t.test('as many stewards as change the charter give a member another key, once the lost one has had a day', async t => {
  const { group, keyClerk, asked, back, stateOf, memberOf, bo, cy, ada, eve } = await councilOfThree()
  await using _ = group
  const device = fresh()
  const request = await asked(ada, device)
  t.equal(codeOf(await back(eve, request)), 'member/not-allowed', 'members have no say while there are stewards')
  accepted(await back(bo, request))
  t.equal(codeOf(await back(bo, request)), 'key/backed-already')
  group.clock.advance(DAY)
  await keyClerk.settle()
  t.equal(stateOf(request), 'open', 'one is not two')
  accepted(await back(cy, request))
  await keyClerk.settle()
  t.equal(stateOf(request), 'replaced')

  t.match(memberOf(ada.key), { name: 'Ada', role: 'member', state: 'active' }, 'who they are does not change')
  t.equal(memberOf(device.key), undefined, 'the new key is no second member')
  t.equal(codeOf(await group.act(ada.signer, 'delegation/revoked', { scope: { type: 'everything' } })), 'key/replaced')
  accepted(await group.act(device.signer, 'delegation/given', { scope: { type: 'everything' }, to: eve.key }))
})

t.test('until the day is over it has to wait, however many agree', async t => {
  const { group, keyClerk, asked, back, stateOf, bo, cy, ada } = await councilOfThree()
  await using _ = group
  const request = await asked(ada, fresh())
  for (const one of [bo, cy]) accepted(await back(one, request))
  group.clock.advance(DAY - 1)
  await keyClerk.settle()
  t.equal(stateOf(request), 'open')
  t.equal(keyClerk.nextDueMs(), group.clock.now() + 1, 'the node knows when to look again')
  group.clock.advance(1)
  await keyClerk.settle()
  t.equal(stateOf(request), 'replaced')
})

t.test('the lost key stops it by one objection, and is left in peace', async t => {
  const { group, keyClerk, ask, asked, back, stateOf, bo, cy, ada, eve } = await councilOfThree()
  await using _ = group
  const request = await asked(ada, fresh())
  for (const one of [bo, cy]) accepted(await back(one, request))
  t.equal(codeOf(await group.act(eve.signer, 'key/objected', { request })), 'key/not-yours')
  accepted(await group.act(ada.signer, 'key/objected', { request }))
  group.clock.advance(2 * DAY)
  await keyClerk.settle()
  t.equal(stateOf(request), 'objected')
  t.equal(codeOf(await back(bo, request)), 'key/settled')
  t.equal(codeOf(await ask(ada, fresh('a third device'))), 'key/asked-already')
})

t.test('a request ends by whoever asked, by a steward, by a newer one, and by time', async t => {
  const { group, keyClerk, ask, asked, back, stateOf, bo, cy, ada, eve } = await councilOfThree()
  await using _ = group
  const withdrawn = await asked(ada, fresh('1'))
  t.equal(codeOf(await group.act(fresh('2').signer, 'key/withdrawn', { request: withdrawn })), 'key/not-yours')
  accepted(await group.act(fresh('1').signer, 'key/withdrawn', { request: withdrawn }))
  t.equal(codeOf(await ask(ada, fresh('1'))), 'key/not-new', 'a key asks once')
  t.equal(codeOf(await ask(ada, fresh('2'))), 'key/asked-already', 'a stranger can have little written')
  group.clock.advance(HOUR)
  const declined = await asked(ada, fresh('2'))
  accepted(await group.act(bo.signer, 'key/declined', { request: declined, reason: 'Nobody knows them.' }))
  const older = await asked(ada, fresh('3'))
  group.clock.advance(HOUR)
  const newer = await asked(ada, fresh('4'))
  t.same([withdrawn, declined, older, newer].map(stateOf), ['withdrawn', 'declined', 'superseded', 'open'])
  accepted(await back(bo, newer))
  group.clock.advance(HOUR)
  t.equal(codeOf(await ask(ada, fresh('5'))), 'key/asked-already', 'what somebody has backed gives way to nobody')
  group.clock.advance(30 * DAY)
  t.equal(codeOf(await back(cy, newer)), 'key/settled')
  await keyClerk.settle()
  t.equal(stateOf(await asked(ada, fresh('6'))), 'open', 'after thirty days another can ask')
  t.equal(codeOf(await ask(ada, eve)), 'key/not-new', 'a member’s key is none that is free')
})

t.test('nobody backs their own; who is left decides', async t => {
  await t.test('with fewer other stewards than the charter asks for, all of them', async t => {
    const [bo] = [person('Bo')]
    const stewards = [person('steward of Gràcia').key, bo.key]
    const group = await testGroup('Gràcia', { charter: { stewards, threshold: 2 } })
    await using _ = group
    const { asked, back, replace, memberOf } = recovery(group)
    const device = fresh()
    const request = await asked(group.steward, fresh('not meant'))
    t.equal(codeOf(await back(group.steward, request)), 'key/own')
    group.clock.advance(HOUR)
    await replace(group.steward, device, [bo])
    t.equal(memberOf(group.steward.key)?.role, 'steward')
    const invited = { key: fresh('i').key, role: 'member', uses: 1, expiresAtMs: group.clock.now() + DAY } as const
    accepted(await group.act(device.signer, 'member/invited', invited))
  })
  await t.test('the only steward is given a new key by more than half of the other members', async t => {
    const group = await testGroup('Gràcia')
    await using _ = group
    const { asked, back, keyClerk, stateOf } = recovery(group)
    t.equal(codeOf(await group.act(fresh().signer, 'key/asked', { member: group.steward.key })), 'key/nobody-to-ask')
    const [one, two, three] = await group.join('One', 'Two', 'Three')
    if (!one || !two || !three) throw new Error('nobody joined')
    const request = await asked(group.steward, fresh())
    accepted(await back(one, request))
    group.clock.advance(DAY)
    await keyClerk.settle()
    t.equal(stateOf(request), 'open')
    accepted(await back(two, request))
    await keyClerk.settle()
    t.equal(stateOf(request), 'replaced')
  })
})

t.test(
  'in a vote that is open the old key has no say any more and the new one has none yet: one member, one ballot',
  async t => {
    const { group, replace, ask, bo, cy, ada, eve } = await councilOfThree()
    await using _ = group
    const device = fresh()
    const open = { closesAtMs: group.clock.now() + 3 * DAY }
    const [cast, uncast] = [await group.open(open), await group.open(open)]
    const withPaper = await group.open({ ...open, paper: PAPER })
    accepted(await group.vote(ada, cast, FOR))
    accepted(await group.vote(eve, cast, FOR))
    await replace(ada, device, [bo, cy])

    t.equal(codeOf(await group.vote(ada, cast, { vote: 'against' })), 'ballot/key-replaced')
    t.equal(codeOf(await group.vote(ada, uncast, FOR)), 'ballot/key-replaced')
    t.equal(codeOf(await group.vote({ ...device, name: 'Ada' }, uncast, FOR)), 'ballot/not-entitled')
    t.equal(codeOf(await ask(ada, device)), 'key/not-new')
    accepted(await paperOf(group).issue(withPaper, ada))
    accepted(await group.vote(eve, uncast, FOR))
    accepted(await group.act(device.signer, 'delegation/given', { scope: { type: 'everything' }, to: eve.key }))

    const next = await group.open({ closesAtMs: group.clock.now() + 3 * DAY })
    accepted(await group.vote(device, next, FOR))
    t.equal(codeOf(await group.vote(ada, next, FOR)), 'ballot/not-entitled', 'the factor is of the new key')
    group.clock.advance(3 * DAY + 1)
    await group.clerk.settle()
    const counted = [cast, uncast, next].map(id => {
      const count = group.core.projections.proposals.get(id)?.closed?.count
      return { ballots: count?.ballots, electorate: group.core.projections.proposals.get(id)?.electorate?.count }
    })
    t.same(counted, [
      { ballots: 2, electorate: 5 },
      { ballots: 2, electorate: 5 },
      { ballots: 1, electorate: 5 },
    ])
  },
)

t.test('the tables made anew from the log say the same', async t => {
  const { group, replace, bo, cy, ada, eve } = await councilOfThree()
  await using _ = group
  await replace(ada, fresh(), [bo, cy])
  await replace(ada, fresh('yet another'), [bo, cy])
  const everything = { type: 'everything' } as const
  accepted(await group.act(fresh('yet another').signer, 'delegation/given', { scope: everything, to: eve.key }))
  t.equal(codeOf(await group.act(fresh().signer, 'delegation/revoked', { scope: everything })), 'key/replaced')
  const before = group.core.projections.digest()
  t.equal(rebuild(group.core).digest, before)
})

t.test('a recount knows a member by either key, and by what right the new one speaks', async t => {
  const { group, replace, bo, cy, ada } = await councilOfThree()
  await using _ = group
  const { steward, act } = group
  const closesAtMs = group.clock.now() + 5 * DAY
  const proposal = await group.open({ method: { method: 'consent' }, closesAtMs })
  const raise = async (who: Person, reason: string) =>
    accepted(await act(who.signer, 'objection/raised', { proposal, reason })).id
  const judge = (who: Person, objection: Cid) =>
    act(who.signer, 'objection/judged', { objection, upheld: false, reason: 'It does not.' })
  const [drips, peels] = [await raise(ada, 'It drips.'), await raise(bo, 'It peels.')]
  const [adas, bos] = [fresh('Ada again'), fresh('Bo again')]
  await replace(ada, adas, [bo, cy])
  await replace(bo, bos, [steward, cy])
  t.equal(codeOf(await judge(bo, drips)), 'key/replaced')
  t.equal(codeOf(await judge(bos, peels)), 'objection/own', 'also by another key')
  accepted(await judge(bos, drips))
  accepted(await judge(cy, peels))
  const smells = await raise(adas, 'It smells.')
  accepted(await act(adas.signer, 'objection/withdrawn', { objection: smells }))
  accepted(await group.vote(cy, proposal, FOR))
  accepted(await group.vote(steward, proposal, FOR))
  accepted(await group.vote({ ...person('Eve') }, proposal, FOR))
  group.clock.advance(5 * DAY)
  await group.clerk.settle()
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  const report = await verifyCar(fileOf({ root, blocks: new Map(blocks) }), {
    hash: nativeSha256,
    verifyMany: async messages => messages.map(verifyNatively),
  })
  t.match(report, { verified: true, findings: [], decision: { tally: { outcome: { accepted: true } } } })
})

t.test('a panel is drawn again by who is a member under either key', async t => {
  const open = { reading: 'anyone', rollCall: 'voter' } as const
  const { group, replace, bo, cy, ada } = await councilOfThree({ privacy: open })
  await using _ = group
  await using http = await testHttp(group)
  const { act, core, clock, steward } = group
  const draws = openSortitionClerk(core)
  const device = fresh()
  const called = { title: 'Panel', text: '', pool: null, seats: 5, joinsUntilMs: clock.now() + 2 * DAY }
  const { id } = accepted(await act(steward.signer, 'sortition/called', called))
  await draws.settle()
  const added = { sortition: id, contribution: new Uint8Array(32) }
  accepted(await act(ada.signer, 'sortition/joined', added))
  await replace(ada, device, [bo, cy])
  t.equal(codeOf(await act(device.signer, 'sortition/joined', added)), 'sortition/already', 'each member adds once')
  clock.advance(2 * DAY)
  await draws.settle()
  accepted(await act(device.signer, 'sortition/declined', { sortition: id }))
  const { body: told } = await http.get(`/sortitions/${id}`)
  const evidence = JSON.parse((await http.get(`/sortitions/${id}/evidence`)).text)
  const drawn = redraw({ evidence, draw: id, group: group.id, nodeKey: core.nodeKey })
  const panel = at(told, 'panel')
  if (!Array.isArray(panel) || !('panel' in drawn)) throw new Error('nothing drawn')
  t.same(
    drawn.panel,
    panel.map(({ key }) => key),
  )
  t.notOk(drawn.panel.includes(ada.key), 'who declined by the new key is not on it')
})

t.test('a steward signs changes of the charter again once it names their new key', async t => {
  const { group, replace, bo, cy } = await councilOfThree()
  await using _ = group
  const { steward } = group
  const { change, draft, sign, settle, inForce, roleOf } = charterOf(group)
  const bos = fresh()
  await replace(bo, bos, [steward, cy])
  t.equal(codeOf(await draft(bos, change({ purpose: 'mine' }))), 'charter/not-a-steward')
  const stewards = [steward.key, bos.key, cy.key]
  const named = change({ stewards })
  const drawnUp = accepted(await draft(steward, named)).id
  t.equal(codeOf(await sign(bo, drawnUp, named)), 'key/replaced')
  accepted(await sign(cy, drawnUp, named))
  await settle()
  t.same(inForce().stewards, stewards)
  t.equal(roleOf(bo), 'steward', 'who they are is as before')
  const former = change({ stewards: [steward.key, bo.key, cy.key] })
  t.equal(
    codeOf(await draft(steward, former)),
    'charter/bad-steward',
    'nobody is named anew by a key that signs no more',
  )
  const shared = change({ purpose: 'shared' })
  const { id } = accepted(await draft(bos, shared))
  accepted(await sign(steward, id, shared))
  await settle()
  t.equal(inForce().purpose, 'shared')
})

t.test('over HTTP', async t => {
  const { group, keyClerk, bo, cy, ada, eve } = await councilOfThree()
  await using _ = group
  await using http = await testHttp(group)
  const device = fresh()
  const token = await http.signIn(ada)
  const everything = { type: 'everything' } as const
  for (const to of [eve.key, bo.key, cy.key]) {
    accepted(await group.act(ada.signer, 'delegation/given', { scope: everything, to }))
  }

  const who = await http.post('/key-requests/who', { name: ' ada ' })
  t.match(who.body, [{ key: ada.key, name: 'Ada' }], 'a stranger says a name')
  t.same((await http.post('/key-requests/who', { name: 'Ad' })).body, [], 'and sees nobody else’s')
  const salt = new Uint8Array(16)
  const asking = (by: Person, at: number) =>
    author('key/asked', { member: ada.key }, { log: group.id, at, seq: 1, salt }, by.signer)
  const id = textIn(await http.post('/entries', { entry: entryText(asking(device, group.clock.now())) }), 'id')
  t.match((await http.get(`/key-requests/${id}`)).body, { state: 'open', backed: 0, needed: 2, by: 'stewards' })
  t.match((await http.get('/key-requests', { token })).body, [{ id, isMine: true, mayBack: false }])
  t.match((await http.get('/key-requests')).body, { code: 'session/bad' })
  const stewards = await http.signIn(bo)
  t.match((await http.get('/due', { token: stewards })).body, [{ kind: 'key', subject: id, title: 'Ada' }])
  const nextSeq = `/logs/${group.id}/next-seq?key=${device.key}`
  t.match((await http.get(nextSeq)).body, { seq: 2 }, 'who asks may go on without a session')
  accepted(await group.act(bo.signer, 'key/backed', { request: trustedCid(id) }))
  t.same((await http.get('/due', { token: stewards })).body, [])
  accepted(await group.act(cy.signer, 'key/backed', { request: trustedCid(id) }))
  group.clock.advance(DAY)
  await keyClerk.settle()
  t.match((await http.get(`/key-requests/${id}`)).body, { state: 'replaced' })

  t.match((await http.get('/sessions/current', { token })).body, { code: 'session/bad' }, 'the old sessions are over')
  await t.rejects(http.signIn(ada), 'and no new one begins')
  const fromNow = await http.signIn(device)
  t.match((await http.get('/sessions/current', { token: fromNow })).body, {
    key: ada.key,
    signer: device.key,
    name: 'Ada',
  })
  t.match((await http.get(nextSeq, { token: fromNow })).body, { seq: 5 })
  t.match((await http.get('/my-file', { token: fromNow })).body, { member: { key: ada.key } })
  const answers = []
  for (let i = 0; i < 12; i++) answers.push(await http.post('/entries', { entry: entryText(asking(fresh(`${i}`), i)) }))
  t.match(answers.at(-1)?.body, { code: 'request/too-many' }, 'a stranger asks so often and no more')
})
