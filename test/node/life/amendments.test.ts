import t from 'tap'
import { rebuild } from '../../../node/rebuild.ts'
import { accepted, testGroup } from '../../support/test-core.ts'
import { CONTENT, draftsOf, threePeople } from '../../support/test-drafts.ts'
import { testHttp } from '../../support/test-http.ts'

t.test('an amendment', async t => {
  await t.test('that the author accepts is the next version, with the words of who offered it', async t => {
    await using group = await testGroup('Gràcia')
    await using http = await testHttp(group)
    const [alice, bob] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice, {}, [])
    const offered = accepted(await drafts.amend(bob, draft, 'Green, with linseed oil.'))
    t.match(await group.act(bob.signer, 'amendment/accepted', { amendment: offered.id }), { code: 'draft/not-yours' })
    accepted(await group.act(alice.signer, 'amendment/accepted', { amendment: offered.id }))
    t.match(await http.get(`/drafts/${draft}`, { token: await http.signIn(bob) }), {
      body: {
        text: 'Green, with linseed oil.',
        contributions: [{ byName: 'Bob' }, { byName: 'Alice' }],
        revisions: [{ byName: 'Alice' }, { byName: 'Bob', base: draft }],
        amendments: [
          {
            state: 'accepted',
            reason: 'It lasts.',
          },
        ],
      },
    })
    t.match(await group.act(alice.signer, 'amendment/accepted', { amendment: offered.id }), {
      code: 'amendment/settled',
    })
    t.match(await group.act(alice.signer, 'amendment/accepted', { amendment: draft }), { code: 'amendment/unknown' })
  })
  await t.test('may be offered in review, and what is accepted then is reviewed again', async t => {
    await using group = await testGroup('Gràcia')
    const [alice, bob, carla] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice)
    accepted(await drafts.submit(alice, draft))
    const offered = accepted(await drafts.amend(bob, draft, 'Blue.'))
    accepted(await drafts.review(carla, draft, 'approved'))
    accepted(await group.act(alice.signer, 'amendment/accepted', { amendment: offered.id }))
    t.match(group.core.projections.life.drafts.get(draft), { state: 'draft', text: 'Blue.' })
  })
  await t.test('of an older version is not accepted over what was written since', async t => {
    await using group = await testGroup('Gràcia')
    const [alice, bob] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice)
    const offered = accepted(await drafts.amend(bob, draft, 'Blue.'))
    accepted(await drafts.revise(alice, draft, 'Green, in May.'))
    t.match(await group.act(alice.signer, 'amendment/accepted', { amendment: offered.id }), { code: 'draft/stale' })
    t.match(await drafts.amend(bob, draft, 'Red.', draft), { code: 'draft/stale' })
  })
  await t.test('that is not accepted becomes a draft of its author’s own, once', async t => {
    await using group = await testGroup('Gràcia')
    const [alice, bob] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice)
    const { id: amends } = accepted(await drafts.amend(bob, draft, 'Blue.'))
    const own = { ...CONTENT, title: 'Paint it blue?', text: 'Blue.', openTo: null, amends }
    t.match(await group.act(alice.signer, 'draft/started', own), { code: 'draft/not-yours' })
    const { id } = accepted(await group.act(bob.signer, 'draft/started', own))
    t.match(group.core.projections.life.amendments.get(amends), { state: 'own', own: id })
    t.match(await group.act(bob.signer, 'draft/started', own), { code: 'amendment/settled' })
    t.match(await group.act(alice.signer, 'amendment/accepted', { amendment: amends }), { code: 'amendment/settled' })
    accepted(await drafts.open(bob, id, { title: 'Paint it blue?', text: 'Blue.' }))
  })
  await t.test('changes nothing once people vote', async t => {
    await using group = await testGroup('Gràcia')
    const [alice, bob] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice)
    const offered = accepted(await drafts.amend(bob, draft, 'Blue.'))
    const { id: vote } = accepted(await drafts.open(alice, draft))
    for (const about of [draft, vote]) {
      t.match(await drafts.amend(bob, about, 'Red.'), { code: 'proposal/text-fixed' })
    }
    t.match(await group.act(alice.signer, 'amendment/accepted', { amendment: offered.id }), {
      code: 'proposal/text-fixed',
    })
  })
  await t.test('that the author declines, with a reason, may be put by who offered it all the same', async t => {
    await using group = await testGroup('Gràcia')
    await using http = await testHttp(group)
    const [alice, bob] = await threePeople(group)
    const drafts = draftsOf(group)
    const draft = await drafts.start(alice)
    const { id: amendment } = accepted(await drafts.amend(bob, draft, 'Blue.'))
    const decline = (who: typeof alice, reason: string) =>
      group.act(who.signer, 'amendment/declined', { amendment, reason })
    t.match(await decline(bob, 'No.'), { code: 'draft/not-yours' })
    t.match(await decline(alice, ''), { code: 'entry/bad-body' }, 'a reason is needed')
    accepted(await decline(alice, 'Blue fades in the sun.'))
    t.match(await http.get(`/drafts/${draft}`, { token: await http.signIn(bob) }), {
      body: { text: CONTENT.text, amendments: [{ state: 'declined', declined: 'Blue fades in the sun.' }] },
    })
    t.match(await decline(alice, 'Again.'), { code: 'amendment/settled', detail: { state: 'declined' } })
    t.match(await group.act(alice.signer, 'amendment/accepted', { amendment }), { code: 'amendment/settled' })
    const body = { ...CONTENT, text: 'Blue.', openTo: null, amends: amendment }
    const { id: own } = accepted(await group.act(bob.signer, 'draft/started', body))
    t.match(group.core.projections.life.amendments.list(draft), [{ state: 'own', own }])
    t.match(await decline(alice, 'Again.'), { code: 'amendment/settled' })
    const digest = group.core.projections.digest()
    t.equal(rebuild(group.core).digest, digest)
  })
})
