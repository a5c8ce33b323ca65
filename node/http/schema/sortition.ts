import { type Static, Type } from 'typebox'
import { RoleName } from './group.ts'
import { PersonView } from './person.ts'
import { Base64, CidText, Count, KeyHex, named, nullable, oneOf, ref, TimeMs } from './shared.ts'

export const SortitionView = named(
  'Sortition',
  Type.Object({
    id: CidText,
    title: Type.String(),
    text: Type.String(),
    by: KeyHex,
    pool: nullable(RoleName),
    stratify: nullable(
      Type.Unsafe<'role'>({
        ...oneOf('role'),
        description: 'In proportion to what it is drawn; null: everyone alike.',
      }),
    ),
    poolCount: nullable(Type.Integer({ minimum: 0, description: 'Null until the node has fixed the pool.' })),
    seats: Count,
    state: oneOf('called', 'joining', 'drawn', 'lapsed'),
    calledAtMs: TimeMs,
    joinsUntilMs: TimeMs,
    contributors: Type.Integer({ minimum: 0, description: 'Members who have added to the seed.' }),
    hasAdded: nullable(
      Type.Boolean({ description: 'Whether the one who asks has added to the seed; null without a session.' }),
    ),
    seedCommitment: nullable(Base64),
    seed: nullable(Type.Unsafe<string>({ ...Base64, description: "The node's part, once revealed." })),
    panel: Type.Array(ref(PersonView), { description: 'Who serves, in the order of the draw.' }),
    alternates: Type.Array(ref(PersonView), { description: 'Who is next, in the order of the draw.' }),
    declined: Type.Array(ref(PersonView)),
  }),
)
export type SortitionView = Static<typeof SortitionView>

const Entry = Type.Unsafe<string>({ ...Base64, description: 'A signed entry.' })

export const SortitionEvidenceView = Type.Object({
  log: CidText,
  called: Entry,
  committed: Entry,
  joined: Type.Array(Entry, { description: 'In the order of the log.' }),
  drawn: Entry,
  declined: Type.Array(Entry),
  replaced: Type.Array(Entry, { description: 'By which keys of these members took the place of lost ones.' }),
  pool: Type.Array(KeyHex),
  strata: Type.Array(Type.Object({ role: RoleName, keys: Type.Array(KeyHex) }), {
    description: 'The pool by roles, where the draw is in proportion to these.',
  }),
})
