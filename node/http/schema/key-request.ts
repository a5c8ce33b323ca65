import { type Static, Type } from 'typebox'
import { PersonView } from './person.ts'
import { CidText, Count, KeyHex, named, nullable, oneOf, ref, TimeMs } from './shared.ts'

const fields = {
  id: CidText,
  member: ref(PersonView),
  state: oneOf('open', 'replaced', 'objected', 'declined', 'withdrawn', 'superseded', 'lapsed'),
  askedAtMs: TimeMs,
  fromMs: Type.Unsafe<number>({ ...TimeMs, description: 'Until then the lost key can object, however many agree.' }),
  lapsesAtMs: TimeMs,
  backed: Count,
  needed: Type.Unsafe<number>({ ...Count, description: 'How many have to agree.' }),
  by: oneOf('stewards', 'members'),
  declined: nullable(Type.Object({ by: Type.String(), reason: Type.String() })),
}

export const KeyRequestView = named('KeyRequest', Type.Object(fields))
export type KeyRequestView = Static<typeof KeyRequestView>

/** The same as one member sees it. */
export const OwnKeyRequestView = Type.Object({
  ...fields,
  mayBack: Type.Boolean(),
  hasBacked: Type.Boolean(),
  isMine: Type.Boolean({ description: "Whether it is the member's own key that is said to be lost." }),
})

export const WhoInput = Type.Object({ name: Type.String({ minLength: 1, maxLength: 80 }) })
export const WhoView = Type.Object({ key: KeyHex, name: Type.String(), joinedAtMs: TimeMs })
