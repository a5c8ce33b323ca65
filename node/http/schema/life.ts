import { type Static, Type } from 'typebox'
import { CidText, KeyHex, named, nullable, oneOf, TimeMs } from './shared.ts'

const Authored = { by: KeyHex, byName: nullable(Type.String()), at: TimeMs }

export const ArgumentView = named(
  'Argument',
  Type.Object({
    id: CidText,
    side: oneOf('for', 'against', 'neutral'),
    text: Type.String(),
    ...Authored,
  }),
)
export type ArgumentView = Static<typeof ArgumentView>
