import t from 'tap'
import { rebuild } from '../../../node/rebuild.ts'
import { rational } from '../../../protocol/rational.ts'
import { accepted, HOUR, MAJORITY, person, testGroup } from '../../support/test-core.ts'
import { CONTENT, draftsOf, threePeople } from '../../support/test-drafts.ts'
import { testHttp } from '../../support/test-http.ts'

const REVIEWED = { decisions: { method: MAJORITY, quorum: rational(1, 2), review: true } }

t.test('a draft that members write together', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  const [alice, bob] = await threePeople(group)
  const drafts = draftsOf(group)
  const draft = await drafts.start(alice)
  const token = await http.signIn(bob)

  await t.test('knows whose words stand in it', async t => {
    accepted(await drafts.revise(bob, draft, 'Green, and before the rain.'))
    accepted(await drafts.revise(alice, draft, 'Dark green, and before the rain.'))
    const { body } = await http.get(`/drafts/${draft}`, { token })
    t.match(body, {
      text: 'Dark green, and before the rain.',
      state: 'draft',
      openTo: null,
      pieces: [
        { by: alice.key, text: 'Dark green, and ' },
        { by: bob.key, text: 'before the rain' },
        { by: alice.key, text: '.' },
      ],
      contributions: [
        { byName: 'Alice', characters: 14 },
        { byName: 'Bob', characters: 13 },
      ],
      revisions: [{ id: draft, base: null }, { base: draft, byName: 'Bob' }, { byName: 'Alice' }],
    })
  })
  await t.test('shows what each version changed, word by word', async t => {
    const [, second] = group.core.projections.life.drafts.revisions(draft)
    const { body } = await http.get(`/drafts/${draft}/revisions/${second?.id}`, { token })
    t.match(body, {
      byName: 'Bob',
      difference: [
        { change: 'same', text: 'Green, and ' },
        { change: 'removed', text: 'soon' },
        { change: 'added', text: 'before the rain' },
        { change: 'same', text: '.' },
      ],
    })
    t.match(await http.get(`/drafts/${draft}/revisions/${group.id}`, { token }), { status: 404 })
  })
  await t.test('takes no version that was written without having seen the newest', async t => {
    t.match(await drafts.revise(bob, draft, 'Blue.', draft), { code: 'draft/stale' })
  })
  await t.test('lets in whom its author names, and nobody else', async t => {
    const own = await drafts.start(alice, {}, [bob])
    accepted(await drafts.revise(bob, own, 'Blue.'))
    t.match(await drafts.revise(group.steward, own, 'Red.'), { code: 'draft/not-let-in' })
    t.match(await drafts.revise(person('nobody knows'), own, 'Red.'), { code: 'member/unknown' })
  })
  await t.test('has to be able to become a vote', async t => {
    const body = { ...CONTENT, quorum: rational(3, 2), openTo: null }
    t.match(await group.act(alice.signer, 'draft/started', body), { code: 'proposal/bad' })
    const hindsight = { ...CONTENT, evaluatesAtMs: group.clock.now() + HOUR, openTo: null }
    t.match(await group.act(alice.signer, 'draft/started', hindsight), { detail: { field: 'evaluatesAtMs' } })
  })
  await t.test('is argued about, and the arguments go with it into the vote', async t => {
    const argument = { proposal: draft, side: 'for', text: 'It rusts.' } as const
    accepted(await group.act(bob.signer, 'argument/made', argument))
    const opened = accepted(await drafts.open(alice, draft, { text: 'Dark green, and before the rain.' }))
    accepted(await group.act(bob.signer, 'argument/made', { ...argument, proposal: opened.id, text: 'And peels.' }))
    const { body } = await http.get(`/proposals/${opened.id}/arguments`, { token })
    t.match(body, [{ text: 'It rusts.' }, { text: 'And peels.' }])
    t.match(await http.get(`/drafts/${draft}`, { token }), { body: { state: 'opened', proposal: opened.id } })
  })
  await t.test('is fixed from there on', async t => {
    t.match(await drafts.revise(alice, draft, 'Pink.'), { code: 'proposal/text-fixed' })
    t.match(await drafts.open(alice, draft), { code: 'proposal/text-fixed' })
    const vote = await group.open()
    t.match(await drafts.revise(alice, vote, 'Pink.'), { code: 'proposal/text-fixed' })
    t.match(await drafts.revise(alice, group.id, 'Pink.'), { code: 'draft/unknown' })
  })
  await t.test('follows from the log', async t => {
    const before = group.core.projections.digest()
    for (const table of ['draft', 'revision', 'review', 'amendment']) group.core.store.exec(`DELETE FROM ${table}`)
    t.equal(rebuild(group.core).digest, before)
  })
})

t.test('a proposal that has to be reviewed', async t => {
  await t.test('opens as it was approved by a moderator who is not its author', async t => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const [alice, bob, carla] = await threePeople(group)
    const drafts = draftsOf(group)
    t.match(await drafts.open(alice, undefined), { code: 'draft/not-approved' })
    const unsound = { quorum: rational(3, 2), evaluatesAtMs: 1 }
    t.match(await drafts.open(person('nobody knows'), undefined, unsound), { code: 'member/unknown' }, 'above all')
    const draft = await drafts.start(alice)
    t.match(await drafts.open(alice, draft), { code: 'draft/not-approved' })
    t.match(await drafts.review(carla, draft, 'approved'), { code: 'draft/not-in-review' })
    t.match(await drafts.submit(bob, draft), { code: 'draft/not-yours' })
    accepted(await drafts.submit(alice, draft))
    t.match(await drafts.submit(alice, draft), { code: 'draft/in-review' })
    t.match(await drafts.open(alice, draft), { code: 'draft/not-approved' })
    t.match(await drafts.review(bob, draft, 'approved'), { code: 'member/not-allowed' })
    accepted(await drafts.review(carla, draft, 'approved'))
    t.match(await drafts.open(bob, draft), { code: 'draft/not-yours' })
    t.match(await drafts.open(alice, draft, { text: 'Green and yellow.' }), {
      code: 'proposal/not-the-draft',
      detail: { field: 'text' },
    })
    t.match(await drafts.open(alice, draft, { quorum: rational(1, 3) }), { detail: { field: 'quorum' } })
    t.match(await drafts.open(alice, draft, { method: { method: 'consensus', threshold: rational(17, 20) } }), {
      detail: { field: 'method' },
    })
    accepted(await drafts.open(alice, draft))
  })
  await t.test('may be opened by the moderator too', async () => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const [alice, , carla] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice)
    accepted(await drafts.submit(alice, draft))
    accepted(await drafts.review(carla, draft, 'approved'))
    accepted(await drafts.open(carla, draft))
  })
  await t.test('is not approved by its author, whatever their role', async t => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const [, , carla] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(carla)
    accepted(await drafts.submit(carla, draft))
    t.match(await drafts.review(carla, draft, 'approved'), { code: 'draft/own-review' })
    accepted(await drafts.review(group.steward, draft, 'approved'))
  })
  await t.test('goes back with a reason, is written on, and handed in again', async t => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    await using http = await testHttp(group)
    const [alice, bob, carla] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice)
    accepted(await drafts.submit(alice, draft))
    t.match(await drafts.revise(bob, draft, 'Blue.'), { code: 'draft/in-review' })
    t.match(await drafts.review(carla, draft, 'changes', ' '), { code: 'draft/no-reason' })
    accepted(await drafts.review(carla, draft, 'changes', 'Which green?'))
    accepted(await drafts.revise(bob, draft, 'Green, RAL 6005.'))
    accepted(await drafts.submit(alice, draft))
    accepted(await drafts.review(carla, draft, 'approved'))
    const { body } = await http.get(`/drafts/${draft}`, { token: await http.signIn(bob) })
    t.match(body, {
      state: 'approved',
      reviews: [
        { verdict: 'changes', reason: 'Which green?', byName: 'Carla', revision: draft },
        { verdict: 'approved', reason: '' },
      ],
    })
  })
  await t.test('loses its approval when its author writes on; nobody else can make it lose it', async t => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const [alice, bob, carla] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice)
    accepted(await drafts.submit(alice, draft))
    accepted(await drafts.review(carla, draft, 'approved'))
    t.match(await drafts.revise(bob, draft, 'Blue.'), { code: 'draft/in-review' })
    accepted(await drafts.revise(alice, draft, 'Blue.'))
    t.match(await drafts.open(alice, draft, { text: 'Blue.' }), { code: 'draft/not-approved' })
  })
  await t.test('does not keep the node from answering a federation', async () => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const terms = { closesAtMs: group.clock.now() + 2 * HOUR, closesEarly: false }
    const answers = { federation: group.id, proposal: group.id }
    accepted(await group.core.write(group.id, 'proposal/opened', { ...CONTENT, ...terms, answers }))
  })
})
