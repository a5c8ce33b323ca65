import { parseBase64, toBase64 } from '../bytes/base64.ts'
import { concatBytes } from '../bytes/compare.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import { sha256 } from '../bytes/sha256.ts'
import type { Signer } from '../keys/signer.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'

/** Signature type of plain Ed25519. */
const ED25519 = 0x01
/** Signature type of an Ed25519 cosignature with its time. Source: https://c2sp.org/tlog-cosignature */
export const COSIGNATURE = 0x04
/** The specification asks for 16 at least; Go's reader stops here. */
const MAX_SIGNATURES = 100
const MAX_NOTE_LENGTH = 1_000_000

/** A key that signed: its name and the eight hex digits that tell keys of one name apart. */
export type NoteKey = { readonly name: string; readonly keyId: string }
export type OpenNote = { readonly text: string; readonly signatures: readonly NoteKey[] }

/**
 * A text, its last line ended by a newline, signed as a note. The text itself says what it is for (its first line),
 * as the format has no context line of ours. Source: https://c2sp.org/signed-note
 */
export function signNote(text: string, name: string, signer: Signer): string {
  if (!text.endsWith('\n') || !isNoteText(text)) throw new TypeError('a note is lines of text')
  if (!isKeyName(name)) throw new TypeError('a key name has neither spaces nor plus signs')
  const signature = signer.sign(utf8(text))
  return `${text}\n${signatureLine(name, noteKeyId(name, signer.publicKey), signature)}`
}

/** The text form of a key that checks notes, or of a witness's (`COSIGNATURE`): name, key id, type and key. */
export function verifierKey(name: string, publicKey: Uint8Array, type = ED25519): string {
  return `${name}+${noteKeyId(name, publicKey, type)}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`
}

/**
 * Opens a note that at least one of the keys has signed, and none of them badly. Signatures by other keys are passed
 * over. Refuses with `note/bad` (no note, or no verifier key) or `note/unverified`.
 */
export function openNote(
  note: string,
  verifierKeys: readonly string[],
  verify: Verify = verifySignature,
): OpenNote | Refusal {
  const known = new Map<string, Uint8Array>()
  for (const text of verifierKeys) {
    const key = readVerifierKey(text)
    if (!key) return refuse('note/bad', { verifierKey: text })
    known.set(`${key.name}+${key.keyId}`, key.publicKey)
  }
  const parts = readNote(note)
  if (isRefusal(parts)) return parts
  const message = utf8(parts.text)
  const verified = new Map<string, NoteKey>()
  for (const { name, keyId, signature } of parts.lines) {
    const key = `${name}+${keyId}`
    const publicKey = known.get(key)
    if (!publicKey) continue
    if (!verify(publicKey, message, signature)) return refuse('note/unverified', { name })
    verified.set(key, { name, keyId })
  }
  return verified.size === 0 ? refuse('note/unverified') : { text: parts.text, signatures: [...verified.values()] }
}

export type SignatureLine = NoteKey & { readonly signature: Uint8Array }

/** One line below a note's text. */
export function signatureLine(name: string, keyId: string, signature: Uint8Array): string {
  return `— ${name} ${toBase64(concatBytes(fromHex(keyId), signature))}\n`
}

/** A note taken apart, nothing of it verified. Refuses with `note/bad`. */
export function readNote(note: string): { text: string; lines: SignatureLine[] } | Refusal {
  if (note.length > MAX_NOTE_LENGTH || !isNoteText(note)) return refuse('note/bad')
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) return refuse('note/bad')
  const lines: SignatureLine[] = []
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const read = readSignatureLine(line)
    if (!read) return refuse('note/bad', { line })
    lines.push(read)
  }
  if (lines.length > MAX_SIGNATURES) return refuse('note/bad', { signatures: lines.length })
  return { text: note.slice(0, split + 1), lines }
}

function readSignatureLine(line: string): SignatureLine | undefined {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  const bytes = parseBase64(encoded)
  if (!isKeyName(name) || !bytes || bytes.length < 5) return undefined
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
}

/** Undefined where the text is no verifier key of this type. */
export function readVerifierKey(text: string, type = ED25519): (NoteKey & { publicKey: Uint8Array }) | undefined {
  const [, name = '', keyId = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const bytes = parseBase64(encoded)
  if (!isKeyName(name) || bytes?.length !== 33 || bytes[0] !== type) return undefined
  const publicKey = bytes.slice(1)
  return noteKeyId(name, publicKey, type) === keyId ? { name, keyId, publicKey } : undefined
}

/** SHA-256(name ‖ newline ‖ type ‖ public key)[:4], in hex. */
export function noteKeyId(name: string, publicKey: Uint8Array, type = ED25519): string {
  if (publicKey.length !== 32) throw new RangeError(`a public key has 32 bytes, not ${publicKey.length}`)
  return toHex(sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4))
}

/** Unicode that a byte sequence can say, without control characters but newlines. */
function isNoteText(text: string): boolean {
  if (!text.isWellFormed()) return false
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20 && text[i] !== '\n') return false
  return true
}

function isKeyName(name: string): boolean {
  return name.length > 0 && name.isWellFormed() && !/[\p{White_Space}+]/u.test(name)
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
