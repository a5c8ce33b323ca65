import { type Static, Type } from 'typebox'
import { KeyHex, named } from './shared.ts'

/** A member by key and name. */
export const PersonView = named('Person', Type.Object({ key: KeyHex, name: Type.String() }))
export type PersonView = Static<typeof PersonView>
