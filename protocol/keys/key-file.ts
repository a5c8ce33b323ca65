import { scrypt } from '@noble/hashes/scrypt.js'
import { parseBase64, toBase64 } from '../bytes/base64.ts'
import { equalBytes } from '../bytes/compare.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { didOfKey, keyOfDid } from './did-key.ts'
import { signerFromSeed } from './signer.ts'

/** How a key file is locked: `salt` is 16 fresh random bytes, `logN` the cost of guessing. */
export type Lock = { readonly passphrase: string; readonly salt: Uint8Array; readonly logN?: number }

/** N = 2^17, r = 8, p = 1: 128 MiB and under a second a guess (OWASP Password Storage, scrypt). */
const LOG_N = 17
/** Nobody's key file may ask for more than 1 GiB. */
const MAX_LOG_N = 20

/** The public key of a seed; a program that has native code passes its own. */
export type PublicKeyOf = (seed: Uint8Array) => Uint8Array

type Fields = { readonly publicKey: string; readonly seed: string; readonly scrypt?: { salt: string; logN: number } }

/**
 * A seed as a JSON text for a file. With a lock the seed is covered by scrypt's 32 bytes, which one fresh salt makes
 * once only; whether a passphrase is right, the public key tells when it is opened.
 */
export function sealKey(seed: Uint8Array, lock?: Lock, publicKeyOf: PublicKeyOf = slowly): string {
  const publicKey = didOfKey(publicKeyOf(seed))
  if (!lock) return print({ publicKey, seed: toBase64(seed) })
  const { passphrase, salt, logN = LOG_N } = lock
  if (salt.length < 16) throw new RangeError('a salt has at least 16 bytes')
  const covered = cover(seed, passphrase, salt, logN)
  return print({ publicKey, seed: toBase64(covered), scrypt: { salt: toBase64(salt), logN } })
}

/** The seed in a key file. `key/bad` where the file is none, `key/locked` where the passphrase lacks or is wrong. */
export function openKey(text: string, passphrase?: string, publicKeyOf: PublicKeyOf = slowly): Uint8Array | Refusal {
  const fields = read(text)
  const publicKey = fields && keyOfDid(fields.publicKey)
  const written = fields && parseBase64(fields.seed)
  if (!publicKey || written?.length !== 32) return refuse('key/bad')
  const holds = (seed: Uint8Array) => equalBytes(publicKeyOf(seed), publicKey)
  if (!fields.scrypt) return holds(written) ? written : refuse('key/bad')
  const { salt, logN } = fields.scrypt
  const saltBytes = parseBase64(salt)
  if (!saltBytes || !Number.isInteger(logN) || logN < 1 || logN > MAX_LOG_N) return refuse('key/bad')
  if (passphrase === undefined) return refuse('key/locked')
  const seed = cover(written, passphrase, saltBytes, logN)
  return holds(seed) ? seed : refuse('key/locked')
}

function cover(seed: Uint8Array, passphrase: string, salt: Uint8Array, logN: number): Uint8Array {
  const mask = scrypt(passphrase.normalize('NFKC'), salt, { N: 2 ** logN, r: 8, p: 1, dkLen: 32 })
  return seed.map((byte, i) => byte ^ (mask[i] ?? 0))
}

function slowly(seed: Uint8Array): Uint8Array {
  return signerFromSeed(seed).publicKey
}

function print(fields: Fields): string {
  return `${JSON.stringify({ comunal: 'key', v: 1, ...fields }, null, 2)}\n`
}

function read(text: string): Fields | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value) || value.comunal !== 'key' || value.v !== 1) return undefined
  const { publicKey, seed, scrypt: lock } = value
  if (typeof publicKey !== 'string' || typeof seed !== 'string') return undefined
  if (lock === undefined) return { publicKey, seed }
  if (!isRecord(lock) || typeof lock.salt !== 'string' || typeof lock.logN !== 'number') return undefined
  return { publicKey, seed, scrypt: { salt: lock.salt, logN: lock.logN } }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
