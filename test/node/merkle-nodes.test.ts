import t from 'tap'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { appendLeaves, emptyRange } from '../../protocol/log/merkle.ts'
import { accepted, testGroup } from '../support/test-core.ts'

t.test('every complete subtree of a log can be asked for, whichever of them the store keeps', async t => {
  await using group = await testGroup('Gràcia')
  await group.join(...Array.from({ length: 40 }, (_, i) => `Neighbour ${i}`))
  const { tables } = group.core
  const log = group.core.ownGroup()
  if (!log) throw new Error('no log')
  const entries = tables.range(log.row, 0, 1_000)
  const leaves = entries.map(({ signed }) => accepted(decodeEntry(signed)).leafHash)
  const { nodes } = appendLeaves(emptyRange(), leaves)
  t.ok(nodes.some(({ level }) => level > 4))
  for (const { level, index, hash } of nodes)
    t.strictSame(Buffer.from(tables.node(log.row, level, index)), Buffer.from(hash))
  t.throws(() => tables.node(log.row, 5, 100), /missing/)
})
