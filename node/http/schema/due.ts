import { Type } from 'typebox'
import { CidText, KeyHex, nullable, oneOf, TimeMs } from './shared.ts'

export const DueView = Type.Object({
  kind: oneOf('vote', 'task', 'evaluation', 'review', 'objection', 'draft', 'key'),
  subject: Type.Unsafe<string>({
    ...CidText,
    description: 'The vote, task, draft, objection or request for a membership.',
  }),
  at: Type.Unsafe<string>({
    ...CidText,
    description: 'The vote, or for a review, or a draft that asks for the member, the draft, where it is to be done.',
  }),
  title: Type.String(),
  dueAtMs: nullable(TimeMs),
  goesTo: nullable(
    Type.Object(
      { key: KeyHex, name: nullable(Type.String()), voted: Type.Boolean() },
      { description: "Of a vote: to whom the member's vote goes unless they cast it themselves." },
    ),
  ),
})
