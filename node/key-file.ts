import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Lock, openKey, sealKey } from '../protocol/keys/key-file.ts'
import type { Refusal } from '../protocol/refusal.ts'
import { nativeSignerFromSeed } from './log/native-signer.ts'

/**
 * The key in a file, made there at first (mode 0600). Written whole or not at all, so that a crash leaves no half key.
 * @returns the 32-byte seed, or why the file does not open.
 */
export function keyInFile(
  path: string,
  randomBytes: (length: number) => Uint8Array,
  passphrase?: string,
): Uint8Array | Refusal {
  if (existsSync(path)) return openKeyNatively(readFileSync(path, 'utf8'), passphrase)
  const seed = randomBytes(32)
  writeKeyFile(path, sealKeyNatively(seed))
  return seed
}

/** As the protocol seals and opens keys, with OpenSSL to say which public key a seed has. */
export function sealKeyNatively(seed: Uint8Array, lock?: Lock): string {
  return sealKey(seed, lock, publicKeyOf)
}

export function openKeyNatively(text: string, passphrase?: string): Uint8Array | Refusal {
  return openKey(text, passphrase, publicKeyOf)
}

function publicKeyOf(seed: Uint8Array): Uint8Array {
  return nativeSignerFromSeed(seed).publicKey
}

/** Writes a sealed key beside its place and moves it there. */
export function writeKeyFile(path: string, sealed: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, sealed, { mode: 0o600, flush: true })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
}
