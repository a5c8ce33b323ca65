import fc from 'fast-check'
import t from 'tap'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { parseCid } from '../../../protocol/bytes/cid.ts'
import { originOf, signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import {
  cosign,
  linesBeyond,
  nodeWitness,
  onlyLinesOf,
  readCosignatures,
  withLinesOf,
} from '../../../protocol/log/cosignature.ts'
import {
  appendLeaves,
  consistencyProof,
  emptyRange,
  leafHash,
  rangeRoot,
  type TreeNode,
} from '../../../protocol/log/merkle.ts'
import { verifierKey } from '../../../protocol/log/note.ts'
import { formatAddCheckpoint, judgeAddCheckpoint, readAddCheckpoint } from '../../../protocol/log/witness.ts'
import { isRefusal } from '../../../protocol/refusal.ts'

const log =
  parseCid(`bafyreid${'a'.repeat(51)}`) ??
  (() => {
    throw new Error('no cid')
  })()
const signer = nativeSignerFromSeed(new Uint8Array(32).fill(1))
const witnesses = [2, 3, 4].map(byte => nativeSignerFromSeed(new Uint8Array(32).fill(byte)))
const keysOf = (origin: string) => (origin === originOf(log) ? [verifierKey(origin, signer.publicKey)] : [])

/** A log of texts, with every checkpoint and proof that it can give. */
function history(texts: readonly string[]) {
  const hash = (text: string) => leafHash(new TextEncoder().encode(text))
  const nodes: TreeNode[] = appendLeaves(emptyRange(), texts.map(hash)).nodes
  const rootAt = (size: number) => rangeRoot(appendLeaves(emptyRange(), texts.slice(0, size).map(hash)).range)
  const node = (level: number, index: number) => {
    const found = nodes.find(item => item.level === level && item.index === index)
    if (!found) throw new Error(`no node ${level}/${index}`)
    return found.hash
  }
  return {
    head: (size: number) => ({ size, root: rootAt(size) }),
    note: (size: number) => signCheckpoint({ log, size, root: rootAt(size) }, signer),
    ask: (from: number, to: number) => ({
      oldSize: from,
      proof: consistencyProof(from, to, node),
      note: signCheckpoint({ log, size: to, root: rootAt(to) }, signer),
    }),
  }
}
const LEAVES = Array.from({ length: 40 }, (_, i) => `leaf ${i}`)
const honest = history(LEAVES)
const codeOf = (answer: object | undefined) => (answer && 'code' in answer ? answer.code : null)

t.test('a witness cosigns every checkpoint that continues the one it cosigned last', async t => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a]
      const request = readAddCheckpoint(formatAddCheckpoint(honest.ask(from, to)))
      if (isRefusal(request)) return false
      const latest = from === 0 ? undefined : honest.head(from)
      return !isRefusal(judgeAddCheckpoint(request, keysOf, () => latest))
    }),
  )
  t.pass()
})

t.test('no second history is cosigned, wherever it leaves the first and however long it is', async t => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(39), fc.nat(40), (from, change, to) => {
      if (change >= from || to < from) return true
      const other = history(LEAVES.map((text, i) => (i === change ? 'rewritten' : text)))
      const latest = () => honest.head(from)
      return codeOf(judgeAddCheckpoint(other.ask(from, to), keysOf, latest)) === 'witness/inconsistent'
    }),
  )
  t.pass()
})

t.test('refuses in the order of the specification', async t => {
  const latest = () => honest.head(10)
  const answer = (change: object) => judgeAddCheckpoint({ ...honest.ask(10, 20), ...change }, keysOf, latest)
  t.notOk(codeOf(answer({})))
  t.match(answer({ oldSize: 9 }), { code: 'witness/other-size', detail: { size: 10 } })
  t.equal(codeOf(answer({ oldSize: 21 })), 'witness/malformed', 'an old size above the new one')
  t.equal(codeOf(answer({ proof: [] })), 'witness/inconsistent')
  t.equal(codeOf(answer({ note: honest.note(20).replace('comunal/b', 'comunal/c') })), 'witness/unknown-log')
  const forged = signCheckpoint({ log, ...honest.head(20) }, witnesses[0] ?? signer)
  t.equal(codeOf(answer({ note: forged })), 'witness/unsigned')
  t.equal(codeOf(answer({ note: honest.note(20).replace('\n20\n', '\n21\n') })), 'witness/unsigned')
  const fromNothing = judgeAddCheckpoint(
    { ...honest.ask(0, 5), proof: honest.ask(10, 20).proof },
    keysOf,
    () => undefined,
  )
  t.equal(codeOf(fromNothing), 'witness/inconsistent', 'nothing needs no proof')
  t.equal(codeOf(judgeAddCheckpoint(honest.ask(0, 5), keysOf, latest)), 'witness/other-size')
})

t.test('reads only bodies as the specification writes them', async t => {
  for (const body of [
    '',
    'old 1\n',
    'old 01\n\nnote',
    'old -1\n\nnote',
    'old 1 \n\nnote',
    'older 1\n\nnote',
    'old 1\nabc\n\nnote',
  ]) {
    t.equal(codeOf(readAddCheckpoint(body)), 'witness/malformed', JSON.stringify(body))
  }
  const line = `${Buffer.alloc(32).toString('base64')}\n`
  t.notOk(codeOf(readAddCheckpoint(`old 1\n${line.repeat(63)}\nnote`)))
  t.equal(codeOf(readAddCheckpoint(`old 1\n${line.repeat(64)}\nnote`)), 'witness/malformed')
})

t.test('cosignatures hold for their text, their witness and their time alone', async t => {
  const note = honest.note(20)
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
  const keys = witnesses.map(({ publicKey }) => nodeWitness(publicKey))
  const lines = witnesses.map(witness => cosign(text, witness, 1_700_000_000))
  const whole = note + lines.join('')
  const read = readCosignatures(whole, keys)
  if (isRefusal(read)) throw new Error(read.code)
  t.same(
    read.map(({ atS }) => atS),
    [1_700_000_000, 1_700_000_000, 1_700_000_000],
  )
  t.same(readCosignatures(whole, keys.slice(0, 1)), read.slice(0, 1), 'others are passed over')
  t.same(readCosignatures(note + lines[0] + lines[0], keys), read.slice(0, 1), 'each witness counts once')
  t.equal(codeOf(readCosignatures(whole.replace('\n20\n', '\n21\n'), keys)), 'witness/bad-cosignature')
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)/.exec(lines[0] ?? '') ?? []
  for (let at = 4; at < 76; at++) {
    const bytes = Buffer.from(encoded, 'base64')
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const answer = readCosignatures(`${note}— ${name} ${bytes.toString('base64')}\n`, keys)
    t.equal(codeOf(answer), 'witness/bad-cosignature', `byte ${at}`)
  }
  t.equal(withLinesOf(note + lines[0], note + lines[1]), note + lines[0] + lines[1])
  t.equal(withLinesOf(note + lines[0], honest.note(21)), note + lines[0], 'of another text nothing is taken')
  const own = { name: originOf(log), publicKey: signer.publicKey }
  t.equal(onlyLinesOf(whole, own, keys.slice(0, 1)), note + lines[0])
})

t.test('of a note that is shown again only what is new in it has to be checked', async t => {
  const note = honest.note(7)
  const text = note.slice(0, note.indexOf('\n\n') + 1)
  const [first = '', second = '', third = ''] = witnesses.map(witness => cosign(text, witness, 1_800_000_000))
  const held = note + first + second
  t.equal(linesBeyond(held, held), undefined, 'nothing')
  t.equal(linesBeyond(note + second, held), undefined, 'nor where less is shown')
  t.equal(linesBeyond(note + first + third, held), note + third, 'one line, below the text and the line of the log')
  const again = cosign(text, witnesses[0] ?? signer, 1_800_000_001)
  t.equal(linesBeyond(note + again, held), note + again, 'a witness that says something else than before')
  t.equal(linesBeyond(honest.note(8) + first, held), honest.note(8) + first, 'all of it under another text')
  const forged = `${text}\n${note.slice(text.length + 1).replace(/.{9}\n$/, 'AAAAAAAA=\n')}${first}`
  t.equal(linesBeyond(forged, held), forged.replace(first, ''), 'and a line of the log that is another')
})
