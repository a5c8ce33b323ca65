import type { Formats } from '../format/formats.ts'
import type { Translate } from '../i18n/messages.ts'
import type { Peer } from './mesh-layout.ts'

export type PeerState = 'connected' | 'relayed' | 'lost' | 'never' | 'barred'

export type Telling = {
  readonly t: Translate
  readonly formats: Formats
  readonly now: number
  nameOf(key: string): string
}

export function stateOf({ barred, connected, route, timesLost }: Peer): PeerState {
  if (barred) return 'barred'
  if (connected) return route === 'relayed' ? 'relayed' : 'connected'
  return timesLost > 0 ? 'lost' : 'never'
}

/** One word for the state of a peer. */
export function stateWord(t: Translate, state: PeerState): string {
  return t(`network.${state === 'relayed' ? 'connected' : state}`)
}

/** How a peer is reached; or why it is not, and when it is tried again. */
export function peerSentences(telling: Telling, peer: Peer): string[] {
  const { t, formats } = telling
  const { barred, connected, since, lostAtMs } = peer
  if (barred) {
    const why = barred.why === 'too much gossip' ? 'network.tooMuchGossip' : 'network.tooManyFaults'
    return [t(why), t('network.barredUntil', { when: formats.dateTime(barred.untilMs) })]
  }
  if (connected)
    return [t('network.since', { when: formats.dateTime(since ?? telling.now), way: wayOf(telling, peer) })]
  const gone = lostAtMs === null ? [] : [t('network.goneSince', { when: formats.dateTime(lostAtMs) })]
  return [...gone, ...problemOf(telling, peer), nextOf(telling, peer)]
}

function wayOf({ t, nameOf }: Telling, { route, relay, isLocal, transport }: Peer): string {
  const way =
    route !== 'relayed'
      ? t(isLocal ? 'network.local' : 'network.direct')
      : relay
        ? t('network.relayedBy', { name: nameOf(relay) })
        : t('network.relayed')
  return transport === 'websocket' ? t('network.overWeb', { way }) : way
}

function problemOf({ t }: Telling, { problem }: Peer): string[] {
  switch (problem) {
    case null:
      return []
    case 'peer/unreachable':
      return [t('network.unreachable')]
    case 'peer/timeout':
      return [t('network.timeout')]
    case 'peer/bad-address':
      return [t('network.badAddress')]
    default:
      return [t('network.broken')]
  }
}

function nextOf({ t, now }: Telling, { addresses, nextDialAtMs }: Peer): string {
  if (addresses.length === 0) return t('network.awaited')
  if (nextDialAtMs === null || nextDialAtMs <= now) return t('network.trying')
  return t('network.nextTry', { count: Math.ceil((nextDialAtMs - now) / 1000) })
}
