import { hash } from 'node:crypto'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { verifyOneNatively } from '../../node/log/native-verify.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import {
  type Announcement,
  checkAnnouncement,
  decodeAnnouncement,
} from '../../protocol/federation/feed-announcement.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { Verify } from '../../protocol/keys/verify.ts'
import { type Checkpoint, openCheckpoint } from '../../protocol/log/checkpoint.ts'
import {
  checkEntrySignature,
  decodeEntry,
  type Entry,
  entrySigningBytes,
  type SignedEntry,
} from '../../protocol/log/entry.ts'
import { isRefusal, type Refusal } from '../../protocol/refusal.ts'

/**
 * Every signature and every entry in the simulator is real, and every distinct one is checked for real, but only once in a
 * process: sixty nodes in a thousand runs ask about the same bytes again and again, and Ed25519 gives the same answer.
 */
const verdicts = new Map<string, boolean>()
const decoded = new WeakMap<SignedEntry, Entry | Refusal>()

const nameOf = (...parts: readonly Uint8Array[]) =>
  parts.map(part => Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1')).join('|')

export const verifyOnce: Verify = (publicKey, message, signature) => {
  const name = nameOf(signature, publicKey, message)
  const verdict = verdicts.get(name) ?? verifyOneNatively(publicKey, message, signature)
  verdicts.set(name, verdict)
  return verdict
}

/** An entry read: by the bytes as they are, since a liar sends others. */
export function decodeOnce(signed: SignedEntry): Entry | Refusal {
  const known = decoded.get(signed) ?? decodeEntry(signed, nativeSha256)
  if (!isRefusal(known)) void known.leafHash
  decoded.set(signed, known)
  return known
}

const announcements = new WeakMap<Uint8Array, Announcement | Refusal>()
const checked = new WeakMap<Announcement, Map<PublicKeyHex, Entry | Refusal>>()

/** A gossip message read; one message reaches everybody as the same bytes. */
export function decodeAnnouncementOnce(message: Uint8Array): Announcement | Refusal {
  const known = announcements.get(message) ?? decodeAnnouncement(message)
  announcements.set(message, known)
  return known
}

export function checkAnnouncementOnce(announcement: Announcement, writer: Uint8Array): Entry | Refusal {
  const name = publicKeyHex(writer)
  const byWriter = checked.get(announcement) ?? new Map<PublicKeyHex, Entry | Refusal>()
  checked.set(announcement, byWriter)
  const known = byWriter.get(name) ?? checkAnnouncement(announcement, writer, verifyOnce, nativeSha256)
  byWriter.set(name, known)
  return known
}

const ids = new WeakMap<Uint8Array, string>()

/** The id of a gossip message: SHA-256 over the whole. */
export function messageIdOnce(message: Uint8Array): string {
  const id = ids.get(message) ?? hash('sha256', message, 'base64')
  ids.set(message, id)
  return id
}

/** Messages that a key has truly signed, by its holder: what a verdict may rest on. */
const signed = new Set<string>()

const signatures = new WeakMap<Entry, boolean>()
const checkpoints = new Map<string, Checkpoint | Refusal>()

/** Whether the signature of an entry holds. */
export function isSignedOnce(entry: Entry): boolean {
  const known = signatures.get(entry) ?? checkEntrySignature(entry, verifyOnce)
  signatures.set(entry, known)
  return known
}

export function openCheckpointOnce(note: string, log: Cid, writer: Uint8Array): Checkpoint | Refusal {
  const name = `${log} ${note}`
  const known = checkpoints.get(name) ?? openCheckpoint(note, log, writer, verifyOnce)
  checkpoints.set(name, known)
  return known
}

/** A signer that remembers: the same message is signed once, and that it was is known for good. */
export function signerOnce(seed: Uint8Array): Signer & { readonly key: PublicKeyHex } {
  const signer = nativeSignerFromSeed(seed)
  const key = publicKeyHex(signer.publicKey)
  const signatures = new Map<string, Uint8Array>()
  return {
    key,
    publicKey: signer.publicKey,
    sign(message) {
      const name = nameOf(message)
      const signature = signatures.get(name) ?? signer.sign(message)
      signatures.set(name, signature)
      signed.add(`${key} ${name}`)
      return signature
    },
  }
}

const found = new WeakSet<Uint8Array>()

/** Whether the holder of the key in an entry's header has signed just this header. */
export function wasSigned(by: PublicKeyHex, header: Uint8Array): boolean {
  if (found.has(header)) return true
  const isSigned = signed.has(`${by} ${nameOf(entrySigningBytes(header))}`)
  if (isSigned) found.add(header)
  return isSigned
}
