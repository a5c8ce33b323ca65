import { type Static, Type } from 'typebox'
import { Base64, CidText, Count, KeyHex, named, nullable, oneOf, TimeMs } from './shared.ts'

export const PaperView = named(
  'Paper',
  Type.Object({
    keyedByMs: Type.Unsafe<number>({ ...TimeMs, description: 'Last moment for keying sheets in.' }),
    printed: Count,
    issued: Type.Unsafe<number>({ ...Count, description: 'Sheets that are out: handed out and not taken back.' }),
    agreed: Type.Unsafe<number>({ ...Count, description: 'Sheets that two tellers read alike.' }),
    open: Type.Unsafe<number>({ ...Count, description: 'Sheets that were read and are not agreed on.' }),
    isMine: Type.Boolean({ description: 'Whether a sheet is out to whoever asks.' }),
    table: Type.Array(CidText, {
      description: 'After the close: the entries that say which ballot keys voted on paper.',
    }),
    sheets: nullable(
      Type.Array(
        Type.Object({
          serial: Type.String(),
          tellers: Count,
          state: oneOf('once', 'agreed', 'differ'),
          isMine: Type.Boolean({ description: 'Whether the teller who asks has read it.' }),
        }),
        { description: 'Every sheet that was read, in ascending order of serials; for tellers.' },
      ),
    ),
  }),
)
export type PaperView = Static<typeof PaperView>

export const OfMember = Type.Object({ member: KeyHex })
export const MarkView = Type.Object({ mark: Base64 })
export const IssuedView = Type.Object({ issued: CidText })
/** Sheets drawn at once: what a printer takes in one go. */
const MOST_DRAWN = 1_000
export const DrawSheets = Type.Object({ sheets: Type.Integer({ minimum: 1, maximum: MOST_DRAWN }) })
export const DrawnView = Type.Object({
  serials: Type.Array(Type.String()),
  count: Count,
  root: Base64,
})
