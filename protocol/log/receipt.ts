import { parseBase64, toBase64 } from '../bytes/base64.ts'
import type { Cid } from '../bytes/cid.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { type Checkpoint, logOfCheckpoint, openCheckpoint } from './checkpoint.ts'
import { decodeEntry, type Entry, readLeaf } from './entry.ts'
import { verifyInclusion } from './merkle.ts'

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'
const FORM = /^c2sp\.org\/tlog-proof@v1\nextra (\S+)\nindex (0|[1-9]\d{0,15})\n((?:\S+\n){0,64})\n([\s\S]+)$/

/** What a receipt is made of: the leaf's bytes (`leafBytes`), its place, the signed checkpoint, the proof. */
export type ReceiptParts = {
  readonly leaf: Uint8Array
  readonly index: number
  /** The note of a checkpoint that has the leaf. */
  readonly checkpoint: string
  readonly proof: readonly Uint8Array[]
}

/** What a receipt that holds shows: this entry stands at this place of this log. The body is not in it. */
export type Receipt = {
  readonly id: Cid
  readonly index: number
  readonly checkpoint: Checkpoint
  readonly entry: Entry
}

/**
 * A receipt as text, small enough for a QR code. The leaf goes into the format's `extra` line, since the leaf hash
 * cannot be had from the id alone. Source: https://c2sp.org/tlog-proof
 */
export function formatReceipt({ leaf, index, checkpoint, proof }: ReceiptParts): string {
  const hashes = proof.map(hash => `${toBase64(hash)}\n`).join('')
  return `${FIRST_LINE}\nextra ${toBase64(leaf)}\nindex ${index}\n${hashes}\n${checkpoint}`
}

/**
 * Whether the node of this key promised what a receipt says: its checkpoint's signature and the proof from the leaf to
 * the checkpoint's root. The author's signature is in the leaf; `checkEntrySignature` checks it.
 * Refuses with `receipt/bad`, or as `openCheckpoint` does.
 */
export function verifyReceipt(
  text: string,
  { publicKey, verify = verifySignature }: { publicKey: Uint8Array; verify?: Verify },
): Receipt | Refusal {
  const parts = readReceipt(text)
  if (isRefusal(parts)) return parts
  const { leaf, index, checkpoint: note, proof } = parts
  const log = logOfCheckpoint(note)
  if (!log) return bad('the checkpoint', 'no checkpoint of a log')
  const checkpoint = openCheckpoint(note, log, publicKey, verify)
  if (isRefusal(checkpoint))
    return { ...checkpoint, detail: { ...checkpoint.detail, where: 'the checkpoint of the receipt' } }
  const signed = readLeaf(leaf)
  if (isRefusal(signed)) return bad('the line that begins with extra', 'not the leaf of an entry')
  const entry = decodeEntry({ ...signed, body: null })
  if (isRefusal(entry)) return bad('the line that begins with extra', 'not the leaf of an entry')
  const { id, leafHash, header } = entry
  if ((header.log ?? id) !== log) return bad('the line that begins with extra', 'the entry is for another log')
  const { size, root } = checkpoint
  const isIncluded = verifyInclusion({ index, size, leafHash, root, proof })
  return isIncluded
    ? { id, index, checkpoint, entry }
    : bad('entry, index or proof', 'they do not come to the root that the node signed')
}

/** The parts of a receipt, nothing verified yet. */
export function readReceipt(text: string): ReceiptParts | Refusal {
  const [, extra = '', place, lines = '', checkpoint] = FORM.exec(text) ?? []
  const leaf = parseBase64(extra)
  const index = Number(place)
  if (checkpoint === undefined) return bad('the file', 'not an entry, an index, a proof and a checkpoint')
  if (!leaf) return bad('the line that begins with extra', 'not base64')
  if (!Number.isSafeInteger(index)) return bad('the line that begins with index', 'not a number')
  const proof: Uint8Array[] = []
  for (const [at, line] of lines.split('\n').slice(0, -1).entries()) {
    const hash = parseBase64(line)
    // The proof begins in the fourth line.
    if (hash?.length !== 32) return bad(`line ${at + 4}`, 'not a hash of the proof')
    proof.push(hash)
  }
  return { leaf, index, checkpoint, proof }
}

function bad(where: string, problem: string): Refusal {
  return refuse('receipt/bad', { where, problem })
}
