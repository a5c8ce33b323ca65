import { type Static, Type } from 'typebox'
import { CidText, KeyHex, named, nullable, oneOf, TimeMs } from './shared.ts'

const Said = { by: KeyHex, byName: nullable(Type.String()), at: TimeMs }

export const ObjectionView = named(
  'Objection',
  Type.Object({
    id: CidText,
    reason: Type.String(),
    amendment: nullable(Type.String({ description: 'What would resolve it.' })),
    ...Said,
    state: oneOf('raised', 'upheld', 'dismissed', 'withdrawn'),
    stands: Type.Boolean({ description: 'Whether it keeps the proposal from passing.' }),
    withdrawnAtMs: nullable(TimeMs),
    judgements: Type.Array(Type.Object({ upheld: Type.Boolean(), reason: Type.String(), ...Said }), {
      description: 'In the order of the log. Of one judge the last counts, of several the one that came last.',
    }),
  }),
)
export type ObjectionView = Static<typeof ObjectionView>
