import t from 'tap'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { decisionState, witnessesOf } from '../../../protocol/federation/witnesses.ts'
import { type Charter, checkCharter } from '../../../protocol/group/charter.ts'
import type { Signer } from '../../../protocol/keys/signer.ts'
import { signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import {
  cosign,
  nodeWitness,
  parseWitnessVkey,
  type WitnessKey,
  witnessVkey,
} from '../../../protocol/log/cosignature.ts'
import { verifierKey } from '../../../protocol/log/note.ts'
import { rational } from '../../../protocol/rational.ts'
import { accepted } from '../../support/test-core.ts'

const signerOf = (byte: number) => nativeSignerFromSeed(new Uint8Array(32).fill(byte))
const idOf = (at: number) => cidOfBytes(Uint8Array.of(at))
const log = idOf(99)
const seat = signerOf(1)
const nodes = [2, 3, 4, 5].map(signerOf)
const note = signCheckpoint({ log, size: 9, root: new Uint8Array(32) }, seat)
const text = note.slice(0, note.lastIndexOf('\n\n') + 1)

function charter(node: Signer, terms: Partial<NonNullable<Charter['federation']>> | null = null): Charter {
  return {
    name: `of ${publicKeyHex(node.publicKey).slice(0, 4)}`,
    purpose: '',
    languages: ['en'],
    place: null,
    members: terms ? 'groups' : 'people',
    founder: 'Steward',
    stewards: [publicKeyHex(signerOf(9).publicKey)],
    threshold: 1,
    node: publicKeyHex(node.publicKey),
    admission: { type: 'invited' },
    decisions: { method: { method: 'majority' }, quorum: rational(0) },
    federatedProposals: 'open-at-once',
    federation: terms && { quorum: rational(0), evidence: 'recount', binds: true, ...terms },
    privacy: { reading: 'members', rollCall: 'voter' },
  }
}

function groupOf(node: Signer, at: number): FederationGroup {
  const id = idOf(at)
  return { id, charter: charter(node), weight: rational(1), feed: id, addresses: [], state: 'member', joinedAtMs: 0 }
}

const groups = (count: number) => nodes.slice(0, count).map(groupOf)
const signedBy = (...signers: readonly Signer[]) => note + signers.map(signer => cosign(text, signer, 1_000)).join('')
const outside = (signer: Signer, name = 'witness.example/1'): WitnessKey => ({ name, publicKey: signer.publicKey })

t.test('more than half of the nodes have to vouch where the charter says nothing', async t => {
  for (const [count, needed] of [
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
  ] as const) {
    for (let by = 0; by <= count; by++) {
      const found = accepted(witnessesOf(charter(seat, {}), groups(count), signedBy(seat, ...nodes.slice(0, by))))
      t.match(found, { by: { length: by }, of: count, needed, met: by >= needed })
      t.equal(decisionState(true, found), by >= needed ? 'decided' : 'waiting')
    }
  }
})

t.test('a charter that asks for more than there are asks for all', async t => {
  const terms = { witnesses: 3 }
  t.match(witnessesOf(charter(seat, terms), groups(1), signedBy(nodes[0] ?? seat)), { of: 1, needed: 1, met: true })
  t.match(witnessesOf(charter(seat, terms), groups(4), signedBy(...nodes.slice(0, 2))), { needed: 3, met: false })
  t.match(witnessesOf(charter(seat, { witnesses: 0 }), groups(4), note), { needed: 0, met: true })
})

t.test('a node before its federation: neither its own cosignature nor one given twice counts', async t => {
  const own = [...groups(2), groupOf(seat, 3)]
  t.match(witnessesOf(charter(seat, {}), own, signedBy(seat)), { by: { length: 0 }, of: 2 })
  const [one] = nodes
  if (!one) throw new Error('no node')
  t.match(witnessesOf(charter(seat, {}), groups(2), signedBy(one, one)), { by: { length: 1 }, met: false })
})

t.test('an outside witness counts only where the charter names it, and one key once', async t => {
  const stranger = signerOf(8)
  const line = cosign(text, stranger, 2_000, 'witness.example/1')
  const named = { outsideWitnesses: [witnessVkey(outside(stranger))] }
  t.match(witnessesOf(charter(seat, {}), groups(1), note + line), { by: { length: 0 }, of: 1 })
  t.match(witnessesOf(charter(seat, named), groups(2), signedBy(nodes[0] ?? seat) + line), {
    by: [{}, { group: null, name: 'witness.example/1', atS: 2_000 }],
    of: 3,
    needed: 2,
    met: true,
  })
  const twice = { outsideWitnesses: [witnessVkey(outside(nodes[0] ?? seat))] }
  const both = signedBy(nodes[0] ?? seat) + cosign(text, nodes[0] ?? seat, 2_000, 'witness.example/1')
  t.match(witnessesOf(charter(seat, twice), groups(2), both), { by: { length: 1 }, of: 2, met: false })
})

t.test('a charter names witnesses by sound keys, each once, and not the federation’s own node', async t => {
  const problem = (...outsideWitnesses: readonly string[]) => checkCharter(charter(seat, { outsideWitnesses }))
  const vkey = witnessVkey(outside(signerOf(8)))
  t.equal(problem(vkey), undefined)
  const bad = { code: 'charter/bad', detail: { field: 'federation.outsideWitnesses' } }
  t.match(problem('witness.example'), bad)
  t.match(problem(verifierKey('witness.example/1', seat.publicKey)), bad, 'a key that signs notes is no witness')
  t.match(problem(vkey, witnessVkey(outside(signerOf(8), 'other.example'))), bad)
  t.match(problem(witnessVkey(outside(seat))), bad)
  t.match(problem(witnessVkey({ name: 'zero', publicKey: new Uint8Array(32) })), bad, 'a key of small order')
  t.same(parseWitnessVkey(witnessVkey(nodeWitness(seat.publicKey))), nodeWitness(seat.publicKey))
})

t.test('a decision is open, waits, or is final', async t => {
  t.equal(decisionState(false, null), 'open')
  t.equal(decisionState(true, null), 'waiting', 'a cosignature that does not hold is none')
})
