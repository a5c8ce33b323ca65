import t from 'tap'
import { rebuild } from '../../../node/rebuild.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { DraftContent } from '../../../protocol/life/draft.ts'
import { rational } from '../../../protocol/rational.ts'
import { accepted, HOUR, MAJORITY, type Person, person, type TestGroup, testGroup } from '../../support/test-core.ts'
import { testHttp } from '../../support/test-http.ts'

const CONTENT: DraftContent = {
  title: 'Paint the fence?',
  text: 'Green, and soon.',
  method: MAJORITY,
  quorum: rational(1, 2),
}

async function start(
  group: TestGroup,
  who: Person,
  content: Partial<DraftContent> = {},
  openTo: Person[] | null = null,
) {
  const writers = openTo?.map(({ key }) => key) ?? null
  const body = { ...CONTENT, ...content, openTo: writers }
  return accepted(await group.act(who.signer, 'draft/started', body)).id
}

function revise(group: TestGroup, who: Person, draft: Cid, text: string, base = headOf(group, draft)) {
  return group.act(who.signer, 'draft/revised', { ...CONTENT, text, draft, base })
}

function headOf(group: TestGroup, draft: Cid): Cid {
  return group.core.projections.drafts.get(draft)?.head ?? draft
}

function submit(group: TestGroup, who: Person, draft: Cid, revision = headOf(group, draft)) {
  return group.act(who.signer, 'draft/submitted', { draft, revision })
}

function review(group: TestGroup, who: Person, draft: Cid, verdict: 'approved' | 'changes', reason = '') {
  return group.act(who.signer, 'review/given', { draft, revision: headOf(group, draft), verdict, reason })
}

function open(group: TestGroup, who: Person, draft: Cid | undefined, changes: Partial<DraftContent> = {}) {
  const terms = { closesAtMs: group.clock.now() + 2 * HOUR, closesEarly: false, answers: null }
  const body = { ...CONTENT, ...changes, ...terms, ...(draft ? { draft } : {}) }
  return group.act(who.signer, 'proposal/opened', body)
}

const REVIEWED = { decisions: { method: MAJORITY, quorum: rational(1, 2), review: true } }

async function people(group: TestGroup): Promise<[Person, Person, Person]> {
  const [alice, bob, carla] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  accepted(await group.act(group.steward.signer, 'member/role-set', { member: carla.key, role: 'moderator' }))
  return [alice, bob, carla]
}

t.test('a draft that members write together', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  const [alice, bob] = await people(group)
  const draft = await start(group, alice)
  const token = await http.signIn(bob)

  await t.test('knows whose words stand in it', async t => {
    accepted(await revise(group, bob, draft, 'Green, and before the rain.'))
    accepted(await revise(group, alice, draft, 'Dark green, and before the rain.'))
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
    const [, second] = group.core.projections.drafts.revisions(draft)
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
    t.match(await revise(group, bob, draft, 'Blue.', draft), { code: 'draft/stale' })
  })
  await t.test('lets in whom its author names, and nobody else', async t => {
    const own = await start(group, alice, {}, [bob])
    accepted(await revise(group, bob, own, 'Blue.'))
    t.match(await revise(group, group.steward, own, 'Red.'), { code: 'draft/not-let-in' })
    t.match(await revise(group, person('nobody knows'), own, 'Red.'), { code: 'member/unknown' })
  })
  await t.test('has to be able to become a vote', async t => {
    const body = { ...CONTENT, quorum: rational(3, 2), openTo: null }
    t.match(await group.act(alice.signer, 'draft/started', body), { code: 'proposal/bad' })
  })
  await t.test('is argued about, and the arguments go with it into the vote', async t => {
    const argument = { proposal: draft, side: 'for', text: 'It rusts.' } as const
    accepted(await group.act(bob.signer, 'argument/made', argument))
    const opened = accepted(await open(group, alice, draft, { text: 'Dark green, and before the rain.' }))
    accepted(await group.act(bob.signer, 'argument/made', { ...argument, proposal: opened.id, text: 'And peels.' }))
    const { body } = await http.get(`/proposals/${opened.id}/arguments`, { token })
    t.match(body, [{ text: 'It rusts.' }, { text: 'And peels.' }])
    t.match(await http.get(`/drafts/${draft}`, { token }), { body: { state: 'opened', proposal: opened.id } })
  })
  await t.test('is fixed from there on', async t => {
    t.match(await revise(group, alice, draft, 'Pink.'), { code: 'proposal/text-fixed' })
    t.match(await open(group, alice, draft), { code: 'proposal/text-fixed' })
    const vote = await group.open()
    t.match(await revise(group, alice, vote, 'Pink.'), { code: 'proposal/text-fixed' })
    t.match(await revise(group, alice, group.id, 'Pink.'), { code: 'draft/unknown' })
  })
  await t.test('follows from the log', async t => {
    const before = group.core.projections.digest()
    for (const table of ['draft', 'revision', 'review']) group.core.store.exec(`DELETE FROM ${table}`)
    t.equal(rebuild(group.core).digest, before)
  })
})

t.test('a proposal that has to be reviewed', async t => {
  await t.test('opens as it was approved by a moderator who is not its author', async t => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const [alice, bob, carla] = await people(group)
    t.match(await open(group, alice, undefined), { code: 'draft/not-approved' })
    const draft = await start(group, alice)
    t.match(await open(group, alice, draft), { code: 'draft/not-approved' })
    t.match(await review(group, carla, draft, 'approved'), { code: 'draft/not-in-review' })
    t.match(await submit(group, bob, draft), { code: 'draft/not-yours' })
    accepted(await submit(group, alice, draft))
    t.match(await submit(group, alice, draft), { code: 'draft/in-review' })
    t.match(await open(group, alice, draft), { code: 'draft/not-approved' })
    t.match(await review(group, bob, draft, 'approved'), { code: 'member/not-allowed' })
    accepted(await review(group, carla, draft, 'approved'))
    t.match(await open(group, bob, draft), { code: 'draft/not-yours' })
    t.match(await open(group, alice, draft, { text: 'Green and yellow.' }), {
      code: 'proposal/not-the-draft',
      detail: { field: 'text' },
    })
    t.match(await open(group, alice, draft, { quorum: rational(1, 3) }), { detail: { field: 'quorum' } })
    t.match(await open(group, alice, draft, { method: { method: 'consensus', threshold: rational(17, 20) } }), {
      detail: { field: 'method' },
    })
    accepted(await open(group, alice, draft))
  })
  await t.test('may be opened by the moderator too', async () => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const [alice, , carla] = await people(group)
    const draft = await start(group, alice)
    accepted(await submit(group, alice, draft))
    accepted(await review(group, carla, draft, 'approved'))
    accepted(await open(group, carla, draft))
  })
  await t.test('is not approved by its author, whatever their role', async t => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const [, , carla] = await people(group)
    const draft = await start(group, carla)
    accepted(await submit(group, carla, draft))
    t.match(await review(group, carla, draft, 'approved'), { code: 'draft/own-review' })
    accepted(await review(group, group.steward, draft, 'approved'))
  })
  await t.test('goes back with a reason, is written on, and handed in again', async t => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    await using http = await testHttp(group)
    const [alice, bob, carla] = await people(group)
    const draft = await start(group, alice)
    accepted(await submit(group, alice, draft))
    t.match(await revise(group, bob, draft, 'Blue.'), { code: 'draft/in-review' })
    t.match(await review(group, carla, draft, 'changes', ' '), { code: 'draft/no-reason' })
    accepted(await review(group, carla, draft, 'changes', 'Which green?'))
    accepted(await revise(group, bob, draft, 'Green, RAL 6005.'))
    accepted(await submit(group, alice, draft))
    accepted(await review(group, carla, draft, 'approved'))
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
    const [alice, bob, carla] = await people(group)
    const draft = await start(group, alice)
    accepted(await submit(group, alice, draft))
    accepted(await review(group, carla, draft, 'approved'))
    t.match(await revise(group, bob, draft, 'Blue.'), { code: 'draft/in-review' })
    accepted(await revise(group, alice, draft, 'Blue.'))
    t.match(await open(group, alice, draft, { text: 'Blue.' }), { code: 'draft/not-approved' })
  })
  await t.test('does not keep the node from answering a federation', async () => {
    await using group = await testGroup('Gràcia', { charter: REVIEWED })
    const terms = { closesAtMs: group.clock.now() + 2 * HOUR, closesEarly: false }
    const answers = { federation: group.id, proposal: group.id }
    accepted(await group.core.write(group.id, 'proposal/opened', { ...CONTENT, ...terms, answers }))
  })
})
