/** Three invalid messages in a short time are past gossipsub's graylist threshold of -80; one is not past any. */
const POINTS = 10
/** Gossipsub's graylist threshold. */
const MUTED = -80
const HALF_LIFE_MS = 120_000

/** How peers behave in gossip, as gossipsub's application-specific score. */
export type Conduct = {
  invalidMessage(peer: string): void
  /** 0 for a peer without fault; -10·n² after n invalid messages, fading by half in two minutes. */
  score(peer: string): number
  /** Whether what the peer sends is not looked at: at once, where gossipsub's own score takes a second to be told. */
  isMuted(peer: string): boolean
}

/**
 * Counted here and not by gossipsub's own P4, which scores only topics known at its start: ours come with the federations.
 * With no topic scored, P1 (time in mesh), P2 (first deliveries), P3 and P3b (missing deliveries), which punish honest idle
 * peers, are off as well.
 */
export function conductLedger(now: () => number): Conduct {
  const faults = new Map<string, { count: number; atMs: number }>()

  function count(peer: string): number {
    const fault = faults.get(peer)
    if (fault === undefined) return 0
    const faded = fault.count * 0.5 ** ((now() - fault.atMs) / HALF_LIFE_MS)
    if (faded < 0.05) faults.delete(peer)
    return faded
  }

  return {
    invalidMessage(peer) {
      faults.set(peer, { count: count(peer) + 1, atMs: now() })
    },
    score: peer => -POINTS * count(peer) ** 2,
    isMuted: peer => -POINTS * count(peer) ** 2 < MUTED,
  }
}
