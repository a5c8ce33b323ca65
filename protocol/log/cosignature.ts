import { concatBytes } from '../bytes/compare.ts'
import { toHex } from '../bytes/hex.ts'
import type { Signer } from '../keys/signer.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { COSIGNATURE, noteKeyId, readNote, readVerifierKey, signatureLine, verifierKey } from './note.ts'

/** Seconds since 1970 before the 64 bytes of the signature, in eight bytes, largest first. */
const TIME_BYTES = 8

/** Whose cosignatures are looked for. A key cosigns under one name only. */
export type WitnessKey = { readonly name: string; readonly publicKey: Uint8Array }

/** Who cosigned a checkpoint, and when: seconds since 1970. */
export type Cosignature = { readonly publicKey: Uint8Array; readonly atS: number }

/** What a node is called as a witness. */
export function witnessName(publicKey: Uint8Array): string {
  return `comunal/witness/${toHex(publicKey)}`
}

/** A node as a witness. */
export function nodeWitness(publicKey: Uint8Array): WitnessKey {
  return { name: witnessName(publicKey), publicKey }
}

/** A witness's verifier key as text: `name+key id+base64`, type 0x04. Source: https://c2sp.org/tlog-cosignature */
export function witnessVkey({ name, publicKey }: WitnessKey): string {
  return verifierKey(name, publicKey, COSIGNATURE)
}

/** Undefined where the text is no verifier key of a witness. */
export function parseWitnessVkey(text: string): WitnessKey | undefined {
  const read = readVerifierKey(text, COSIGNATURE)
  return read && { name: read.name, publicKey: read.publicKey }
}

/**
 * The line by which a witness adds itself to a checkpoint: it has seen no larger tree of this log, and every earlier one
 * is the beginning of this. Source: https://c2sp.org/tlog-cosignature
 * @param text the checkpoint without its signatures.
 */
export function cosign(text: string, signer: Signer, atS: number, name = witnessName(signer.publicKey)): string {
  if (!Number.isSafeInteger(atS) || atS <= 0) throw new RangeError('a cosignature has a time')
  const time = new Uint8Array(TIME_BYTES)
  new DataView(time.buffer).setBigUint64(0, BigInt(atS))
  const signature = signer.sign(cosignedMessage(text, atS))
  return signatureLine(name, noteKeyId(name, signer.publicKey, COSIGNATURE), concatBytes(time, signature))
}

/**
 * The cosignatures of these witnesses on a checkpoint, each witness once; lines of others are passed over.
 * Refuses with `witness/bad-cosignature` where a line names one of them and its signature does not hold, `note/bad`.
 */
export function readCosignatures(
  note: string,
  witnesses: readonly WitnessKey[],
  verify: Verify = verifySignature,
): Cosignature[] | Refusal {
  const parts = readNote(note)
  if (isRefusal(parts)) return parts
  const known = new Map(
    witnesses.map(({ name, publicKey }) => [`${name}+${noteKeyId(name, publicKey, COSIGNATURE)}`, publicKey]),
  )
  const found = new Map<string, Cosignature>()
  for (const { name, keyId, signature } of parts.lines) {
    const publicKey = known.get(`${name}+${keyId}`)
    if (!publicKey) continue
    const atS = timeOf(signature)
    if (atS === undefined || !verify(publicKey, cosignedMessage(parts.text, atS), signature.subarray(TIME_BYTES))) {
      return refuse('witness/bad-cosignature', { name })
    }
    if (!found.has(name)) found.set(name, { publicKey, atS })
  }
  return [...found.values()]
}

/** A note with the signature lines of others of the same text, each line once. */
export function withLinesOf(note: string, other: string): string {
  const [a, b] = [readNote(note), readNote(other)]
  if (isRefusal(a) || isRefusal(b) || a.text !== b.text) return note
  const key = ({ name, keyId }: { name: string; keyId: string }) => `${name}+${keyId}`
  const held = new Set(a.lines.map(key))
  const fresh = b.lines.filter(line => !held.has(key(line)))
  return note + fresh.map(({ name, keyId, signature }) => signatureLine(name, keyId, signature)).join('')
}

/**
 * What a note says beyond another of the same text, unverified: the text, the log's own line, which is the first, and the
 * lines that the other lacks. The whole note where the texts differ; undefined where nothing is left to say.
 */
export function linesBeyond(note: string, held: string): string | undefined {
  const end = note.lastIndexOf('\n\n') + 2
  if (held.slice(0, end) !== note.slice(0, end)) return note
  const known = new Set(held.slice(end).split('\n'))
  const [own = '', ...others] = note.slice(end, -1).split('\n')
  const fresh = others.filter(line => !known.has(line))
  if (fresh.length === 0 && known.has(own)) return undefined
  return `${note.slice(0, end)}${[own, ...fresh].join('\n')}\n`
}

/** A note with nothing below its text but one line of its log's key and one of each of these witnesses, unverified. */
export function onlyLinesOf(
  note: string,
  log: { name: string; publicKey: Uint8Array },
  witnesses: readonly WitnessKey[],
) {
  const parts = readNote(note)
  if (isRefusal(parts)) return parts
  const wanted = new Set([
    `${log.name}+${noteKeyId(log.name, log.publicKey)}`,
    ...witnesses.map(({ name, publicKey }) => `${name}+${noteKeyId(name, publicKey, COSIGNATURE)}`),
  ])
  const lines = parts.lines.filter(({ name, keyId }) => wanted.delete(`${name}+${keyId}`))
  return `${parts.text}\n${lines.map(({ name, keyId, signature }) => signatureLine(name, keyId, signature)).join('')}`
}

function timeOf(signature: Uint8Array): number | undefined {
  if (signature.length !== TIME_BYTES + 64) return undefined
  const atS = Number(new DataView(signature.buffer, signature.byteOffset, TIME_BYTES).getBigUint64(0))
  return Number.isSafeInteger(atS) && atS > 0 ? atS : undefined
}

function cosignedMessage(text: string, atS: number): Uint8Array {
  return new TextEncoder().encode(`cosignature/v1\ntime ${atS}\n${text}`)
}
