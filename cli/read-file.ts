import { readFileSync } from 'node:fs'
import { stopWith } from '../node/client/problem.ts'
import { refuse } from '../protocol/refusal.ts'

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is none of this name',
  ENOTDIR: 'there is none of this name',
  EACCES: 'it is not yours to read',
  EISDIR: 'it is a folder',
}

/** The bytes of a file that somebody named; ends the errand with `file/unreadable` and why. */
export function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return stopWith(
      refuse('file/unreadable', { file: path, problem: WHY[code] ?? 'the system does not let it be read' }),
    )
  }
}
