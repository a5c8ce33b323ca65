import type { NetworkInfo } from '../../node/client/shapes.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { table } from './table.ts'
import { count, moment } from './words.ts'

type Peer = NetworkInfo['peers'][number]
type Feed = NetworkInfo['feeds'][number]
type Lack = Feed['ahead'][number]

const KIBI = 1024

/** The network in two tables: the nodes, and the feeds; above them how many are there and what went over the wire. */
export function networkText({ peers, feeds, traffic }: NetworkInfo, nowMs: number): string {
  if (peers.length === 0) return 'This node knows no other: its group is in no federation.'
  const here = peers.filter(({ connected }) => connected).length
  const nameOf = (key: string) => peers.find(peer => peer.key === key)?.name ?? key.slice(0, 10)
  const moved = `${bytes(traffic.bytesIn)} in, ${bytes(traffic.bytesOut)} out`
  return [
    `${here} of ${count(peers.length, 'node')} connected; ${moved} since the start.`,
    '',
    table(
      ['node', 'connected', 'how', 'ms', 'in', 'out', 'lost', 'where'],
      peers.map(peer => peerRow(peer, nameOf, nowMs)),
    ),
    '',
    table(
      ['feed', 'of', 'entries', 'missing here'],
      feeds.map(feed => feedRow(feed, nameOf)),
    ),
  ].join('\n')
}

function peerRow(peer: Peer, nameOf: (key: string) => string, nowMs: number) {
  const { key, name, rttMs, bytesIn, bytesOut, timesLost, addresses } = peer
  const ms = rttMs === null ? '–' : Math.round(rttMs)
  const [state, how] = stateOf(peer, nameOf, nowMs)
  return [name ?? key.slice(0, 10), state, how, ms, bytes(bytesIn), bytes(bytesOut), timesLost, addresses[0] ?? '']
}

function stateOf(peer: Peer, nameOf: (key: string) => string, nowMs: number): [state: string, how: string] {
  const { connected, since, barred, failures, problem, nextDialAtMs, addresses, timesLost } = peer
  if (barred) return [`cut off: ${barred.why}`, `refused for ${seconds(barred.untilMs - nowMs)}`]
  if (connected && since !== null) return [`since ${moment(since)}`, routeText(peer, nameOf)]
  const why = problem === null ? '' : ` (${problem.replace('peer/', '')})`
  const state = failures > 0 ? `no, ${count(failures, 'try', 'tries')}${why}` : timesLost > 0 ? 'no' : 'not yet'
  if (addresses.length === 0) return [state, 'waits to be dialed']
  return [state, nextDialAtMs === null ? 'dialing now' : `next try in ${seconds(nextDialAtMs - nowMs)}`]
}

function routeText({ route, relay, transport, isLocal }: Peer, nameOf: (key: string) => string): string {
  const way =
    route === 'relayed' ? `relayed${relay === null ? '' : ` by ${nameOf(relay)}`}` : isLocal ? 'local' : 'direct'
  return transport === 'websocket' ? `${way}, WebSocket` : way
}

function feedRow({ log, name, group, size, forked, parked, ahead }: Feed, nameOf: (key: string) => string) {
  const early = parked === 0 ? '' : `; ${parked} here ahead of their turn`
  const [most] = ahead
  const missing = forked
    ? 'two histories'
    : most === undefined
      ? 'nothing known of'
      : `${count(most.size - size, 'entry', 'entries')}: ${lackText(most, nameOf(most.peer))}`
  return [shortCid(trustedCid(log)), `${name ?? '?'}${group === null ? ' (log)' : ''}`, size, `${missing}${early}`]
}

const LACKS: Readonly<Record<Lack['why'], (name: string) => string>> = {
  asked: name => `coming from ${name}`,
  waiting: name => `to be asked of ${name}`,
  refused: name => `${name} gave what does not hold`,
  forked: () => 'two histories',
  away: name => `${name} has them, and is away`,
  budget: () => 'more than its budget, behind on purpose',
}

function lackText({ why }: Lack, name: string): string {
  return LACKS[why](name)
}

function seconds(ms: number): string {
  return `${Math.max(0, Math.round(ms / 1000))} s`
}

/** `940 B`, `12 KiB`, `3.4 MiB`. */
function bytes(amount: number): string {
  if (amount < KIBI) return `${amount} B`
  const [size, unit] = amount < KIBI ** 2 ? [KIBI, 'KiB'] : amount < KIBI ** 3 ? [KIBI ** 2, 'MiB'] : [KIBI ** 3, 'GiB']
  const whole = amount / Number(size)
  return `${whole < 10 ? whole.toFixed(1) : Math.round(whole)} ${unit}`
}
