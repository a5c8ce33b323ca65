import fc from 'fast-check'
import t from 'tap'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { verifySignature } from '../../../protocol/keys/verify.ts'
import { openCheckpoint, signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import { checkEntrySignature, leafBytes, signEntry } from '../../../protocol/log/entry.ts'
import { appendLeaves, emptyRange, inclusionProof, leafHash, rangeRoot } from '../../../protocol/log/merkle.ts'
import { signNote } from '../../../protocol/log/note.ts'
import { formatReceipt, verifyReceipt } from '../../../protocol/log/receipt.ts'
import { isRefusal } from '../../../protocol/refusal.ts'

fc.configureGlobal({ seed: 21 })

const node = nativeSignerFromSeed(new Uint8Array(32).fill(1))
const member = nativeSignerFromSeed(new Uint8Array(32).fill(2))
const { publicKey } = node
const salt = new Uint8Array(16)

const genesis = leafBytes(signEntry({ log: null, kind: 'group/founded', at: 1, seq: 1, body: {}, salt }, member))
const log = cidOfBytes(genesis)
const others = Array.from({ length: 12 }, (_, i) =>
  leafBytes(signEntry({ log, kind: 'ballot/cast', at: i, seq: i, body: { i }, salt }, member)),
)
const leaves = [genesis, ...others]
const { range, nodes } = appendLeaves(
  emptyRange(),
  leaves.map(leaf => leafHash(leaf)),
)
const checkpoint = signCheckpoint({ log, size: range.size, root: rangeRoot(range) }, node)

t.test('a checkpoint opens by the key of its node', async t => {
  t.same(openCheckpoint(checkpoint, log, publicKey), { log, size: 13, root: rangeRoot(range) })
  t.match(checkpoint, `comunal/${log}\n13\n`)
})

t.test('a checkpoint may carry lines and signatures of others', async t => {
  const root = checkpoint.split('\n')[2]
  const origin = `comunal/${log}`
  const extended = signNote(`${origin}\n13\n${root}\nmore to say\n`, origin, node)
  t.match(openCheckpoint(extended, log, publicKey), { size: 13 })
  const [, cosignature = ''] = signNote('x\n', 'witness.example', member).split('\n\n')
  t.match(openCheckpoint(checkpoint + cosignature, log, publicKey), { size: 13 })
})

t.test('a checkpoint of another log, key or form is refused', async t => {
  const other = cidOfBytes(new Uint8Array())
  t.match(openCheckpoint(checkpoint, other, publicKey), { code: 'note/unverified' })
  t.match(openCheckpoint(checkpoint, log, member.publicKey), { code: 'note/unverified' })
  t.match(openCheckpoint('', log, publicKey), { code: 'note/bad' })
  const origin = `comunal/${log}`
  const root = checkpoint.split('\n')[2]
  const forms = [
    `comunal/${other}\n13\n${root}\n`,
    `${origin}\n013\n${root}\n`,
    `${origin}\n-1\n${root}\n`,
    `${origin}\n13\nAAAA\n`,
  ]
  forms.push(`${origin}\n9007199254740992\n${root}\n`, `${origin}\n13\n${root}\n\nmore\n`, `${origin}\n13\n`)
  for (const form of forms)
    t.match(openCheckpoint(signNote(form, origin, node), log, publicKey), { code: 'note/bad' }, form)
})

t.test('a receipt of every entry holds, and says where it stands', async t => {
  for (const [index, leaf] of leaves.entries()) {
    const receipt = verifyReceipt(receiptOf(index), { publicKey })
    t.match(receipt, { id: cidOfBytes(leaf), index, checkpoint: { log, size: 13 }, entry: { bodyValue: null } })
    if (!isRefusal(receipt)) t.ok(checkEntrySignature(receipt.entry, verifySignature))
  }
})

t.test('a receipt in a log of one entry has no proof lines', async t => {
  const small = appendLeaves(emptyRange(), [leafHash(genesis)]).range
  const note = signCheckpoint({ log, size: 1, root: rangeRoot(small) }, node)
  const text = formatReceipt({ leaf: genesis, index: 0, checkpoint: note, proof: [] })
  t.match(text, '\nindex 0\n\ncomunal/')
  t.match(verifyReceipt(text, { publicKey }), { index: 0, id: log })
})

t.test('a receipt fits a QR code', async t => {
  const text = formatReceipt({
    leaf: others[0] ?? genesis,
    index: 1,
    checkpoint,
    proof: Array(20).fill(range.hashes[0]),
  })
  t.ok(text.length < 2331, 'bytes in the largest code with medium correction')
})

t.test('any character of a receipt changed, cut or doubled, and it is refused', async () => {
  const text = receiptOf(5)
  const change = fc.constantFrom('A', 'b', '0', '7', '=', '\n', ' ', '', '\r', 'é')
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), change, (at, put) => {
      const spoilt = text.slice(0, at) + put + text.slice(at + 1)
      return spoilt === text || isRefusal(verifyReceipt(spoilt, { publicKey }))
    }),
    { numRuns: 1000 },
  )
})

t.test('any byte of a receipt with a bit flipped, and it is refused', async t => {
  const bytes = new TextEncoder().encode(receiptOf(5))
  for (const at of bytes.keys()) {
    const flipped = new TextDecoder().decode(bytes.map((byte, i) => (i === at ? byte ^ (1 << (at % 7)) : byte)))
    if (!isRefusal(verifyReceipt(flipped, { publicKey }))) t.fail(`byte ${at}`)
  }
})

t.test('a receipt by another key, for another place, leaf or log is refused', async t => {
  t.match(verifyReceipt(receiptOf(5), { publicKey: member.publicKey }), { code: 'note/unverified' })
  t.match(verifyReceipt(receiptOf(5).replace('index 5', 'index 4'), { publicKey }), { code: 'receipt/bad' })
  t.match(verifyReceipt(receiptOf(5).replace('index 5', 'index 13'), { publicKey }), { code: 'receipt/bad' })
  const stranger = leafBytes(signEntry({ log: cidOfBytes(salt), kind: 'k', at: 1, seq: 1, body: {}, salt }, member))
  const one = appendLeaves(emptyRange(), [leafHash(stranger)]).range
  const note = signCheckpoint({ log, size: 1, root: rangeRoot(one) }, node)
  const smuggled = formatReceipt({ leaf: stranger, index: 0, checkpoint: note, proof: [] })
  t.match(verifyReceipt(smuggled, { publicKey }), {
    code: 'receipt/bad',
    detail: { problem: 'the entry is for another log' },
  })
  const where = (text: string) => {
    const refused = verifyReceipt(text, { publicKey })
    return isRefusal(refused) ? refused.detail.where : 'it holds'
  }
  t.equal(where(receiptOf(5).replace('index 5', 'index 4')), 'entry, index or proof')
  t.equal(where(receiptOf(5).replace(/extra .*/, 'extra AAAA')), 'the line that begins with extra')
  t.equal(where(receiptOf(5).replace(/(index 5\n.*\n).*/, '$1AAAA')), 'line 5')
  t.equal(where(receiptOf(5).replace('\n13\n', '\n14\n')), 'the checkpoint of the receipt')
  for (const text of ['', 'c2sp.org/tlog-proof@v1\n', receiptOf(5).replace('@v1', '@v2'), checkpoint]) {
    t.match(verifyReceipt(text, { publicKey }), { code: 'receipt/bad' })
  }
})

function receiptOf(index: number): string {
  const at = new Map(nodes.map(({ level, index: place, hash }) => [`${level}/${place}`, hash]))
  const proof = inclusionProof(index, range.size, (level, place) => at.get(`${level}/${place}`) ?? new Uint8Array())
  return formatReceipt({ leaf: leaves[index] ?? genesis, index, checkpoint, proof })
}
