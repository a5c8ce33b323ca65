import { type Static, Type } from 'typebox'
import { named, ref } from './shared.ts'

/** Problem details (RFC 9457) with a code of `docs/refusals.md`. */
export const ProblemView = named(
  'Problem',
  Type.Object({
    type: Type.String(),
    title: Type.String({ description: 'One sentence for people.' }),
    status: Type.Integer(),
    code: Type.String({ description: 'A code of docs/refusals.md.' }),
    detail: Type.Optional(Type.String({ description: 'The sentence with its particulars.' })),
    next: Type.Optional(Type.String({ description: 'What to do about it.' })),
    params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]), {
      description: 'Names and values of what is wrong in particular.',
    }),
  }),
)
export type ProblemView = Static<typeof ProblemView>

/** How every operation may refuse. */
export const refusals = {
  default: {
    description: 'Refused; the code says why.',
    content: { 'application/problem+json': { schema: ref(ProblemView) } },
  },
}
