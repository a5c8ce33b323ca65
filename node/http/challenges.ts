import { toBase64 } from '../../protocol/bytes/base64.ts'
import { concatBytes } from '../../protocol/bytes/compare.ts'
import { type Refusal, refuse } from '../../protocol/refusal.ts'

const CHALLENGE_MS = 120_000
/** All that are out at once; past it nobody can sign in until some have expired. */
const MOST_OUT = 10_000

export type Challenges = ReturnType<typeof openChallenges>

/**
 * Challenges for signing in: the node's key (32 bytes), then 32 random bytes. A node that passes another's challenge on
 * to its own members would have to show them a key that is not its own.
 */
export function openChallenges(parts: {
  readonly nodeKey: Uint8Array
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}) {
  const { nodeKey, now, randomBytes } = parts
  const out = new Map<string, number>()
  const forgetExpired = () => {
    for (const [challenge, expiresAtMs] of out) {
      // In the order in which they were given: the first that still holds ends it.
      if (expiresAtMs > now()) return
      out.delete(challenge)
    }
  }
  return {
    give(): { challenge: string; expiresAtMs: number } | Refusal {
      forgetExpired()
      if (out.size >= MOST_OUT) return refuse('node/busy')
      const challenge = toBase64(concatBytes(nodeKey, randomBytes(32)))
      const expiresAtMs = now() + CHALLENGE_MS
      out.set(challenge, expiresAtMs)
      return { challenge, expiresAtMs }
    },
    /** Whether it was given, has not expired, and was not used; it is used now. */
    take(challenge: string): boolean {
      forgetExpired()
      return out.delete(challenge)
    },
  }
}
