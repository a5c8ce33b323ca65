import { existsSync, readFileSync } from 'node:fs'
import { type MemberKey, memberKey } from '../node/client/member-key.ts'
import { granted, stopWith } from '../node/client/problem.ts'
import type { Pen } from '../node/client/write.ts'
import { writeKeyFile } from '../node/key-file.ts'
import { openKey, sealKey } from '../protocol/keys/key-file.ts'
import { phraseOfSeed } from '../protocol/keys/recovery-phrase.ts'
import { refuse } from '../protocol/refusal.ts'

/** A key that lies in a file; `phrase` is there only when it was made just now, to be shown this once. */
export type KeptKey = { readonly member: MemberKey; readonly phrase?: string }

/** The key in the file, made there at first. */
export function ensureMemberKey(path: string, pen: Pen): KeptKey {
  const found = findMemberKey(path)
  if (found) return { member: found }
  const seed = pen.randomBytes(32)
  return { member: keepMemberKey(path, seed, pen), phrase: phraseOfSeed(seed) }
}

/** Writes a key into the file, locked where `COMUNAL_PASSPHRASE` is set. */
export function keepMemberKey(path: string, seed: Uint8Array, pen: Pen): MemberKey {
  const passphrase = process.env.COMUNAL_PASSPHRASE
  writeKeyFile(path, passphrase ? sealKey(seed, { passphrase, salt: pen.randomBytes(16) }) : sealKey(seed))
  return memberKey(seed)
}

export function findMemberKey(path: string): MemberKey | undefined {
  if (!existsSync(path)) return undefined
  return memberKey(granted(openKey(readFileSync(path, 'utf8'), process.env.COMUNAL_PASSPHRASE)))
}

export function readMemberKey(path: string): MemberKey {
  return findMemberKey(path) ?? stopWith(refuse('key/none', { file: path }))
}
