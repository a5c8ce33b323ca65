import { join } from 'node:path'
import t from 'tap'
import * as Y from 'yjs'
import { rebuild } from '../../../node/rebuild.ts'
import { toBase64 } from '../../../protocol/bytes/base64.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { parsePublicKeys, type SavedVersion, savedVersion } from '../../support/live-version.ts'
import { joinLive } from '../../support/live-writer.ts'
import { accepted, person, testClock, testGroup } from '../../support/test-core.ts'
import { CONTENT, draftsOf, threePeople } from '../../support/test-drafts.ts'
import { testHttp } from '../../support/test-http.ts'

t.test('a draft that two write at once', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  const [alice, bob] = await threePeople(group)
  const drafts = draftsOf(group)
  const draft = await drafts.start(alice)
  const tokens = { alice: await http.signIn(alice), bob: await http.signIn(bob) }
  const atAlice = await joinLive(http, draft, tokens.alice)
  const atBob = await joinLive(http, draft, tokens.bob)
  let saved: SavedVersion | undefined

  await t.test('begins as the draft stands', async t => {
    t.equal(atAlice.text(), CONTENT.text)
    t.equal(atAlice.doc.getText('title').toString(), CONTENT.title)
  })
  await t.test('comes to one text, however their changes cross', async t => {
    atAlice.edit(text => text.insert(0, 'Dark '))
    atBob.edit(text => text.insert(text.length, ' Before the rain.'))
    t.match([(await atBob.send()).status, (await atAlice.send()).status], [200, 200])
    await atAlice.read()
    await atBob.read()
    t.equal(atAlice.text(), 'Dark Green, and soon. Before the rain.')
    t.equal(atBob.text(), atAlice.text())
  })
  await t.test('tells each who is here, and who wrote under which id', async t => {
    const { here, writers } = await atAlice.read()
    t.ok(Array.isArray(here))
    t.match(
      new Set(Array.isArray(here) ? here : []),
      new Set([{ client: atAlice.client, byName: 'Alice', cursor: null }]),
    )
    t.has(writers, [{ by: alice.key }, { by: alice.key }, { by: bob.key, byName: 'Bob' }])
  })
  await t.test('says that something is in no version yet', async t => {
    t.match(await http.get(`/drafts/${draft}`, { token: tokens.bob }), { body: { unsaved: true, text: CONTENT.text } })
  })
  await t.test('becomes a version that one signs, with the part of each', async t => {
    saved = await savedVersion(http, draft, tokens.alice)
    accepted(await group.act(alice.signer, 'draft/revised', { ...CONTENT, ...saved }))
    const { body } = await http.get(`/drafts/${draft}`, { token: tokens.bob })
    t.match(body, {
      text: 'Dark Green, and soon. Before the rain.',
      unsaved: false,
      pieces: [
        { by: alice.key, text: 'Dark Green, and soon.' },
        { by: bob.key, text: ' Before the rain.' },
      ],
      contributions: [
        { byName: 'Alice', characters: 18 },
        { byName: 'Bob', characters: 14 },
      ],
      revisions: [
        { writers: null },
        {
          byName: 'Alice',
          writers: [
            { byName: 'Alice', characters: 18, confirmed: false },
            { byName: 'Bob', characters: 14, confirmed: false },
          ],
        },
      ],
    })
  })
  await t.test('whose part each may confirm, once, and nobody else', async t => {
    const body = { draft, revision: drafts.headOf(draft) }
    accepted(await group.act(bob.signer, 'draft/confirmed', body))
    t.match(await group.act(bob.signer, 'draft/confirmed', body), { code: 'draft/confirmed-already' })
    t.match(await group.act(group.steward.signer, 'draft/confirmed', body), { code: 'draft/not-a-writer' })
    t.match(await group.act(bob.signer, 'draft/confirmed', { draft, revision: draft }), { code: 'draft/unknown' })
    t.match(await http.get(`/drafts/${draft}`, { token: tokens.bob }), {
      body: { revisions: [{}, { writers: [{ confirmed: false }, { byName: 'Bob', confirmed: true }] }] },
    })
  })
  await t.test('names nobody that the node did not see write', async t => {
    const next = await savedVersion(http, draft, tokens.alice)
    const { together, text } = next
    const swapped = { ...together, writers: [...together.writers].reverse() }
    const act = (changes: object) => group.act(alice.signer, 'draft/revised', { ...CONTENT, ...next, ...changes })
    t.match(await act({ together: swapped }), { code: 'draft/not-attested' })
    t.match(await act({ text: `x${text.slice(1)}` }), { code: 'draft/not-attested' })
    t.match(await act({ text: `${text}!` }), { code: 'draft/bad-parts' })
    t.match(await act({ together: { ...together, runs: [[7, [...text].length]] } }), { code: 'draft/bad-parts' })
  })
  await t.test('takes in a version that was written elsewhere, as its writer’s', async t => {
    atAlice.edit(text => text.insert(0, 'Very '))
    t.match(await atAlice.send(), { status: 200 })
    accepted(await drafts.revise(bob, draft, 'Dark Green, and soon. Before the rain. Or the snow.'))
    await atAlice.read()
    t.equal(atAlice.text(), 'Very Dark Green, and soon. Before the rain. Or the snow.')
    const { together, base } = await savedVersion(http, draft, tokens.alice)
    t.equal(base, drafts.headOf(draft))
    t.same(parsePublicKeys(together.writers), [alice.key, bob.key] satisfies PublicKeyHex[])
    t.same(together.runs, [
      [0, 26],
      [1, 30],
    ])
  })
  await t.test('follows from the log as far as it is signed', async t => {
    const before = group.core.projections.digest()
    for (const table of ['revision', 'co_written', 'confirmation']) group.core.store.exec(`DELETE FROM ${table}`)
    t.equal(rebuild(group.core).digest, before)
  })
  await t.test('leaves nothing behind once it is a vote', async t => {
    const { text } = await savedVersion(http, draft, tokens.alice)
    accepted(await drafts.revise(alice, draft, text))
    accepted(await drafts.open(alice, draft, { text }))
    const count = () =>
      ['live_draft', 'live_update', 'live_client', 'live_offer'].map(table =>
        group.core.store.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      )
    while (count().some(Boolean)) await new Promise(resolve => setTimeout(resolve, 10))
    t.same(count(), [0, 0, 0, 0])
    t.match(await atAlice.send(), { status: 409, body: { code: 'proposal/text-fixed' } })
  })
})

t.test('who writes along', async t => {
  const clock = testClock()
  await using group = await testGroup('Gràcia', { clock })
  await using http = await testHttp(group)
  const [alice, bob, carla] = await threePeople(group)
  const drafts = draftsOf(group)
  const draft = await drafts.start(alice, {}, [bob])
  const path = `/drafts/${draft}/live`
  const tokens = { alice: await http.signIn(alice), bob: await http.signIn(bob), carla: await http.signIn(carla) }
  const atAlice = await joinLive(http, draft, tokens.alice)
  const atBob = await joinLive(http, draft, tokens.bob)
  const sendAs = (client: number, update: Uint8Array, token = tokens.bob) =>
    http.post(`${path}/updates`, { client, update: toBase64(update) }, { token })

  await t.test('is let in by the author, as for a version', async t => {
    t.match(await http.post(path), { status: 401 })
    t.match(await http.post(path, {}, { token: tokens.carla }), { body: { code: 'draft/not-let-in' } })
    t.match(await http.get(`${path}/stream?client=1`, { token: tokens.carla }), { body: { code: 'draft/not-let-in' } })
    t.match(await http.post(`${path}/versions`, {}, { token: tokens.carla }), { body: { code: 'draft/not-let-in' } })
    const stranger = await http.signIn(person('nobody knows')).catch(() => undefined)
    t.match(await http.post(path, {}, { token: stranger }), { status: stranger ? 403 : 401 })
  })
  await t.test('writes under their own id and no other', async t => {
    const forged = new Y.Doc()
    forged.clientID = atAlice.client
    forged.getText('text').insert(0, 'Forged.')
    const update = Y.encodeStateAsUpdate(forged)
    t.match(await sendAs(atBob.client, update), { status: 403, body: { code: 'live/not-your-client' } })
    t.match(await sendAs(atAlice.client, update), { status: 403, body: { code: 'live/not-your-client' } })
    t.match(await sendAs(4_000_000_000, update), { status: 404, body: { code: 'live/unknown-client' } })
    await atAlice.read()
    t.equal(atAlice.text(), CONTENT.text)
  })
  await t.test('passes on what the node has already, and takes out what others wrote', async t => {
    atAlice.edit(text => text.insert(0, 'Dark '))
    await atAlice.send()
    await atBob.read()
    atBob.edit(text => text.delete(0, 1))
    t.match(await sendAs(atBob.client, Y.encodeStateAsUpdate(atBob.doc)), { status: 200 })
    await atAlice.read()
    t.equal(atAlice.text(), `ark ${CONTENT.text}`)
  })
  await t.test('counts once what they send twice', async t => {
    const kept = () => group.core.store.prepare('SELECT count(*) FROM live_update').pluck().get()
    atBob.edit(text => text.insert(0, 'D'))
    const update = Y.encodeStateAsUpdate(atBob.doc)
    t.match(await sendAs(atBob.client, update), { status: 200 })
    const before = kept()
    t.match(await sendAs(atBob.client, update), { status: 200 })
    t.equal(kept(), before)
  })
  await t.test('sends nothing but text that follows on what is there', async t => {
    const bad = (act: (doc: Y.Doc) => void, withState = true) => {
      const doc = new Y.Doc()
      if (withState) Y.applyUpdate(doc, Y.encodeStateAsUpdate(atBob.doc))
      doc.clientID = atBob.client
      act(doc)
      return sendAs(atBob.client, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(atBob.doc)))
    }
    const code = async (answer: ReturnType<typeof bad>) => Reflect.get(Object((await answer).body), 'code')
    t.equal(await code(bad(doc => doc.getText('text').format(0, 2, { bold: true }))), 'live/bad-update')
    t.equal(await code(bad(doc => doc.getText('text').insertEmbed(0, { image: 'x' }))), 'live/bad-update')
    t.equal(await code(bad(doc => doc.getMap('other').set('a', 1))), 'live/bad-update')
    t.equal(await code(bad(doc => doc.getText('other').insert(0, 'x'))), 'live/bad-update')
    t.equal(await code(bad(doc => doc.getText('text').insert(0, 'x'.repeat(70_000)))), 'live/bad-update')
    t.equal(await code(bad(doc => doc.getText('text').insert(0, 'x'.repeat(97_000)))), 'request/bad')
    t.match(await sendAs(atBob.client, new Uint8Array([9, 9, 9, 9])), { body: { code: 'live/bad-update' } })
    t.match(await http.post(`${path}/updates`, { client: 1, update: '*' }, { token: tokens.bob }), {
      body: { code: 'live/bad-update' },
    })
    const later = new Y.Doc()
    Y.applyUpdate(later, Y.encodeStateAsUpdate(atBob.doc))
    later.clientID = atBob.client
    later.getText('text').insert(0, 'one')
    const after = Y.encodeStateVector(later)
    later.getText('text').insert(0, 'two')
    const gap = Y.encodeStateAsUpdate(later, after)
    t.match(await sendAs(atBob.client, gap), { status: 409, body: { code: 'live/gap' } })
  })
  await t.test('is here while they listen, and forgotten when they say nothing any more', async t => {
    const cursor = toBase64(
      Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(atBob.doc.getText('text'), 2)),
    )
    t.match(await http.post(`${path}/here`, { client: atBob.client, cursor }, { token: tokens.bob }), { status: 200 })
    const names = ({ here }: { here: unknown }) =>
      Array.isArray(here) ? here.map(one => [one.byName, one.cursor === cursor]).sort() : []
    t.same(names(await atAlice.read()), [
      ['Alice', false],
      ['Bob', true],
    ])
    clock.advance(46_000)
    t.same(names(await atAlice.read()), [['Alice', false]])
  })
  await t.test('fills a document up to its limit and no further', async t => {
    const own = await drafts.start(bob)
    const writer = await joinLive(http, own, tokens.bob)
    let answer: { status: number; body?: unknown } = { status: 200 }
    for (let i = 0; i < 30 && answer.status === 200; i++) {
      writer.edit(text => text.insert(0, 'x'.repeat(60_000)))
      answer = await writer.send()
    }
    t.match(answer, { status: 413, body: { code: 'live/full' } })
    const kept = group.core.store.prepare('SELECT sum(length(bytes)) FROM live_update WHERE draft = ?').pluck().get(own)
    t.ok(Number(kept) < 2 ** 20)
  })
  await t.test('has a few ids at a time, and only so many changes a minute', async t => {
    for (let i = 0; i < 30; i++) await http.post(path, {}, { token: tokens.bob })
    const ids = group.core.store.prepare('SELECT count(*) FROM live_client WHERE draft = ?').pluck().get(draft)
    t.equal(ids, 1 + 1 + 21, 'the author’s first words, her page, and his: one in use, twenty unused')
    const sayHere = () => http.post(`${path}/here`, { client: atBob.client, cursor: null }, { token: tokens.bob })
    let answers = [await sayHere()]
    for (let i = 0; i < 20 && answers.every(({ status }) => status === 200); i++) {
      answers = await Promise.all(Array.from({ length: 50 }, sayHere))
    }
    t.match(answers.at(-1), { status: 429, body: { code: 'live/too-fast' } })
    clock.advance(60_000)
    t.match(await sayHere(), { status: 200 })
  })
})

t.test('what is written live outlives a restart of the node, unsaved and in the middle', async t => {
  const at = { path: join(t.testdir(), 'group.sqlite') }
  const { draft, token, writer } = await (async () => {
    await using group = await testGroup('Gràcia', at)
    await using http = await testHttp(group)
    const [alice] = await threePeople(group)
    const draft = await draftsOf(group).start(alice)
    const token = await http.signIn(alice)
    const writer = await joinLive(http, draft, token)
    for (let i = 0; i < 250; i++) {
      writer.edit(text => text.insert(text.length, ` ${i}`))
      if ((await writer.send()).status !== 200) throw new Error('not taken')
    }
    const kept = group.core.store.prepare<[], number>('SELECT count(*) FROM live_update').pluck().get() ?? 0
    t.ok(kept < 200, 'updates are put together now and then')
    return { draft, token, writer }
  })()
  writer.edit(text => text.insert(0, 'Offline. '))
  await using group = await testGroup('Gràcia', { ...at, start: 1 })
  await using http = await testHttp(group)
  t.match(await writer.send(http), { status: 200 }, 'the page goes on under the same id')
  const other = await joinLive(http, draft, token)
  t.equal(other.text(), writer.text())
  t.match(other.text(), /^Offline\. Green, and soon\. 0 1 .* 249$/)
})
