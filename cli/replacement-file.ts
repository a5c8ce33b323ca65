import { readFileSync, writeFileSync } from 'node:fs'
import { granted, stopWith } from '../node/client/problem.ts'
import { readBase64 } from '../node/http/signed-entry-text.ts'
import { toBase64 } from '../protocol/bytes/base64.ts'
import { decodeCanonical, encodeCanonical } from '../protocol/bytes/canonical.ts'
import { isProblem } from '../protocol/bytes/schema.ts'
import { type NodeReplacement, nodeReplacement } from '../protocol/federation/node-replacement.ts'
import { type NodeSucceeded, nodeSucceeded } from '../protocol/federation/succession.ts'
import { refuse } from '../protocol/refusal.ts'

/** A new key on its way from steward to steward, with what they should read of it. */
export type ReplacementFile = {
  readonly name: string
  readonly needed: number
  readonly replacement: NodeReplacement
}
/** What the federations' nodes have to take, by federation. */
export type HandoverFile = {
  readonly handovers: readonly { readonly federation: string; readonly name: string; readonly entry: string }[]
  /** For the nodes of a federation's own members, and for outside witnesses. */
  readonly succession: NodeSucceeded
}

export function writeReplacement(path: string, { name, needed, replacement }: ReplacementFile): void {
  const encoded = toBase64(encodeCanonical(nodeReplacement.encode(replacement)))
  const { replaces, node, signatures } = replacement
  const signers = signatures.map(({ by }) => by)
  print(path, { comunal: 'node-replacement', v: 1, name, replaces, node, needed, signers, replacement: encoded })
}

/** `file/bad` where it is none. */
export function readReplacement(path: string): ReplacementFile {
  const { name, needed, replacement } = read(path, 'node-replacement')
  const bytes = typeof replacement === 'string' ? readBase64(replacement) : undefined
  const decoded = bytes ? nodeReplacement.decode(granted(decodeCanonical(bytes))) : undefined
  if (!decoded || isProblem(decoded) || typeof name !== 'string' || typeof needed !== 'number') return bad(path)
  return { name, needed, replacement: decoded }
}

export function writeHandovers(path: string, { handovers, succession }: HandoverFile): void {
  const encoded = toBase64(encodeCanonical(nodeSucceeded.encode(succession)))
  print(path, { comunal: 'node-handover', v: 1, handovers, succession: encoded })
}

export function readHandovers(path: string): HandoverFile {
  const { handovers, succession } = read(path, 'node-handover')
  const bytes = typeof succession === 'string' ? readBase64(succession) : undefined
  const told = bytes ? nodeSucceeded.decode(granted(decodeCanonical(bytes))) : undefined
  if (!Array.isArray(handovers) || !told || isProblem(told)) return bad(path)
  const to = handovers.map((item: Record<string, unknown>) => {
    const { federation, name, entry } = item
    if (typeof federation !== 'string' || typeof name !== 'string' || typeof entry !== 'string') return bad(path)
    return { federation, name, entry }
  })
  return { handovers: to, succession: told }
}

function print(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}

function read(path: string, kind: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return stopWith(refuse('file/unreadable', { file: path }))
  }
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'comunal') !== kind) return bad(path)
  return { ...value }
}

function bad(path: string): never {
  return stopWith(refuse('node/bad-replacement', { problem: 'not such a file', file: path }))
}
