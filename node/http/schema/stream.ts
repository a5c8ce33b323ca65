import { type Static, Type } from 'typebox'
import { CidText, Count, named, nullable, TimeMs } from './shared.ts'

/** The data of an event `entry`. Of ballots only the vote they are cast in is told. */
export const StreamEntry = named(
  'StreamEntry',
  Type.Union([
    Type.Object({
      position: Count,
      log: CidText,
      index: Count,
      kind: Type.String(),
      id: CidText,
      subject: nullable(Type.Unsafe<string>({ ...CidText, description: 'The proposal or draft that it concerns.' })),
      at: TimeMs,
    }),
    Type.Object({ kind: Type.Literal('ballot/cast'), subject: CidText }),
  ]),
)
export type StreamEntry = Static<typeof StreamEntry>
