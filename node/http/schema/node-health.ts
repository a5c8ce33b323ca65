import { type Static, Type } from 'typebox'
import { NODE_WARNINGS } from '../../ops/node-health.ts'
import { CidText, Count, named, nullable, oneOf, TimeMs } from './shared.ts'

const Bytes = Type.Integer({ minimum: 0, description: 'Bytes.' })

export const NodeHealthView = named(
  'NodeHealth',
  Type.Object({
    version: Type.String(),
    uptimeMs: Count,
    warnings: Type.Array(oneOf(...NODE_WARNINGS)),
    storage: Type.Object({
      storeBytes: Bytes,
      disk: nullable(Type.Object({ freeBytes: Bytes, totalBytes: Bytes })),
    }),
    logs: Type.Array(
      Type.Object({
        id: CidText,
        what: Type.Unsafe<'group' | 'federation' | 'feed'>({
          ...oneOf('group', 'federation', 'feed'),
          description: 'The log of the own group or federation, of one above, or a feed.',
        }),
        of: Type.String({ description: 'Name of the group or federation that speaks in it.' }),
        entries: Count,
      }),
    ),
    signaturesChecked: Type.Boolean({ description: 'Whether the newest entry was checked again, and holds.' }),
    peers: Type.Object({ known: Count, connected: Count }),
    closings: Type.Array(Type.Object({ proposal: CidText, title: Type.String(), atMs: TimeMs }), {
      description: 'Votes that the node will close, soonest first.',
    }),
  }),
)
export type NodeHealthView = Static<typeof NodeHealthView>
