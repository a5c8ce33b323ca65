import { type Static, Type } from 'typebox'
import { PersonView } from './person.ts'
import { Base64, CidText, Count, named, nullable, oneOf, ref, TimeMs } from './shared.ts'

/** Terms are given as the bytes that are signed, so that who signs reads just these. */
const Terms = Type.Unsafe<string>({
  ...Base64,
  description: 'What of a charter can be amended, as the canonical map that stewards sign.',
})

export const CharterChangesView = named(
  'CharterChanges',
  Type.Object({
    inForce: Type.Unsafe<string>({ ...CidText, description: 'The entry that set the charter in force.' }),
    versions: Type.Array(
      Type.Object({
        entry: CidText,
        atMs: TimeMs,
        terms: Terms,
        by: Type.Union([
          Type.Object({ type: oneOf('founder', 'stewards'), signers: Type.Array(ref(PersonView)) }),
          Type.Object({ type: oneOf('vote'), proposal: CidText, title: Type.String() }),
          Type.Object({ type: oneOf('motion'), motion: CidText, title: Type.String() }),
        ]),
      }),
      { description: 'Every charter that was in force, the founding one first.' },
    ),
    drafts: Type.Array(
      Type.Object({
        id: CidText,
        atMs: TimeMs,
        lapsesAtMs: TimeMs,
        terms: Terms,
        signed: Type.Array(ref(PersonView)),
        missing: Type.Array(ref(PersonView)),
        needed: Count,
      }),
      { description: 'What stewards have drawn up upon the charter in force and can still be signed.' },
    ),
  }),
)
export type CharterChangesView = Static<typeof CharterChangesView>

/** The change of the charter that an initiative asks for. */
export const ChangeOfCharter = nullable(Type.Object({ amends: CidText, before: Terms, terms: Terms }))

/** The change of the charter that a vote, or a motion of a council, is about. */
export const AmendmentOfVote = nullable(
  Type.Object({
    amends: CidText,
    before: Terms,
    terms: Terms,
    state: Type.Unsafe<'open' | 'in-force' | 'refused'>({
      ...oneOf('open', 'in-force', 'refused'),
      description: '`refused`: the vote was accepted, and the charter could not be changed by it any more.',
    }),
    code: nullable(Type.String({ description: 'Why it was refused.' })),
  }),
)
