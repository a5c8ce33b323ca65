import { Type } from 'typebox'
import { CidText, Count, KeyHex, nullable, oneOf, TimeMs } from './shared.ts'

const Bytes = Type.Integer({ minimum: 0, description: 'Bytes on the wire since the node started.' })
const Name = Type.String({ description: 'Of the group or federation whose node it is.' })

const PeerView = Type.Object({
  key: KeyHex,
  name: nullable(Name),
  federations: Type.Array(CidText, { description: 'Federations that it shares with this node.' }),
  connected: Type.Boolean(),
  since: nullable(TimeMs),
  route: nullable(
    Type.Unsafe<'direct' | 'relayed'>({
      ...oneOf('direct', 'relayed'),
      description: 'How it is reached: at once, or through another node; null while it is not.',
    }),
  ),
  transport: nullable(oneOf('tcp', 'websocket')),
  isLocal: nullable(Type.Boolean({ description: 'Whether it is on this machine or its local network.' })),
  relay: nullable(KeyHex),
  relays: Type.Array(KeyHex, { description: 'Nodes through which it says that it can be reached.' }),
  rttMs: nullable(Type.Number({ minimum: 0 })),
  addresses: Type.Array(Type.String()),
  failures: Type.Integer({ minimum: 0, description: 'Dials in a row that failed.' }),
  problem: nullable(Type.String({ description: 'Why the last of them failed, as a code: peer/unreachable, say.' })),
  nextDialAtMs: nullable(TimeMs),
  bytesIn: Bytes,
  bytesOut: Bytes,
  timesLost: Type.Integer({ minimum: 0, description: 'How often it went, since the node started.' }),
  lostAtMs: nullable(TimeMs),
  barred: nullable(
    Type.Object(
      { why: Type.String(), untilMs: TimeMs },
      { description: 'It asked for or sent too much, and is refused until then.' },
    ),
  ),
})

const LackView = Type.Object({
  peer: KeyHex,
  size: Type.Integer({ minimum: 0, description: 'How many entries the peer says it holds.' }),
  why: Type.Unsafe<'asked' | 'waiting' | 'refused' | 'forked' | 'away' | 'budget'>({
    ...oneOf('asked', 'waiting', 'refused', 'forked', 'away', 'budget'),
    description:
      'Why they are not here: on their way; to be asked for; what it gave did not hold; two histories; not connected; more than its budget for a day, so behind on purpose.',
  }),
})

const FeedView = Type.Object({
  log: CidText,
  group: nullable(CidText),
  name: nullable(Name),
  federation: CidText,
  writer: KeyHex,
  size: Count,
  peersAhead: Type.Integer({ minimum: 0, description: 'Connected peers that hold more of it.' }),
  forked: Type.Boolean({ description: 'Whether its writer has signed two histories.' }),
  parked: Type.Integer({ minimum: 0, description: 'Entries that are here, ahead of their turn.' }),
  ahead: Type.Array(LackView, { description: 'Who says to hold more of it, most first.' }),
  last: nullable(
    Type.Object({ from: KeyHex, at: TimeMs }, { description: 'Who brought its newest entries, since the start.' }),
  ),
})

export const NetworkView = Type.Object({
  self: KeyHex,
  federations: Type.Array(Type.Object({ id: CidText, name: Type.String() })),
  traffic: Type.Object({ bytesIn: Bytes, bytesOut: Bytes }),
  peers: Type.Array(PeerView),
  feeds: Type.Array(FeedView),
})
