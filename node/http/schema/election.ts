import { type Static, Type } from 'typebox'
import { RoleName } from './group.ts'
import { PersonView } from './person.ts'
import { CidText, Count, KeyHex, named, nullable, oneOf, RationalText, ref, TimeMs } from './shared.ts'

const Election = Type.Unsafe<string>({ ...CidText, description: 'The election that filled it.' })

export const OfficeView = named(
  'Office',
  Type.Object({
    election: Election,
    office: Type.String(),
    role: nullable(RoleName),
    holder: ref(PersonView),
    fromMs: TimeMs,
    untilMs: Type.Unsafe<number>({ ...TimeMs, description: 'The first millisecond after the term.' }),
    leftAtMs: nullable(Type.Unsafe<number>({ ...TimeMs, description: 'Where it was left before its time.' })),
  }),
)
export type OfficeView = Static<typeof OfficeView>

export const ElectionView = named(
  'Election',
  Type.Object({
    id: CidText,
    office: Type.String(),
    text: Type.String(),
    by: KeyHex,
    role: nullable(RoleName),
    seats: Count,
    council: nullable(
      Type.Object(
        { federation: CidText, name: Type.String() },
        { description: 'The federation on whose council who is elected sits for the group.' },
      ),
    ),
    method: Type.String(),
    quorum: RationalText,
    calledAtMs: TimeMs,
    nominationsUntilMs: TimeMs,
    votesUntilMs: TimeMs,
    termMs: Count,
    state: oneOf('nominating', 'opening', 'too-few', 'voting', 'filled', 'unfilled'),
    nominees: Type.Array(
      Type.Object({
        person: ref(PersonView),
        nominatedBy: ref(PersonView),
        accepts: nullable(Type.Boolean({ description: 'Null while they have not answered.' })),
        statement: Type.String(),
        option: nullable(Type.String({ description: 'What the ballot calls them.' })),
      }),
    ),
    proposal: nullable(Type.Unsafe<string>({ ...CidText, description: 'The vote between those who stand.' })),
    terms: Type.Array(ref(OfficeView), { description: 'In the order in which seats were filled.' }),
  }),
)
export type ElectionView = Static<typeof ElectionView>
