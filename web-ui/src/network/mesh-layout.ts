import type { Network } from '../api/shapes.ts'

export type Peer = Network['peers'][number]
export type Point = { readonly x: number; readonly y: number }
export type PlacedPeer = Point & { readonly peer: Peer }
/** The arc behind the peers of one federation, by its angles in radians, and where its number stands. */
export type PlacedFederation = {
  readonly id: string
  readonly name: string
  readonly number: number
  readonly arc: string
  readonly label: Point
}
/** A link between two others: that the one is reached through the other, or that the other brings its news. */
export type OtherLink = { readonly from: Point; readonly to: Point; readonly id: string }
export type MeshLayout = {
  readonly peers: readonly PlacedPeer[]
  readonly federations: readonly PlacedFederation[]
  readonly links: readonly OtherLink[]
}

/** The side of the square that the map is drawn in, and its middle, where this node stands. */
export const MAP_SIZE = 360
export const MIDDLE: Point = { x: MAP_SIZE / 2, y: MAP_SIZE / 2 - 4 }
const RADIUS = 116
const ARC_RADIUS = 158
/** Above so many, every second one stands nearer to the middle. */
const MOST_IN_A_RING = 24
const INNER = 0.7
/** Between the arcs of two federations, in places of a peer. */
const GAP = 0.4

/** Where everything stands: peers around this node, those of a federation side by side. */
export function layOut({ peers, federations, feeds }: Network): MeshLayout {
  const groups = federations
    .map((federation, at) => ({
      ...federation,
      number: at + 1,
      peers: peers.filter(peer => homeOf(peer, federations) === federation.id),
    }))
    .filter(group => group.peers.length > 0)
  const gap = groups.length > 1 ? GAP : 0
  const step = (2 * Math.PI) / (peers.length + groups.length * gap)
  // The first one stands at the top.
  let angle = -Math.PI / 2
  let place = 0
  const placed: PlacedPeer[] = []
  const arcs: PlacedFederation[] = []
  for (const { id, name, number, peers: inGroup } of groups) {
    const first = angle
    for (const peer of inGroup) {
      const radius = peers.length > MOST_IN_A_RING && place++ % 2 === 1 ? RADIUS * INNER : RADIUS
      placed.push({ peer, ...around(angle, radius) })
      angle += step
    }
    const last = angle - step
    arcs.push({
      id,
      name,
      number,
      arc: arcBetween(first, last, step),
      label: around((first + last) / 2, ARC_RADIUS),
    })
    angle += gap * step
  }
  return { peers: placed, federations: arcs, links: linksBetween(placed, feeds) }
}

/** A peer of several federations stands with the first. */
function homeOf(peer: Peer, federations: Network['federations']): string | undefined {
  return federations.find(({ id }) => peer.federations.includes(id))?.id ?? federations[0]?.id
}

function around(angle: number, radius: number): Point {
  return { x: round(MIDDLE.x + radius * Math.cos(angle)), y: round(MIDDLE.y + radius * Math.sin(angle)) }
}

function arcBetween(first: number, last: number, step: number): string {
  const room = Math.min(step, 1) * 0.45
  const [from, to] = [around(first - room, ARC_RADIUS), around(last + room, ARC_RADIUS)]
  const isLarge = last - first + 2 * room > Math.PI ? 1 : 0
  return `M ${from.x} ${from.y} A ${ARC_RADIUS} ${ARC_RADIUS} 0 ${isLarge} 1 ${to.x} ${to.y}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function linksBetween(placed: readonly PlacedPeer[], feeds: Network['feeds']): OtherLink[] {
  const pointOf = new Map(placed.map(({ peer, x, y }) => [peer.key, { x, y }]))
  return placed.flatMap(({ peer, x, y }) => {
    const news = newsBringer(peer, feeds)
    const others = new Set([...peer.relays, ...(peer.relay ? [peer.relay] : []), ...(news ? [news] : [])])
    return [...others].flatMap(other => {
      const to = pointOf.get(other)
      return to && other !== peer.key ? [{ from: { x, y }, to, id: `${peer.key}-${other}` }] : []
    })
  })
}

/** Who brought what a peer wrote since it was lost; undefined while it is here, or nothing came. */
export function newsBringer({ key, connected, lostAtMs }: Peer, feeds: Network['feeds']): string | undefined {
  if (connected) return undefined
  const brought = feeds.flatMap(({ writer, last }) => (writer === key && last && last.from !== key ? [last] : []))
  return brought.find(({ at }) => at > (lostAtMs ?? 0))?.from
}
