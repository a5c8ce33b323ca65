import t from 'tap'
import { rebuild } from '../../../node/rebuild.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { ProposalOpened } from '../../../protocol/governance/proposal.ts'
import { rational } from '../../../protocol/rational.ts'
import { accepted, HOUR, MAJORITY, type Person, person, type TestGroup, testGroup } from '../../support/test-core.ts'
import { threePeople } from '../../support/test-drafts.ts'
import { at, testHttp } from '../../support/test-http.ts'

const DAY = 24 * HOUR

/** A vote that ended as its voters wanted. */
async function decided(
  group: TestGroup,
  voters: readonly Person[],
  vote: 'for' | 'against',
  terms: Partial<ProposalOpened> = {},
): Promise<Cid> {
  const proposal = await group.open({ quorum: rational(0), ...terms })
  for (const voter of voters) accepted(await group.vote(voter, proposal, { vote }))
  group.clock.advance(2 * HOUR + 1)
  await group.clerk.settle()
  return proposal
}

t.test('what was accepted', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  const [alice, bob, carla] = await threePeople(group)
  const evaluatesAtMs = group.clock.now() + 90 * DAY
  const proposal = await decided(group, [alice, bob], 'for', { evaluatesAtMs })
  const add = (who: Person, assignee: Person | null, title = 'Buy paint', about = proposal) =>
    group.act(who.signer, 'task/added', {
      proposal: about,
      title,
      assignee: assignee?.key ?? null,
      dueAtMs: assignee ? group.clock.now() + DAY : null,
    })
  const done = (who: Person, task: Cid) => group.act(who.signer, 'task/done', { task, note: 'Six litres.' })
  const evaluate = (who: Person) =>
    group.act(who.signer, 'evaluation/given', { proposal, text: 'It shines.', met: 'partly' })

  await t.test('leads to tasks, which whoever has them ends', async t => {
    const paint = accepted(await add(alice, bob)).id
    t.match(await done(person('nobody knows'), paint), { code: 'member/unknown' })
    const token = await http.signIn(alice)
    t.match(await http.get(`/proposals/${proposal}/follow-up`, { token }), {
      body: { accepted: true, mayRunAgainAtMs: null, tasks: [{ title: 'Buy paint', assigneeName: 'Bob', done: null }] },
    })
    accepted(await done(bob, paint))
    t.match(await done(bob, paint), { code: 'task/done' })
    t.match(await http.get(`/proposals/${proposal}/follow-up`, { token }), {
      body: { tasks: [{ done: { byName: 'Bob', note: 'Six litres.' } }] },
    })
  })
  await t.test('a task that is another’s is ended by who gave it, or by a moderator; nobody’s by anyone', async t => {
    const given = accepted(await add(alice, bob)).id
    t.match(await done(alice, accepted(await add(carla, bob)).id), { code: 'member/not-allowed' })
    accepted(await done(alice, given))
    accepted(await done(carla, accepted(await add(alice, bob)).id))
    accepted(await done(bob, accepted(await add(alice, null)).id))
  })
  await t.test(
    'a task is passed on by who has it or gave it, or by a moderator, and taken where it is nobody’s',
    async t => {
      const assign = (who: Person, task: Cid, to: Person | null) =>
        group.act(who.signer, 'task/assigned', { task, assignee: to?.key ?? null })
      const token = await http.signIn(alice)
      const whose = async (task: Cid) => {
        const { body } = await http.get(`/proposals/${proposal}/follow-up`, { token })
        const tasks = at(body, 'tasks')
        return Array.isArray(tasks)
          ? at(
              tasks.find(one => at(one, 'id') === task),
              'assigneeName',
            )
          : undefined
      }
      const task = accepted(await add(carla, bob, 'Rent a ladder')).id
      t.match(await assign(alice, task, alice), { code: 'member/not-allowed' }, 'it is Bob’s')
      accepted(await assign(bob, task, null))
      t.equal(await whose(task), null)
      t.match(await assign(alice, task, bob), { code: 'member/not-allowed' }, 'nobody is volunteered')
      accepted(await assign(alice, task, alice))
      t.equal(await whose(task), 'Alice')
      accepted(await assign(carla, task, bob))
      t.equal(await whose(task), 'Bob')
      t.match(await assign(bob, task, person('nobody knows')), { code: 'member/unknown' })
      t.match(await assign(bob, proposal, bob), { code: 'task/unknown' })
      accepted(await done(bob, task))
      t.match(await assign(bob, task, alice), { code: 'task/done' })
    },
  )
  await t.test('takes no task for a stranger, and no feedback', async t => {
    t.match(await add(alice, person('nobody knows')), { code: 'member/unknown' })
    const text = 'It was too dear.'
    t.match(await group.act(bob.signer, 'feedback/given', { proposal, text }), { code: 'proposal/not-rejected' })
    t.match(await done(alice, proposal), { code: 'task/unknown' })
  })
  await t.test('is looked back on from the date that the proposal set', async t => {
    group.clock.advance(evaluatesAtMs - group.clock.now() - 1)
    t.match(await evaluate(bob), { code: 'evaluation/too-early', detail: { evaluatesAtMs } })
    group.clock.advance(1)
    accepted(await evaluate(bob))
    t.match(await http.get(`/proposals/${proposal}/follow-up`, { token: await http.signIn(alice) }), {
      body: { evaluatesAtMs, evaluations: [{ text: 'It shines.', met: 'partly', byName: 'Bob' }] },
    })
  })
  await t.test('may be asked again at any time', async () => {
    accepted(await group.act(alice.signer, 'proposal/opened', termsOf(group)))
  })
  await t.test('follows from the log', async t => {
    const before = group.core.projections.digest()
    for (const table of ['task', 'looking_back']) group.core.store.exec(`DELETE FROM ${table}`)
    t.equal(rebuild(group.core).digest, before)
  })
})

function termsOf(group: TestGroup, changes: Partial<ProposalOpened> = {}): ProposalOpened {
  const closesAtMs = group.clock.now() + 2 * HOUR
  const asked = { title: 'Paint the fence?', text: 'Green.', method: MAJORITY, quorum: rational(0) }
  return { ...asked, closesAtMs, closesEarly: false, answers: null, ...changes }
}

t.test('what was rejected', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  const [alice, bob] = await threePeople(group)
  const proposal = await decided(group, [alice, bob], 'against')
  const closedAtMs = group.core.projections.proposals.get(proposal)?.closedAtMs ?? 0
  const open = (changes: Partial<ProposalOpened> = {}) =>
    group.act(alice.signer, 'proposal/opened', termsOf(group, changes))

  await t.test('gives its author feedback, and no tasks', async t => {
    accepted(await group.act(bob.signer, 'feedback/given', { proposal, text: 'Say what it costs.' }))
    const task = { proposal, title: 'Buy paint', assignee: null, dueAtMs: null }
    t.match(await group.act(bob.signer, 'task/added', task), { code: 'proposal/not-accepted' })
    const evaluation = { proposal, text: 'Well.', met: 'yes' } as const
    t.match(await group.act(bob.signer, 'evaluation/given', evaluation), { code: 'proposal/not-accepted' })
    t.match(await http.get(`/proposals/${proposal}/follow-up`, { token: await http.signIn(alice) }), {
      body: {
        accepted: false,
        mayRunAgainAtMs: closedAtMs + 30 * DAY,
        feedback: [{ text: 'Say what it costs.', byName: 'Bob' }],
      },
    })
  })
  await t.test('rests for 30 days, to the millisecond, whether it is named or only called the same', async t => {
    group.clock.advance(closedAtMs + 30 * DAY - 1 - group.clock.now())
    const tooSoon = { code: 'proposal/too-soon', detail: { proposal, fromMs: closedAtMs + 30 * DAY } }
    t.match(await open(), tooSoon)
    t.match(await open({ title: 'PAINT  the fence' }), tooSoon)
    t.match(await open({ title: 'The fence, once more', again: proposal }), tooSoon)
    accepted(await open({ title: 'Paint the gate?' }))
    t.match(await open({ title: 'Which?', method: { method: 'irv', options: ['a'] } }), { code: 'proposal/pointless' })
    const answers = { federation: group.id, proposal: group.id }
    accepted(await group.act(group.steward.signer, 'proposal/opened', termsOf(group, { answers })))
    group.clock.advance(1)
    accepted(await open({ again: proposal }))
  })
  await t.test('is named as what runs again only if it was rejected', async t => {
    t.match(await open({ title: 'Another', again: group.id }), { code: 'proposal/unknown' })
    const running = await group.open({ title: 'Something else' })
    t.match(await open({ title: 'Another', again: running }), { code: 'proposal/not-rejected' })
  })
})

t.test('the day to look back comes after the deadline', async t => {
  await using group = await testGroup('Gràcia')
  const closesAtMs = group.clock.now() + 2 * HOUR
  const body = termsOf(group, { closesAtMs, evaluatesAtMs: closesAtMs })
  t.match(await group.act(group.steward.signer, 'proposal/opened', body), {
    code: 'proposal/bad',
    detail: { field: 'evaluatesAtMs' },
  })
})
