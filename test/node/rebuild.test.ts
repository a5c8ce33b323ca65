import { join } from 'node:path'
import t from 'tap'
import { rebuild } from '../../node/rebuild.ts'
import { author } from '../../protocol/author.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { appendLeaves, rangeRoot } from '../../protocol/log/merkle.ts'
import { accepted, HOUR, person, testClock, testGroup } from '../support/test-core.ts'
import { everyoneVotes, feedOf, honestMandate, type TestNode, testMesh } from '../support/test-federation.ts'

t.test('a rebuilt node is the node that it was', async t => {
  await using mesh = testMesh(testClock())
  const barcelona = await mesh.federation('Barcelona')
  const [gracia, eixample] = [await mesh.group('Gràcia', 3), await mesh.group('Eixample', 4)]
  await mesh.join(barcelona, gracia, '1')
  await mesh.join(barcelona, eixample, '9/10')
  await mesh.propose(barcelona)
  await mesh.settle()
  await everyoneVotes(gracia, 2)
  const local = await everyoneVotes(eixample, 1)
  await mesh.settle()
  await keepRefused(eixample, barcelona)
  mesh.clock.advance(72 * HOUR)
  await mesh.settle({ away: [eixample] })

  const refused = barcelona.core.store.prepare('SELECT count(*) FROM entry WHERE refused IS NOT NULL').pluck().get()
  t.equal(refused, 1, 'an entry without effect is in it')
  for (const { core } of mesh.nodes) {
    const before = core.projections.digest()
    const size = core.tables.lastPosition()
    t.same(rebuild(core), { entries: size, digest: before })
    t.equal(core.projections.digest(), before)
  }

  await t.test('and goes on from there', async t => {
    t.match(await eixample.act(eixample.steward.signer, 'ballot/cast', { proposal: local, choice: { vote: 'for' } }), {
      code: 'proposal/not-open',
    })
    const proposal = await eixample.open()
    accepted(await eixample.vote(eixample.steward, proposal, { vote: 'for' }))
    t.equal(eixample.core.projections.digest(), rebuild(eixample.core).digest)
  })
})

t.test('tables that somebody has changed say again what the log says', async t => {
  await using group = await testGroup('Gràcia', { path: join(t.testdir(), 'group.sqlite') })
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const proposal = await group.open()
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  accepted(await group.vote(alice, proposal, { vote: 'against' }))
  const { store, projections } = group.core
  const before = projections.digest()
  for (const change of [
    `UPDATE member SET role = 'steward'`,
    'DELETE FROM voter',
    `UPDATE voter SET seq = 7 WHERE seq IS NOT NULL`,
    'DELETE FROM ballot',
  ]) {
    store.exec(change)
    t.not(projections.digest(), before, change)
    t.equal(rebuild(group.core).digest, before)
  }
})

t.test('a log that does not replay leaves the tables as they were', async t => {
  await using group = await testGroup('Gràcia')
  await group.join('Alice')
  const before = group.core.projections.digest()
  group.core.store.exec(`UPDATE entry SET body = x'00' WHERE kind = 'member/joined'`)
  t.throws(() => rebuild(group.core), /does not read: entry\/bad-body/)
  t.equal(group.core.projections.digest(), before)
})

/** Leaves an entry in a copied feed that its rule refuses: a mandate that a stranger signed. */
async function keepRefused(liar: TestNode, copy: TestNode): Promise<void> {
  const { core, clock } = liar
  const feed = core.logs.get(feedOf(liar))
  if (!feed) throw new Error('no feed')
  const authoring = { log: feed.id, at: clock.now(), seq: 1, salt: new Uint8Array(16) }
  const signed = author('mandate/issued', honestMandate(liar), authoring, person('nobody knows').signer)
  const { range } = appendLeaves(feed.range, [accepted(decodeEntry(signed)).leafHash])
  const checkpoint = signCheckpoint({ log: feed.id, size: range.size, root: rangeRoot(range) }, core.signer)
  const given = { log: feed.id, from: feed.range.size, entries: [signed], checkpoint, writer: core.signer.publicKey }
  accepted(await copy.core.writer.replicate(given))
}
