import { type Static, Type } from 'typebox'
import { Witnessed } from './federation.ts'
import { CidText, Count, named, nullable, oneOf } from './shared.ts'

const Findings = Type.Array(
  Type.Object({
    where: Type.String(),
    code: Type.String(),
    sentence: Type.String(),
    id: nullable(CidText),
    byte: nullable(Count),
  }),
)

/** What a verification did and found; it holds where `findings` is empty. */
export const ReportView = named(
  'Report',
  Type.Union([
    Type.Object({
      what: oneOf('decision'),
      root: CidText,
      level: oneOf('ballots', 'mandates'),
      verified: Type.Boolean(),
      findings: Findings,
      signatures: Count,
      ballots: Count,
      groups: Count,
      notRecounted: Type.Array(Type.String()),
      witnesses: Witnessed,
    }),
    Type.Object({
      what: oneOf('receipt'),
      verified: Type.Boolean(),
      findings: Findings,
      id: nullable(CidText),
      log: nullable(CidText),
      index: nullable(Count),
    }),
  ]),
)
export type ReportView = Static<typeof ReportView>
