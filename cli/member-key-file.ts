import { existsSync, readFileSync, rmSync } from 'node:fs'
import { type MemberKey, memberKey } from '../node/client/member-key.ts'
import { granted, Problem, stopWith } from '../node/client/problem.ts'
import type { Pen } from '../node/client/write.ts'
import { openKeyNatively, sealKeyNatively, writeKeyFile } from '../node/key-file.ts'
import { phraseOfSeed } from '../protocol/keys/recovery-phrase.ts'
import { refuse } from '../protocol/refusal.ts'

/** A key that lies in a file; `phrase` is there only when it was made just now, to be shown this once. */
export type KeptKey = { readonly member: MemberKey; readonly phrase?: string }

/**
 * Does something with the key in the file, which is made there at first. Where what it was made for is refused, a new key
 * is taken away again: nobody has seen its phrase.
 */
export async function withMemberKey<T>(path: string, pen: Pen, use: (key: KeptKey) => Promise<T>): Promise<T> {
  const found = findMemberKey(path)
  if (found) return use({ member: found })
  const seed = pen.randomBytes(32)
  const member = keepMemberKey(path, seed, pen)
  try {
    return await use({ member, phrase: phraseOfSeed(seed) })
  } catch (error) {
    // A node that does not answer may have taken the entry all the same: then the key is somebody's.
    if (error instanceof Problem && error.details.code !== 'node/unreachable') rmSync(path, { force: true })
    throw error
  }
}

/** Writes a key into the file, locked where `COMUNAL_PASSPHRASE` is set. */
export function keepMemberKey(path: string, seed: Uint8Array, pen: Pen): MemberKey {
  const passphrase = process.env.COMUNAL_PASSPHRASE
  writeKeyFile(path, sealKeyNatively(seed, passphrase ? { passphrase, salt: pen.randomBytes(16) } : undefined))
  return memberKey(seed)
}

export function findMemberKey(path: string): MemberKey | undefined {
  if (!existsSync(path)) return undefined
  return memberKey(granted(openKeyNatively(readFileSync(path, 'utf8'), process.env.COMUNAL_PASSPHRASE)))
}

export function readMemberKey(path: string): MemberKey {
  return findMemberKey(path) ?? stopWith(refuse('key/none', { file: path }))
}
