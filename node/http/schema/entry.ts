import { type Static, Type } from 'typebox'
import { ProblemView } from './problem.ts'
import { Base64, CidText, Count, KeyHex, named, nullable, ref, TimeMs } from './shared.ts'

/** The place that an entry has taken, under a signed checkpoint. */
export const AckView = named(
  'Ack',
  Type.Object({
    id: CidText,
    log: CidText,
    index: Count,
    size: Type.Integer({ description: 'Size of the log under the checkpoint.' }),
    checkpoint: Type.String({ description: 'Signed note (C2SP tlog-checkpoint).' }),
    position: Type.Integer({ description: 'Place in the order of arrival over all logs of this node.' }),
  }),
)
export type AckView = Static<typeof AckView>

export const EntryInput = Type.Object({
  entry: Type.String({ minLength: 1, description: 'Signed entry (dag-cbor [header, signature, body]), Base 64.' }),
})

export const MOST_IN_BATCH = 1_000

export const BatchInput = Type.Object({
  entries: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: MOST_IN_BATCH }),
})
export const BatchResults = Type.Object({ results: Type.Array(Type.Union([ref(AckView), ref(ProblemView)])) })

export const EntryView = named(
  'Entry',
  Type.Object({
    id: CidText,
    log: CidText,
    index: Count,
    kind: Type.String(),
    by: KeyHex,
    at: TimeMs,
    header: Base64,
    signature: Base64,
    body: nullable(Base64),
  }),
)
export type EntryView = Static<typeof EntryView>

export const ReceiptView = Type.Object({ text: Type.String(), id: CidText, index: Count, size: Count })
export const NextSeq = Type.Object({ seq: Type.Integer({ minimum: 1 }) })
