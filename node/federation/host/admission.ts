import type { PeerKey } from './peer-key.ts'

/** Who may connect: the peers on the allow-list, and anyone while a door is open. */
export type Admission = {
  isAllowed(peer: PeerKey): boolean
  allowed(): Iterable<PeerKey>
  isDoorOpen(): boolean
  replaceAllowed(peers: Iterable<PeerKey>): void
  openDoor(until: AbortSignal): void
}

export function admissionList(): Admission {
  let allowed = new Set<PeerKey>()
  let openDoors = 0
  return {
    isAllowed: peer => allowed.has(peer),
    allowed: () => allowed,
    isDoorOpen: () => openDoors > 0,
    replaceAllowed(peers) {
      allowed = new Set(peers)
    },
    openDoor(until) {
      if (until.aborted) return
      openDoors++
      until.addEventListener('abort', () => openDoors--, { once: true })
    },
  }
}
