import { type Static, Type } from 'typebox'
import { QuorumOf } from './governance.ts'
import { MethodRuleView } from './method.ts'
import { CidText, Count, KeyHex, named, nullable, oneOf, RationalText, ref, TimeMs } from './shared.ts'
import { Thresholds } from './threshold.ts'

const Someone = { by: KeyHex, byName: nullable(Type.String()) }

const summary = {
  id: CidText,
  title: Type.String(),
  state: oneOf('draft', 'review', 'approved', 'opened'),
  ...Someone,
  changedAtMs: TimeMs,
  proposal: nullable(Type.Unsafe<string>({ ...CidText, description: 'The vote that it became.' })),
}

export const DraftSummary = named('DraftSummary', Type.Object(summary))
export type DraftSummary = Static<typeof DraftSummary>

const Difference = Type.Array(Type.Object({ change: oneOf('same', 'added', 'removed'), text: Type.String() }), {
  description: 'From the revision that it is written upon.',
})

export const DraftView = named(
  'Draft',
  Type.Object({
    ...summary,
    text: Type.String(),
    methodRule: ref(MethodRuleView),
    quorum: RationalText,
    quorumOf: QuorumOf,
    evaluatesAtMs: nullable(TimeMs),
    head: Type.Unsafe<string>({ ...CidText, description: 'The newest revision.' }),
    openTo: nullable(
      Type.Array(KeyHex, { description: 'Who may write along, besides the author; null: every member.' }),
    ),
    revisions: Type.Array(
      Type.Object({
        id: CidText,
        base: nullable(CidText),
        ...Someone,
        at: TimeMs,
        writers: nullable(
          Type.Array(Type.Object({ ...Someone, characters: Count, confirmed: Type.Boolean() }), {
            description: 'Who wrote how much of it at once with others, as the node saw it, and who has signed that.',
          }),
        ),
      }),
    ),
    unsaved: Type.Boolean({ description: 'Whether something is written live that is in no version.' }),
    pieces: Type.Array(Type.Object({ ...Someone, text: Type.String() }), {
      description: 'The text in runs, each with who wrote it.',
    }),
    contributions: Type.Array(
      Type.Object({ ...Someone, characters: Count }, { description: 'Characters that stand, spaces left out.' }),
    ),
    area: nullable(Type.String()),
    thresholds: nullable(Thresholds),
    amendments: Type.Array(
      Type.Object({
        id: CidText,
        base: CidText,
        text: Type.String(),
        reason: Type.String(),
        state: oneOf('offered', 'accepted', 'declined', 'own'),
        declined: nullable(Type.String({ description: 'Why the author of the draft did not take it over.' })),
        own: nullable(Type.Unsafe<string>({ ...CidText, description: 'The draft that it became.' })),
        difference: Difference,
        ...Someone,
        at: TimeMs,
      }),
    ),
    reviews: Type.Array(
      Type.Object({
        id: CidText,
        revision: CidText,
        verdict: oneOf('approved', 'changes'),
        reason: Type.String(),
        ...Someone,
        at: TimeMs,
      }),
    ),
  }),
)
export type DraftView = Static<typeof DraftView>

export const RevisionView = Type.Object({
  id: CidText,
  title: Type.String(),
  ...Someone,
  at: TimeMs,
  difference: Difference,
})
