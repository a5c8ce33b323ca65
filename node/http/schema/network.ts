import { Type } from 'typebox'
import { CidText, Count, KeyHex, nullable, oneOf, TimeMs } from './shared.ts'

export const NetworkView = Type.Object({
  self: KeyHex,
  peers: Type.Array(
    Type.Object({
      key: KeyHex,
      name: nullable(Type.String({ description: 'Of the group or federation whose node it is.' })),
      connected: Type.Boolean(),
      since: nullable(TimeMs),
      route: nullable(
        Type.Unsafe<'direct' | 'relayed'>({
          ...oneOf('direct', 'relayed'),
          description: 'How it is reached: at once, or through another node; null while it is not.',
        }),
      ),
      rttMs: nullable(Type.Number({ minimum: 0 })),
      addresses: Type.Array(Type.String()),
      failures: Count,
      nextDialAtMs: nullable(TimeMs),
    }),
  ),
  feeds: Type.Array(
    Type.Object({
      log: CidText,
      group: CidText,
      federation: CidText,
      size: Count,
      peersAhead: Type.Integer({ minimum: 0, description: 'Connected peers that hold more of it.' }),
      forked: Type.Boolean({ description: 'Whether its writer has signed two histories.' }),
    }),
  ),
})
