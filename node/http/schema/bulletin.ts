import { type Static, Type } from 'typebox'
import { AUDIENCES, PRIORITIES } from '../../../protocol/federation/bulletin.ts'
import { CidText, Count, named, nullable, oneOf, TimeMs } from './shared.ts'

export const BulletinView = named(
  'Bulletin',
  Type.Object({
    id: Type.Unsafe<string>({ ...CidText, description: 'Id of the one that was published first.' }),
    from: Type.String(),
    federation: nullable(Type.Unsafe<string>({ ...CidText, description: 'Where it was said, as this node sees it.' })),
    title: Type.String(),
    text: Type.String(),
    priority: oneOf(...PRIORITIES),
    audience: oneOf(...AUDIENCES),
    publishedAtMs: TimeMs,
    untilMs: TimeMs,
    own: Type.Boolean({ description: "By this node's own group." }),
    forMe: Type.Boolean({ description: 'Whether whoever asks is one of the audience.' }),
    acknowledged: Type.Boolean({ description: 'By whoever asks.' }),
  }),
)
export type BulletinView = Static<typeof BulletinView>

const reach = { delivered: Count, acknowledged: Count, members: Count }

export const ReachView = Type.Object({
  bulletin: CidText,
  title: Type.String(),
  here: nullable(
    Type.Object(reach, { description: "Among this node's own members; null at the node of a federation." }),
  ),
  federations: Type.Array(
    Type.Object({
      id: CidText,
      name: Type.String(),
      ...reach,
      groups: Type.Array(Type.Object({ id: CidText, name: Type.String(), ...reach, atMs: TimeMs }), {
        description: 'As each node has signed it; a federation below counts for all its groups.',
      }),
    }),
  ),
})
export type ReachView = Static<typeof ReachView>
