import type { ReactNode } from 'react'
import type { Network } from '../api/shapes.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { layOut, MAP_SIZE, MIDDLE, type Peer, type PlacedPeer } from './mesh-layout.ts'
import { type PeerState, stateOf, stateWord } from './peer-words.ts'

/** More names than that would cover each other; the list beside the map has them all. */
const MOST_NAMES = 12
const LONGEST_NAME = 14

export const idOfPeer = (key: string) => `node-${key.slice(0, 16)}`

/** The mesh as this node sees it: itself in the middle, its peers around it by federation, and how each is connected. */
export function MeshMap({ network, name }: { network: Network; name: string }) {
  const { t } = useI18n()
  const { peers, federations, links } = layOut(network)
  const placeOf = new Map(peers.map(({ peer, x, y }) => [peer.key, { x, y }]))
  return (
    <figure className="mesh">
      <svg viewBox={`0 0 ${MAP_SIZE} ${MAP_SIZE}`} aria-label={t('network.map')}>
        {federations.map(({ id, arc }) => (
          <path key={id} d={arc} className="mesh-arc" />
        ))}
        {links.map(({ id, from, to }) => (
          <line key={id} x1={from.x} y1={from.y} x2={to.x} y2={to.y} className="mesh-edge mesh-others" />
        ))}
        {peers.map(({ peer, x, y }) => {
          const from = (peer.relay && placeOf.get(peer.relay)) || MIDDLE
          const look = `mesh-edge mesh-${stateOf(peer)}`
          return <line key={peer.key} x1={from.x} y1={from.y} x2={x} y2={y} className={look} data-edge={peer.key} />
        })}
        <circle cx={MIDDLE.x} cy={MIDDLE.y} r={18} className="mesh-self" />
        <text x={MIDDLE.x} y={MIDDLE.y + 34} className="mesh-name mesh-name-self">
          {shortened(name)}
        </text>
        {peers.map(placed => (
          <PeerDot key={placed.peer.key} placed={placed} />
        ))}
        {peers.length > MOST_NAMES
          ? null
          : peers.map(({ peer, x, y }) => (
              <text key={peer.key} x={x} y={y + 24} className="mesh-name">
                {shortened(nameOf(peer))}
              </text>
            ))}
        {federations.length < 2
          ? null
          : federations.map(({ id, number, label }) => (
              <g key={id}>
                <circle cx={label.x} cy={label.y} r={10} className="mesh-number" />
                <text x={label.x} y={label.y + 4} className="mesh-numeral">
                  {number}
                </text>
              </g>
            ))}
      </svg>
      <figcaption className="small soft stack-tight">
        <ul className="mesh-legend">
          <LegendLine state="connected">{t('network.keyConnected')}</LegendLine>
          <LegendLine state="relayed">{t('network.keyRelayed')}</LegendLine>
          <LegendLine state="lost">{t('network.keyLost')}</LegendLine>
          <LegendLine state="others">{t('network.keyOthers')}</LegendLine>
        </ul>
        <span>{t('network.known')}</span>
      </figcaption>
    </figure>
  )
}

function PeerDot({ placed: { peer, x, y } }: { placed: PlacedPeer }) {
  const { t } = useI18n()
  const name = nameOf(peer)
  const state = stateOf(peer)
  return (
    <a href={`#${idOfPeer(peer.key)}`} className="mesh-node" aria-label={`${name}: ${stateWord(t, state)}`}>
      <title>{name}</title>
      <circle cx={x} cy={y} r={16} className="mesh-touch" />
      <circle cx={x} cy={y} r={9} className={`mesh-dot mesh-dot-${state}`} />
      <path d={markOf(state, x, y)} className="mesh-mark" />
    </a>
  )
}

/** A sign besides the colour: a hook where it is there, a cross where it is not. */
function markOf(state: PeerState, x: number, y: number): string {
  return state === 'connected' || state === 'relayed'
    ? `M ${x - 4} ${y} l 3 3 l 5 -6`
    : `M ${x - 3.5} ${y - 3.5} l 7 7 m 0 -7 l -7 7`
}

function LegendLine({ state, children }: { state: PeerState | 'others'; children: ReactNode }) {
  return (
    <li>
      <svg viewBox="0 0 28 8" aria-hidden="true">
        <line x1={1} y1={4} x2={27} y2={4} className={`mesh-edge mesh-${state}`} />
      </svg>
      {children}
    </li>
  )
}

function nameOf({ name, key }: Peer): string {
  return nameOrKey(name, key)
}

function shortened(name: string): string {
  const letters = [...name]
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : name
}
