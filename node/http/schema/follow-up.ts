import { type Static, Type } from 'typebox'
import { CidText, KeyHex, named, nullable, oneOf, TimeMs } from './shared.ts'

const Said = { id: CidText, by: KeyHex, byName: nullable(Type.String()), at: TimeMs }

export const FollowUpView = named(
  'FollowUp',
  Type.Object({
    accepted: nullable(Type.Boolean({ description: 'Null until the vote is closed.' })),
    again: nullable(Type.Unsafe<string>({ ...CidText, description: 'The rejected vote whose question this one is.' })),
    mayRunAgainAtMs: nullable(Type.Integer({ description: 'From when a rejected question may be put again.' })),
    evaluatesAtMs: nullable(TimeMs),
    tasks: Type.Array(
      Type.Object({
        ...Said,
        title: Type.String(),
        assignee: nullable(KeyHex),
        assigneeName: nullable(Type.String()),
        dueAtMs: nullable(TimeMs),
        done: nullable(Type.Object({ by: KeyHex, byName: nullable(Type.String()), at: TimeMs, note: Type.String() })),
      }),
    ),
    feedback: Type.Array(Type.Object({ ...Said, text: Type.String() })),
    evaluations: Type.Array(Type.Object({ ...Said, text: Type.String(), met: oneOf('yes', 'partly', 'no') })),
  }),
)
export type FollowUpView = Static<typeof FollowUpView>
