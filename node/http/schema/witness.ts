import { type Static, Type } from 'typebox'
import { Count, nullable, TimeMs } from './shared.ts'

const Vkey = Type.String({ minLength: 1, maxLength: 300, description: 'Verifier key: `name+key id+base64`.' })

export const WitnessesView = Type.Object({
  log: Type.Object(
    { origin: Type.String(), vkey: Vkey },
    { description: "The group's own log, as a witness has to know it." },
  ),
  witnesses: Type.Array(
    Type.Object({
      url: Type.String(),
      vkey: Vkey,
      counts: Type.Boolean({
        description: 'Whether the charter names it, so that decisions count its cosignatures.',
      }),
      last: nullable(Type.Object({ size: Count, atMs: TimeMs })),
      problem: nullable(Type.String({ description: 'Code: why it did not cosign when it was asked last.' })),
      problemText: nullable(Type.String()),
      failures: Count,
    }),
    { description: 'Outside witnesses that this node asks.' },
  ),
})
export type WitnessesView = Static<typeof WitnessesView>

export const WitnessInput = Type.Object({
  vkey: Vkey,
  url: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  drop: Type.Optional(Type.Boolean({ description: 'Ask it no more.' })),
})
