import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPublicKeyHex, type PublicKeyHex } from '../protocol/bytes/public-key.ts'

const pathIn = (dataFolder: string) => join(dataFolder, 'known-nodes.json')

/**
 * Which node writes which log, as it was when this machine first worked with it. A receipt is checked against it later,
 * without asking that node.
 */
export function knownNode(dataFolder: string, log: string): PublicKeyHex | undefined {
  const key = read(dataFolder)[log]
  return typeof key === 'string' && isPublicKeyHex(key) ? key : undefined
}

/** Keeps the key at the first meeting; what is known already stays. */
export function rememberNode(dataFolder: string, log: string, nodeKey: string): void {
  const known = read(dataFolder)
  if (Object.hasOwn(known, log)) return
  const path = pathIn(dataFolder)
  writeFileSync(`${path}.new`, `${JSON.stringify({ ...known, [log]: nodeKey }, null, 2)}\n`)
  renameSync(`${path}.new`, path)
}

function read(dataFolder: string): Record<string, unknown> {
  try {
    const known: unknown = JSON.parse(readFileSync(pathIn(dataFolder), 'utf8'))
    return typeof known === 'object' && known !== null ? { ...known } : {}
  } catch {
    return {}
  }
}
