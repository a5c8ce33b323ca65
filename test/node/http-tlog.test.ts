import t from 'tap'
import { openCheckpoint, originOf, signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { nodeWitness, readCosignatures } from '../../protocol/log/cosignature.ts'
import { leafBytes } from '../../protocol/log/entry.ts'
import { consistencyProof, leafHash, merkleRoot } from '../../protocol/log/merkle.ts'
import { formatAddCheckpoint } from '../../protocol/log/witness.ts'
import { accepted, testClock } from '../support/test-core.ts'
import { feedOf, testMesh } from '../support/test-federation.ts'
import { testHttp } from '../support/test-http.ts'

const anyone = { charter: { privacy: { reading: 'anyone', rollCall: 'voter' } } } as const
const offer = (title: string) => ({
  revises: null,
  direction: 'offer' as const,
  kind: 'food',
  title,
  quantity: 1,
  unit: 'kg',
  fromMs: 0,
  untilMs: 9_000_000_000_000,
  place: null,
  terms: '',
})

t.test('any program that speaks tlog-witness gets cosignatures for the logs of this node’s federations', async t => {
  await using mesh = testMesh(testClock())
  const gracia = await mesh.group('Gràcia', 2)
  const barcelona = await mesh.federation('Barcelona')
  await mesh.join(barcelona, gracia, '1')
  await mesh.settle()
  await using atGracia = await testHttp(gracia)
  const post = async (body: string) => {
    const answer = await fetch(`${atGracia.url}/witness/add-checkpoint`, { method: 'POST', body })
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  const log = barcelona.core.logs.get(barcelona.id)
  if (!log) throw new Error('no log')
  const { size } = log.range
  const note = log.checkpoint
  const first = await post(formatAddCheckpoint({ oldSize: 0, proof: [], note }))
  t.equal(first.status, 200)
  t.match(readCosignatures(note + first.text, [nodeWitness(gracia.core.signer.publicKey)]), [
    { atS: Math.floor(gracia.core.now() / 1000) },
  ])
  t.match(await post(formatAddCheckpoint({ oldSize: 0, proof: [], note })), {
    status: 409,
    type: 'text/x.tlog.size',
    text: `${size}\n`,
  })
  t.match(await post(formatAddCheckpoint({ oldSize: size, proof: [], note })), { status: 200 }, 'the same once more')
  const rewritten = signCheckpoint({ log: barcelona.id, size, root: new Uint8Array(32) }, barcelona.core.signer)
  t.match(await post(formatAddCheckpoint({ oldSize: size, proof: [], note: rewritten })), { status: 422 })
  const forged = signCheckpoint({ log: barcelona.id, size, root: new Uint8Array(32) }, gracia.core.signer)
  t.match(await post(formatAddCheckpoint({ oldSize: size, proof: [], note: forged })), { status: 403 })
  const unknown = note.replace(originOf(barcelona.id), 'example.com/log')
  t.match(await post(formatAddCheckpoint({ oldSize: size, proof: [], note: unknown })), { status: 404 })
  t.match(await post('old 1'), { status: 400 })
  accepted(await barcelona.act(barcelona.steward.signer, 'group/unfederated', { federation: gracia.id }))
  const now = barcelona.core.logs.get(barcelona.id)
  if (!now) throw new Error('no log')
  const proof = consistencyProof(size, now.range.size, (level, index) =>
    barcelona.core.tables.node(now.row, level, index),
  )
  t.match(await post(formatAddCheckpoint({ oldSize: size, proof, note: now.checkpoint })), { status: 200 })
})

t.test('public feeds are read as tiles, and others not at all', async t => {
  await using mesh = testMesh(testClock())
  const open = await mesh.group('Gràcia', 2, anyone)
  const shut = await mesh.group('Madrid', 2)
  const barcelona = await mesh.federation('Barcelona')
  await mesh.join(barcelona, open, '1')
  await mesh.join(barcelona, shut, '1')
  await mesh.settle()
  const feed = feedOf(open)
  while ((open.core.logs.get(feed)?.range.size ?? 0) < 257) {
    accepted(await open.act(open.steward.signer, 'offer/published', offer('Bread'), feed))
  }
  await using atOpen = await testHttp(open)
  await using atShut = await testHttp(shut)
  const get = async (path: string) => {
    const answer = await fetch(`${atOpen.url}/log/${feed}/${path}`)
    return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) }
  }
  const checkpoint = await get('checkpoint')
  const head = accepted(openCheckpoint(new TextDecoder().decode(checkpoint.bytes), feed, open.core.signer.publicKey))
  t.equal(head.size, 257)
  t.equal(checkpoint.headers.get('cache-control'), 'no-cache')
  const full = await get('tile/0/000')
  t.equal(full.bytes.length, 256 * 32)
  t.match(full.headers.get('cache-control'), /immutable/)
  t.equal(full.headers.get('content-type'), 'application/octet-stream')
  const hashes = (bytes: Uint8Array) =>
    Array.from({ length: bytes.length / 32 }, (_, i) => bytes.slice(i * 32, i * 32 + 32))
  const partial = await get('tile/0/001.p/1')
  t.same(merkleRoot([...hashes(full.bytes), ...hashes(partial.bytes)]), head.root)
  t.same((await get('tile/1/000.p/1')).bytes, merkleRoot(hashes(full.bytes)))
  const bundle = await get('tile/entries/000')
  const leaves: Uint8Array[] = []
  for (let at = 0; at < bundle.bytes.length; ) {
    const length = new DataView(bundle.bytes.buffer).getUint16(at)
    leaves.push(bundle.bytes.slice(at + 2, at + 2 + length))
    at += 2 + length
  }
  t.same(
    leaves.map(leaf => leafHash(leaf)),
    hashes(full.bytes),
  )
  const [genesis] = open.core.tables.range(open.core.logs.get(feed)?.row ?? 0, 0, 1)
  t.same(leaves[0], genesis && leafBytes(genesis.signed))
  for (const path of ['tile/0/001', 'tile/0/001.p/2', 'tile/1/000', 'tile/2/000.p/1', 'tile/0/0', 'tile/entries/001']) {
    t.equal((await get(path)).status, 404, path)
  }
  const answer = await fetch(`${atShut.url}/log/${feedOf(shut)}/checkpoint`)
  t.equal(answer.status, 404, 'members only: nothing is told')
})
