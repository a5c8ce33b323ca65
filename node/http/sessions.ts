import { hash } from 'node:crypto'
import { fromHex } from '../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Store } from '../store/open.ts'

/** Somebody has shown that they hold this key. What they may do, the group's roster says each time. */
export type Session = {
  /** Whom the group knows: of a member the key with which they came in. */
  readonly key: PublicKeyHex
  /** The key that opened the session: the member's newest. */
  readonly signer: PublicKeyHex
  readonly expiresAtMs: number
}

export type Sessions = ReturnType<typeof openSessions>

const SESSION_MS = 30 * 24 * 3_600_000
/** Devices and programs of one person; the oldest makes room. */
const MOST_OF_A_KEY = 20

/** Sessions that outlive a restart; of a token only its SHA-256 is kept. */
export function openSessions(parts: {
  readonly store: Store
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  /** For whom a key signs; undefined where another has taken its place, which ends its sessions. */
  readonly memberOf: (key: PublicKeyHex) => PublicKeyHex | undefined
}) {
  const { store, now, randomBytes, memberOf } = parts
  const find = store.prepare<[Uint8Array, number], { key: Uint8Array; expires_at_ms: number }>(
    'SELECT key, expires_at_ms FROM session WHERE token_hash = ? AND expires_at_ms > ?',
  )
  const insert = store.prepare<[Uint8Array, Uint8Array, number]>(
    'INSERT INTO session (token_hash, key, expires_at_ms) VALUES (?, ?, ?)',
  )
  const remove = store.prepare<[Uint8Array]>('DELETE FROM session WHERE token_hash = ?')
  const removeExpired = store.prepare<[number]>('DELETE FROM session WHERE expires_at_ms <= ?')
  const removeOldest = store.prepare<[Uint8Array, number]>(
    `DELETE FROM session WHERE token_hash IN (
       SELECT token_hash FROM session WHERE key = ? ORDER BY expires_at_ms DESC LIMIT -1 OFFSET ?)`,
  )
  const begin = store.transaction((token: string, key: PublicKeyHex, expiresAtMs: number) => {
    removeExpired.run(now())
    insert.run(hashOf(token), fromHex(key), expiresAtMs)
    removeOldest.run(fromHex(key), MOST_OF_A_KEY)
  })
  return {
    open(key: PublicKeyHex): Pick<Session, 'signer' | 'expiresAtMs'> & { readonly token: string } {
      const token = Buffer.from(randomBytes(32)).toString('base64url')
      const expiresAtMs = now() + SESSION_MS
      begin(token, key, expiresAtMs)
      return { token, signer: key, expiresAtMs }
    },
    find(token: string): Session | undefined {
      const row = find.get(hashOf(token), now())
      const signer = row && publicKeyHex(row.key)
      const key = signer && memberOf(signer)
      return row && signer && key ? { key, signer, expiresAtMs: row.expires_at_ms } : undefined
    },
    close: (token: string): void => void remove.run(hashOf(token)),
  }
}

function hashOf(token: string): Uint8Array {
  return hash('sha256', token, 'buffer')
}
