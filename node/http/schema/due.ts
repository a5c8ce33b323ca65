import { Type } from 'typebox'
import { CidText, KeyHex, nullable, oneOf, TimeMs } from './shared.ts'

export const DueView = Type.Object({
  kind: oneOf(
    'vote',
    'task',
    'evaluation',
    'review',
    'objection',
    'draft',
    'amendment',
    'nomination',
    'agreement',
    'motion',
    'request',
    'key',
    'mediation',
    'round',
    'merger',
    'fork',
    'expulsion',
  ),
  subject: Type.Unsafe<string>({
    ...CidText,
    description:
      'The vote, task, draft, objection, amendment, election, veto, motion, offer, request for a membership, federation’s vote or group.',
  }),
  at: Type.Unsafe<string>({
    ...CidText,
    description:
      "Where it is to be done: the vote; the draft, of a review, an amendment or a draft that asks for the member; the election; the federation's vote; the offer; of a group or a motion, the federation.",
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
