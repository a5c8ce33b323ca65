import t from 'tap'
import { openNewKeys } from '../../node/federation/new-key.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { openOvertaken } from '../../node/log/rewind.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { type NodeReplacement, replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { rangeAt, rangeRoot } from '../../protocol/log/merkle.ts'
import { accepted, seededBytes, testClock } from '../support/test-core.ts'
import { feedOf, testMesh } from '../support/test-federation.ts'

const fresh = publicKeyHex(nativeSignerFromSeed(seededBytes('another key')(32)).publicKey)

/** A federation with one group, whose copy holds two proposals; its council lets stand what came before the last one. */
async function replacedNode() {
  const mesh = testMesh(testClock())
  const federation = await mesh.federation('Barcelona')
  const group = await mesh.group('Gràcia', 1)
  await mesh.join(federation, group, '1')
  await mesh.propose(federation, { title: 'Share the well?' })
  const size = federation.core.ownGroup()?.range.size ?? 0
  const late = await mesh.propose(federation, { title: 'And the spring?' })
  await mesh.settle()
  const row = group.core.logs.get(federation.id)
  if (!row) throw new Error('no copy')
  const root = rangeRoot(rangeAt(size, (level, at) => group.core.tables.node(row.row, level, at)))
  const tell = async (standingRoot: Uint8Array) => {
    const former = nativeSignerFromSeed(seededBytes('group/Barcelona')(32))
    const standing = signCheckpoint({ log: federation.id, size, root: standingRoot }, former)
    const terms = { group: federation.id, replaces: federation.core.nodeKey, node: fresh, standing }
    const signature = federation.steward.signer.sign(replacementBytes(terms))
    const replacement: NodeReplacement = { ...terms, signatures: [{ by: federation.steward.key, signature }] }
    const genesis = federation.core.tables.entry(federation.id)
    if (!genesis) throw new Error('no genesis')
    const body = { charter: encodeSignedEntry(genesis.signed), replacements: [replacement], addresses: [] }
    accepted(await group.core.write(feedOf(group), 'node/succeeded', body))
  }
  const proposal = () => group.core.projections.federations.proposal(late)
  return { mesh, federation, group, late, size, root, tell, proposal }
}

t.test(
  'a copy that goes on past what stands is cut back to it, and what others signed waits to be handed in',
  async t => {
    const { mesh, federation, group, size, root, tell, proposal } = await replacedNode()
    await using _ = mesh
    t.ok(proposal())
    await tell(root)
    const keys = openNewKeys(group.core)
    keys.review()
    t.equal(group.core.logs.get(federation.id)?.range.size, size)
    t.equal(proposal(), undefined, 'the tables say what the log says')
    const waiting = openOvertaken(group.core.store)
    t.equal(waiting.list(federation.id).length, 1)
    keys.review()
    t.equal(waiting.list(federation.id).length, 1, 'done twice it is done once')

    const submit = federation.core.writer.submit
    await keys.handIn(federation.id, submit)
    t.same(waiting.list(federation.id), [], 'taken, or there already')
  },
)

t.test('a copy of another history is dropped, to be taken anew from the new key', async t => {
  const { mesh, federation, group, late, tell } = await replacedNode()
  await using _ = mesh
  await tell(new Uint8Array(32).fill(7))
  const before = group.core.tables.lastPosition()
  const keys = openNewKeys(group.core)
  keys.review()
  t.notOk(group.core.logs.has(federation.id))
  t.equal(group.core.tables.entry(late), undefined)
  const kept = openOvertaken(group.core.store).list(federation.id)
  t.ok(kept.length >= 4, 'tickets, joinings and proposals wait')
  t.equal(keys.drop(federation.id), false, 'there is nothing more to drop')
  accepted(await group.open())
  t.ok(group.core.tables.lastPosition() > before, 'no position is given twice')
})
