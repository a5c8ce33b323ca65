import { type Static, Type } from 'typebox'
import { DelegationsView } from './delegation.ts'
import { WishView } from './federation.ts'
import { RoleName, StateName } from './group.ts'
import { ChoiceView } from './method.ts'
import { Base64, CidText, Count, KeyHex, named, nullable, oneOf, ref, TimeMs } from './shared.ts'

const MyEntry = Type.Object({
  id: CidText,
  log: CidText,
  index: Count,
  kind: Type.String(),
  atMs: Type.Integer({ description: "By the author's clock." }),
  body: nullable(
    Type.Unsafe<object>({
      type: 'object',
      additionalProperties: true,
      description: 'What it says, by the schema of its kind; bytes in Base 64. Null where it was erased.',
    }),
  ),
  signed: Type.Unsafe<string>({ ...Base64, description: 'The entry as it was signed.' }),
  receipt: nullable(Type.String({ description: 'C2SP tlog-proof.' })),
})

const MyVote = Type.Object({
  proposal: CidText,
  title: Type.String(),
  state: oneOf('opening', 'open', 'closing', 'closed'),
  ballotKey: Type.Unsafe<string>({ ...KeyHex, description: "The member's key for this vote alone." }),
  ballot: nullable(
    Type.Object({ id: CidText, index: Count, choice: ref(ChoiceView), receipt: nullable(Type.String()) }),
  ),
  onPaper: Type.Boolean({ description: 'Whether a sheet of paper was handed out to the member.' }),
})

export const MyFileView = named(
  'MyFile',
  Type.Object({
    comunal: oneOf('member'),
    v: Type.Unsafe<1>({ type: 'integer', enum: [1] }),
    madeAtMs: TimeMs,
    group: Type.Object({ id: CidText, name: Type.String(), nodeKey: KeyHex }),
    member: Type.Object({
      key: KeyHex,
      name: nullable(Type.String()),
      role: nullable(RoleName),
      state: nullable(StateName),
      joinedAtMs: nullable(TimeMs),
    }),
    entries: Type.Array(MyEntry, { description: "All that the member's key has signed in the logs of this node." }),
    votes: Type.Array(MyVote, { description: 'The votes in whose electorate the member is.' }),
    delegations: ref(DelegationsView),
    wishes: Type.Array(WishView),
  }),
)
export type MyFileView = Static<typeof MyFileView>
