import { parseBase64, toBase64 } from '../bytes/base64.ts'
import { type Cid, parseCid } from '../bytes/cid.ts'
import type { Signer } from '../keys/signer.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { openNote, signNote, verifierKey } from './note.ts'

/** What a log's node vouches for: the first `size` leaves have this root. */
export type Checkpoint = { readonly log: Cid; readonly size: number; readonly root: Uint8Array }

/** The name of a log in its checkpoints, and of the key that signs them. */
export function originOf(log: Cid): string {
  return `comunal/${log}`
}

/** A checkpoint as a signed note. Source: https://c2sp.org/tlog-checkpoint */
export function signCheckpoint({ log, size, root }: Checkpoint, signer: Signer): string {
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== 32) throw new RangeError('not a state of a tree')
  const origin = originOf(log)
  return signNote(`${origin}\n${size}\n${toBase64(root)}\n`, origin, signer)
}

/**
 * Opens a checkpoint of one log by the key of its node; signatures by others, such as witnesses, are passed over.
 * Refuses with `note/unverified`, or `note/bad` where the note is no checkpoint of this log.
 */
export function openCheckpoint(
  note: string,
  log: Cid,
  publicKey: Uint8Array,
  verify: Verify = verifySignature,
): Checkpoint | Refusal {
  const opened = openNote(note, [verifierKey(originOf(log), publicKey)], verify)
  if (isRefusal(opened)) return opened
  const head = readTreeHead(opened.text)
  if (head?.origin !== originOf(log)) return refuse('note/bad', { problem: 'not a checkpoint of this log' })
  return { log, size: head.size, root: head.root }
}

/** A checkpoint of any log, whoever's. */
export type TreeHead = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** The text of a checkpoint, without its signatures; undefined where it is none. */
export function readTreeHead(text: string): TreeHead | undefined {
  // Lines after the third are extensions, which the format lets us pass over but never leave empty.
  const [, origin, size = '', encodedRoot = ''] = /^(.+)\n(0|[1-9]\d{0,15})\n(.+)\n(?:.+\n)*$/.exec(text) ?? []
  const root = parseBase64(encodedRoot)
  if (origin === undefined || root?.length !== 32 || !Number.isSafeInteger(Number(size))) return undefined
  return { origin, size: Number(size), root }
}

/** The log that a checkpoint says it is of, before anything is verified. */
export function logOfCheckpoint(note: string): Cid | undefined {
  return logOfOrigin(note.slice(0, Math.max(0, note.indexOf('\n'))))
}

/** The log of an origin line; undefined where it is none of ours. */
export function logOfOrigin(origin: string): Cid | undefined {
  const [, log = ''] = /^comunal\/(.+)$/.exec(origin) ?? []
  return parseCid(log)
}
