import { parseBase64, toBase64 } from '../bytes/base64.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { decodeSignedEntry, encodeSignedEntry, type SignedEntry } from './entry.ts'

const FIRST_LINE = 'comunal-log@v1'

/** A whole log as it leaves a node: its entries in order, and the signed checkpoint after the last of them. */
export type LogFile = { readonly entries: readonly SignedEntry[]; readonly checkpoint: string }

/** The lines of a log's file: a first line, an entry a line in Base 64, an empty line, the checkpoint's note. */
export function* writeLogFile(entries: Iterable<SignedEntry>, checkpoint: string): Iterable<string> {
  yield `${FIRST_LINE}\n`
  for (const entry of entries) yield `${toBase64(encodeSignedEntry(entry))}\n`
  yield `\n${checkpoint}`
}

export function isLogFile(text: string): boolean {
  return text.startsWith(`${FIRST_LINE}\n`)
}

/** Reads such a file; `evidence/bad` with the line that does not read. Nothing is verified yet. */
export function readLogFile(text: string): LogFile | Refusal {
  const end = text.indexOf('\n\n')
  if (!isLogFile(text) || end < 0) return refuse('evidence/bad', { problem: 'not the file of a log' })
  const entries: SignedEntry[] = []
  for (const [at, line] of text
    .slice(FIRST_LINE.length + 1, end)
    .split('\n')
    .entries()) {
    const bytes = parseBase64(line)
    const entry = bytes && decodeSignedEntry(bytes)
    if (!entry || 'refused' in entry) return refuse('evidence/bad', { line: at + 2 })
    entries.push(entry)
  }
  return { entries, checkpoint: text.slice(end + 2) }
}
