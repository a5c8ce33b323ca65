import { readFileSync } from 'node:fs'
import { stopWith } from '../node/client/problem.ts'
import { refuse } from '../protocol/refusal.ts'

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'it is not yours',
  EISDIR: 'it is a folder',
}

/** The bytes of a file that somebody named; ends the errand with `file/unreadable` and why. */
export function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    return stopWith(refuse('file/unreadable', { file: path, problem: whyOf(error) ?? 'the system does not let it' }))
  }
}

/** Writes a file that somebody named; ends the errand with `file/unwritable` and why. */
export async function written(path: string, write: () => void | Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const problem = whyOf(error)
    if (problem === undefined) throw error
    stopWith(refuse('file/unwritable', { file: path, problem }))
  }
}

function whyOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? WHY[String(error.code)] : undefined
}
