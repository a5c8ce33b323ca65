import t from 'tap'
import { rebuild } from '../../../node/rebuild.ts'
import { accepted, HOUR, person, testGroup } from '../../support/test-core.ts'
import { testHttp } from '../../support/test-http.ts'

t.test('arguments for and against', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const proposal = await group.open()
  const argue = (who: typeof alice, side: 'for' | 'against' | 'neutral', text: string, about = proposal) =>
    group.act(who.signer, 'argument/made', { proposal: about, side, text })

  await t.test('stand with the proposal under the name of who made them, in the order of the log', async t => {
    accepted(await argue(alice, 'for', 'The rust eats it.'))
    accepted(await argue(bob, 'against', 'Green is ugly.'))
    accepted(await argue(alice, 'neutral', 'Who has a ladder?'))
    const { body } = await http.get(`/proposals/${proposal}/arguments`, { token: await http.signIn(bob) })
    t.match(body, [
      { side: 'for', text: 'The rust eats it.', byName: 'Alice', by: alice.key },
      { side: 'against', text: 'Green is ugly.', byName: 'Bob' },
      { side: 'neutral', text: 'Who has a ladder?', byName: 'Alice' },
    ])
  })
  await t.test('are read by who may read the group', async t => {
    t.match(await http.get(`/proposals/${proposal}/arguments`), { status: 401, body: { code: 'session/bad' } })
  })
  await t.test('are made by members, of a proposal that there is', async t => {
    t.match(await argue(person('nobody knows'), 'for', 'Me too.'), { code: 'member/unknown' })
    t.match(await argue(alice, 'for', 'What?', group.id), { code: 'proposal/unknown' })
    t.match(await argue(alice, 'for', 'x'.repeat(2_001)), { code: 'entry/bad-body' })
  })
  await t.test('end with the last millisecond of the vote', async t => {
    group.clock.advance(2 * HOUR)
    accepted(await argue(alice, 'for', 'Just in time.'))
    group.clock.advance(1)
    t.match(await argue(alice, 'for', 'Too late.'), { code: 'proposal/closed' })
    await group.clerk.settle()
    t.match(await argue(alice, 'for', 'Later still.'), { code: 'proposal/closed' })
  })
  await t.test('follow from the log', async t => {
    const before = group.core.projections.digest()
    group.core.store.exec('DELETE FROM argument')
    t.not(group.core.projections.digest(), before)
    t.equal(rebuild(group.core).digest, before)
  })
})
