import { hash } from 'node:crypto'
import type { Sha256 } from '../../protocol/bytes/sha256.ts'

/** OpenSSL's SHA-256: the same digest, several times faster than the portable one. */
export const nativeSha256: Sha256 = bytes => hash('sha256', bytes, 'buffer')
