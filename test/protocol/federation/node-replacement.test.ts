import t from 'tap'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import {
  checkReplacement,
  type NodeReplacement,
  nodeAfter,
  replacementBytes,
} from '../../../protocol/federation/node-replacement.ts'
import { verifySignature } from '../../../protocol/keys/verify.ts'
import { signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import { charterFor, type Person, person } from '../../support/test-core.ts'

const id = cidOfBytes(new Uint8Array(1))
const [former, fresh, next] = [person('former node'), person('fresh node'), person('next node')]
const stewards = [person('Ada'), person('Bo'), person('Cy')]
const charter = {
  ...charterFor('Upstream', stewards[0] ?? former, former.key),
  stewards: stewards.map(({ key }) => key),
  threshold: 2,
}
const standing = (by: Person) => signCheckpoint({ log: id, size: 7, root: new Uint8Array(32) }, by.signer)

function signedBy(people: readonly Person[], changes: Partial<NodeReplacement> = {}): NodeReplacement {
  const terms = { group: id, replaces: former.key, node: fresh.key, standing: standing(former), ...changes }
  const message = replacementBytes(terms)
  return { signatures: people.map(({ key, signer }) => ({ by: key, signature: signer.sign(message) })), ...terms }
}
const codeOf = (replacement: NodeReplacement, group = { id, charter }) =>
  checkReplacement(replacement, group, verifySignature)?.code ?? null

t.test('the council gives the node another key by as many signatures as change its charter', async t => {
  const [ada, bo, cy] = stewards
  if (!ada || !bo || !cy) throw new Error('no council')
  t.equal(codeOf(signedBy([ada, bo])), null)
  t.equal(codeOf(signedBy([ada, bo, cy])), null)
  t.equal(codeOf(signedBy([cy])), 'node/too-few-signatures')
  t.equal(codeOf(signedBy([ada, ada])), 'node/bad-replacement', 'one steward is not two')
  t.equal(codeOf(signedBy([ada, former])), 'node/bad-replacement', 'the former key has no say')
  t.equal(codeOf(signedBy([ada, bo, person('stranger')])), 'node/bad-replacement')
  for (const change of [
    { node: person('other').key },
    { standing: standing(person('other')) },
    { replaces: person('other').key },
    { group: cidOfBytes(new Uint8Array(2)) },
  ]) {
    t.equal(codeOf({ ...signedBy([ada, bo]), ...change }), 'node/bad-replacement', Object.keys(change).join())
  }
  t.equal(codeOf(signedBy([ada, bo], { node: ada.key })), 'node/bad-replacement', 'a steward is no node')
  t.equal(codeOf(signedBy([ada, bo], { node: former.key })), 'node/bad-replacement', 'nor is the former key new')
})

t.test('keys follow one another, each once', async t => {
  const [ada, bo] = stewards
  if (!ada || !bo) throw new Error('no council')
  const first = signedBy([ada, bo])
  const second = signedBy([ada, bo], { replaces: fresh.key, node: next.key, standing: standing(fresh) })
  const after = (list: readonly NodeReplacement[]) => nodeAfter({ id, charter }, list, verifySignature)
  t.equal(after([]), former.key)
  t.equal(after([first]), fresh.key)
  t.equal(after([first, second]), next.key)
  t.match(after([second]), { code: 'node/bad-replacement' })
  t.match(after([first, first]), { code: 'node/bad-replacement' })
})
