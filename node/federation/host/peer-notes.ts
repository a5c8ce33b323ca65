import type { HostErrorCode } from './host-error.ts'
import type { PeerKey } from './peer-key.ts'

/** What this node remembers of a peer since it started; a peer that leaves the rosters is forgotten. */
export type Noted = {
  /** Bytes on the wire, handshakes left out; through a relay as well as at once. */
  readonly bytesIn: number
  readonly bytesOut: number
  /** How often it went after it had been connected, and when last (milliseconds since the epoch). */
  readonly timesLost: number
  readonly lostAtMs: number | null
  /** Why the last dial failed; null where none has since it was connected. */
  readonly problem: HostErrorCode | null
  /** Why it was cut off, and until when its streams are refused; null where it is not. */
  readonly barred: { readonly why: string; readonly untilMs: number } | null
}

export type PeerNotes = {
  moved(peer: PeerKey, bytesIn: number, bytesOut: number): void
  connected(peer: PeerKey): void
  lost(peer: PeerKey): void
  dialFailed(peer: PeerKey, problem: HostErrorCode): void
  cutOff(peer: PeerKey, why: string, untilMs: number): void
  of(peer: PeerKey): Noted
  forgetOthers(peers: ReadonlySet<PeerKey>): void
}

const NOTHING: Noted = { bytesIn: 0, bytesOut: 0, timesLost: 0, lostAtMs: null, problem: null, barred: null }

/** @param isAllowed strangers are not noted: there may be any number of them. */
export function openPeerNotes(parts: { now: () => number; isAllowed(peer: PeerKey): boolean }): PeerNotes {
  const { now, isAllowed } = parts
  const notes = new Map<PeerKey, Noted>()
  const change = (peer: PeerKey, to: (before: Noted) => Partial<Noted>) => {
    if (!isAllowed(peer)) return
    const before = notes.get(peer) ?? NOTHING
    notes.set(peer, { ...before, ...to(before) })
  }
  return {
    moved: (peer, bytesIn, bytesOut) =>
      change(peer, before => ({ bytesIn: before.bytesIn + bytesIn, bytesOut: before.bytesOut + bytesOut })),
    connected: peer => change(peer, () => ({ problem: null })),
    lost: peer => change(peer, before => ({ timesLost: before.timesLost + 1, lostAtMs: now() })),
    dialFailed: (peer, problem) => change(peer, () => ({ problem })),
    cutOff: (peer, why, untilMs) => change(peer, () => ({ barred: { why, untilMs } })),
    of(peer) {
      const noted = notes.get(peer) ?? NOTHING
      return noted.barred && noted.barred.untilMs <= now() ? { ...noted, barred: null } : noted
    },
    forgetOthers(peers) {
      for (const peer of notes.keys()) if (!peers.has(peer)) notes.delete(peer)
    },
  }
}
