import { parseBase64, toBase64 } from '../bytes/base64.ts'
import { equalBytes } from '../bytes/compare.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { readTreeHead, type TreeHead } from './checkpoint.ts'
import { emptyRoot, verifyConsistency } from './merkle.ts'
import { openNote } from './note.ts'

/** A proof from one tree to a later one is never longer. */
const MOST_PROOF_LINES = 63

/** What a log asks of a witness: cosign this checkpoint, which continues the one of `oldSize` leaves. */
export type AddCheckpoint = {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  /** The checkpoint, a signed note. */
  readonly note: string
}

/** The body of an `add-checkpoint` request. Source: https://c2sp.org/tlog-witness */
export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map(hash => `${toBase64(hash)}\n`).join('')}\n${note}`
}

/** Refuses with `witness/malformed`. */
export function readAddCheckpoint(text: string): AddCheckpoint | Refusal {
  const end = text.indexOf('\n\n')
  if (end < 0) return refuse('witness/malformed', { problem: 'no empty line' })
  const [first = '', ...lines] = text.slice(0, end).split('\n')
  const [, digits = ''] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? []
  const oldSize = Number(digits)
  if (digits === '' || !Number.isSafeInteger(oldSize)) return refuse('witness/malformed', { line: first })
  if (lines.length > MOST_PROOF_LINES) return refuse('witness/malformed', { proof: lines.length })
  const proof: Uint8Array[] = []
  for (const line of lines) {
    const hash = parseBase64(line)
    if (hash?.length !== 32) return refuse('witness/malformed', { line })
    proof.push(hash)
  }
  return { oldSize, proof, note: text.slice(end + 2) }
}

export type WitnessedHead = { readonly head: TreeHead; readonly text: string }

/**
 * Whether a witness may cosign: the checkpoint is signed by its log and continues the very one that the witness cosigned
 * last. What it returns has to be kept durably before it is answered. Source: https://c2sp.org/tlog-witness
 *
 * Refuses with `witness/malformed` (400), `witness/unknown-log` (404), `witness/unsigned` (403), `witness/other-size` (409,
 * with the size of the latest) and `witness/inconsistent` (422), in the order of the specification.
 * @param keysOf verifier keys of a log by its origin line; none: not a log of this witness.
 * @param latestOf the head cosigned last for an origin.
 */
export function judgeAddCheckpoint(
  { oldSize, proof, note }: AddCheckpoint,
  keysOf: (origin: string) => readonly string[],
  latestOf: (origin: string) => Pick<TreeHead, 'size' | 'root'> | undefined,
  verify: Verify = verifySignature,
): WitnessedHead | Refusal {
  const origin = note.slice(0, Math.max(0, note.indexOf('\n')))
  const keys = keysOf(origin)
  if (keys.length === 0) return refuse('witness/unknown-log', { origin })
  const opened = openNote(note, keys, verify)
  if (isRefusal(opened)) {
    const { code } = opened
    return refuse(code === 'note/unverified' ? 'witness/unsigned' : 'witness/malformed', { origin })
  }
  const head = readTreeHead(opened.text)
  if (!head || oldSize > head.size) return refuse('witness/malformed', { origin, oldSize })
  const latest = latestOf(origin) ?? { size: 0, root: emptyRoot }
  if (oldSize !== latest.size) return refuse('witness/other-size', { size: latest.size })
  const inconsistent = refuse('witness/inconsistent', { origin, from: oldSize, to: head.size })
  if (head.size === 0 && !equalBytes(head.root, emptyRoot)) return inconsistent
  if (oldSize === 0) return proof.length === 0 ? { head, text: opened.text } : inconsistent
  const { size, root } = latest
  const holds = verifyConsistency({ size1: size, root1: root, size2: head.size, root2: head.root, proof })
  return holds ? { head, text: opened.text } : inconsistent
}
