import { join } from 'node:path'
import t from 'tap'
import { startWitnessServer } from '../../node/witness/witness-server.ts'
import { replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { originOf, signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { appendLeaves, consistencyProof, emptyRange, rangeRoot } from '../../protocol/log/merkle.ts'
import { verifierKey } from '../../protocol/log/note.ts'
import { formatAddCheckpoint } from '../../protocol/log/witness.ts'
import { accepted, person, testGroup } from '../support/test-core.ts'

t.test('an outside witness goes on from what the council let stand, and takes nothing of the former key', async t => {
  await using group = await testGroup('Barcelona')
  const [library, fresh] = [person('library'), person('fresh node')]
  const { id, core, steward } = group
  const genesis = core.tables.entry(id)
  if (!genesis) throw new Error('no genesis')
  const leaves = [1, 2, 3].map(byte => new Uint8Array(32).fill(byte))
  const treeOf = (size: number) => appendLeaves(emptyRange(), leaves.slice(0, size))
  const noteBy = (who: { signer: typeof core.signer }, size: number) =>
    signCheckpoint({ log: id, size, root: rangeRoot(treeOf(size).range) }, who.signer)
  const terms = { group: id, replaces: core.nodeKey, node: fresh.key, standing: noteBy(core, 2) }
  const signature = steward.signer.sign(replacementBytes(terms))
  const replaced = {
    charter: encodeSignedEntry(genesis.signed),
    replacements: [{ ...terms, signatures: [{ by: steward.key, signature }] }],
    addresses: [],
  }
  const serving = {
    path: join(t.testdir(), 'witness.sqlite'),
    signer: library.signer,
    name: 'library.example/1',
    logs: [verifierKey(originOf(id), core.signer.publicKey)],
    now: Date.now,
    host: '127.0.0.1',
    port: 0,
  }
  const stranger = { ...serving, logs: [verifierKey(originOf(id).replace(/.$/, '2'), core.signer.publicKey)] }
  t.match(await startWitnessServer({ ...stranger, replaced: [replaced] }), { code: 'witness/unknown-log' })
  await using witness = accepted(await startWitnessServer({ ...serving, replaced: [replaced] }))
  const ask = async (oldSize: number, note: string, size = 3) => {
    const { nodes } = treeOf(size)
    const at = (level: number, index: number) =>
      (level === 0 ? leaves[index] : nodes.find(node => node.level === level && node.index === index)?.hash) ??
      new Uint8Array(32)
    const body = formatAddCheckpoint({ oldSize, proof: consistencyProof(oldSize, size, at), note })
    return (await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body })).status
  }
  t.equal(await ask(2, noteBy(core, 3)), 403, 'by the former key')
  t.equal(await ask(0, noteBy(fresh, 3)), 409, 'it knows what stands')
  t.equal(await ask(2, noteBy(fresh, 3)), 200)
})
