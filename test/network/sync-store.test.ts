import t from 'tap'
import { openCore } from '../../node/core.ts'
import { shelfOf } from '../../node/federation/shelf.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyBytes } from '../../protocol/bytes/public-key.ts'
import type { FeedRange } from '../../protocol/federation/feed-sync-message.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { decodeEntry, encodeSignedEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import { appendLeaves, emptyRange, inclusionProof, rangeRoot } from '../../protocol/log/merkle.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { accepted, type TestGroup, testGroup } from '../support/test-core.ts'
import { offer } from './sync-rig.ts'

/** A group with a feed of some offers. */
async function withFeed(name: string, offers: number): Promise<TestGroup & { feed: Cid }> {
  const group = await testGroup(name)
  const genesis = group.core.tables.entry(group.id)
  if (!genesis) throw new Error('no genesis')
  const body = { federation: group.id, group: group.id, charter: encodeSignedEntry(genesis.signed) }
  const { id: feed } = accepted(await group.core.write(null, 'feed/founded', body, { genesis: 'feed' }))
  for (let i = 0; i < offers; i++) {
    accepted(await group.act(group.steward.signer, 'offer/published', offer(`Offer ${i}`), feed))
  }
  return { ...group, feed }
}
const take = (from: TestGroup, log: Cid, at: number, most: number): FeedRange => {
  const range = shelfOf(from.core).read(log, at, most)
  if (!range) throw new Error('nothing there')
  return range
}

t.test('a feed comes over in pieces, each under the newest checkpoint, and goes on from a part', async t => {
  await using writer = await withFeed('Writer', 20)
  const path = `${t.testdir()}/group.sqlite`
  const own = publicKeyBytes(writer.core.nodeKey)
  const log = writer.feed
  {
    await using reader = await testGroup('Reader', { path })
    accepted(await reader.core.writer.replicate({ ...take(writer, log, 0, 6), log, writer: own }))
    accepted(await reader.core.writer.replicate({ ...take(writer, log, 4, 5), log, writer: own }))
    t.equal(reader.core.logs.get(log)?.range.size, 9)
  }
  await using verifier = startVerifier(0)
  await using again = accepted(openCore({ ...writer.core, path, signer: writer.core.signer, verifier }))
  await using third = await testGroup('Third')
  for (const [at, most] of [
    [0, 1],
    [1, 4],
    [5, 4],
  ] as const) {
    const range = shelfOf(again).read(log, at, most)
    if (!range) throw new Error('nothing there')
    t.equal(accepted(await third.core.writer.replicate({ ...range, log, writer: own })).size, at + most)
  }
  accepted(await third.core.writer.replicate({ ...take(writer, log, 9, 500), log, writer: own }))
  t.equal(third.core.logs.get(log)?.checkpoint, writer.core.logs.get(log)?.checkpoint)
  t.same(third.core.logs.get(log)?.beyond, [])
})

t.test('a writer cannot put into its feed what would keep another log out of its place', async t => {
  await using writer = await withFeed('Thief', 2)
  await using victim = await withFeed('Victim', 2)
  await using reader = await testGroup('Reader')
  const stolen = take(victim, victim.feed, 1, 1).entries[0]
  const own = take(writer, writer.feed, 0, 3).entries
  if (!stolen) throw new Error('nothing to steal')
  const attempt = async (entries: readonly SignedEntry[]) => {
    const leaves = entries.map(signed => {
      const entry = decodeEntry(signed)
      if (isRefusal(entry)) throw new Error(entry.code)
      return entry.leafHash
    })
    const { range, nodes } = appendLeaves(emptyRange(), leaves)
    const node = (level: number, index: number) =>
      nodes.find(n => n.level === level && n.index === index)?.hash ?? new Uint8Array()
    const proof = inclusionProof(leaves.length - 1, leaves.length, node)
    const state = { log: writer.feed, size: range.size, root: rangeRoot(range) }
    const checkpoint = signCheckpoint(state, writer.core.signer)
    const key = publicKeyBytes(writer.core.nodeKey)
    return reader.core.writer.replicate({ log: writer.feed, from: 0, entries, checkpoint, proof, writer: key })
  }
  t.match(await attempt([...own, stolen]), { code: 'entry/wrong-log' })
  t.match(await attempt([...own, ...own.slice(1)]), { code: 'feed/bad-checkpoint' }, 'nor anything twice')
  accepted(await attempt(own))
  const key = publicKeyBytes(victim.core.nodeKey)
  const whole = take(victim, victim.feed, 0, 500)
  accepted(await reader.core.writer.replicate({ ...whole, log: victim.feed, writer: key }))
})

t.test('a body that was dropped on the way is not taken for an erased one: the verdict would be another', async t => {
  await using writer = await withFeed('Writer', 2)
  await using reader = await testGroup('Reader')
  const key = publicKeyBytes(writer.core.nodeKey)
  const whole = take(writer, writer.feed, 0, 3)
  const stripped = whole.entries.map((entry, i) => (i === 1 ? { ...entry, body: null } : entry))
  const attempt = { ...whole, log: writer.feed, writer: key }
  t.match(await reader.core.writer.replicate({ ...attempt, entries: stripped }), { code: 'entry/erased' })
  t.same(accepted(await reader.core.writer.replicate(attempt)), { size: 3 })
})
