import type { ReactNode } from 'react'
import type * as Y from 'yjs'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { contributions, type Piece } from '../../../protocol/life/contribution.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { type LiveView, placeOf } from './live-draft.ts'

/** Colours that writers are told apart by, besides their initials. */
const COLOURS = 6

type Cursor = { readonly place: number; readonly by: PublicKeyHex; readonly client: number }

/** The text with who wrote which part, how much that is, and where the others are. */
export function WrittenView({ doc, view }: { doc: Y.Doc; view: LiveView }) {
  const { t, formats } = useI18n()
  const { pieces, here, names, client } = view
  const shares = contributions(pieces)
  const all = shares.reduce((sum, { characters }) => sum + characters, 0)
  if (all === 0) return null
  const nameOf = (by: PublicKeyHex) => names.get(by) ?? '–'
  const colourOf = (by: PublicKeyHex) => `writer-${shares.findIndex(share => share.by === by) % COLOURS}`
  const cursors = here.flatMap(one => {
    const place = one.client === client ? null : placeOf(doc, one.cursor)
    return place === null ? [] : [{ place, by: one.by, client: one.client }]
  })
  return (
    <section className="stack-tight" aria-labelledby="written">
      <h3 id="written">{t('cowriting.together')}</h3>
      <ul className="row small">
        {shares.map(({ by, characters }) => (
          <li key={by}>
            <span className={`written ${colourOf(by)}`}>{initials(nameOf(by))}</span> {nameOf(by)}{' '}
            {formats.percent(characters / all)}
          </li>
        ))}
      </ul>
      <p className="prose small">{withCursors(pieces, cursors).map(shown)}</p>
    </section>
  )

  function shown(part: Piece | Cursor, at: number): ReactNode {
    if ('text' in part) {
      return (
        <span key={at} className={`written ${colourOf(part.by)}`} title={nameOf(part.by)}>
          {part.text}
        </span>
      )
    }
    const name = nameOf(part.by)
    return (
      <span key={part.client} className="live-cursor" role="img" aria-label={t('cowriting.cursor', { name })}>
        {initials(name)}
      </span>
    )
  }
}

/** The first letters of the first and the last of somebody's names. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const [first = '–', last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return [first, last].map(word => [...(word ?? '')][0] ?? '').join('')
}

/** The pieces, cut where cursors are. */
function withCursors(pieces: readonly Piece[], cursors: readonly Cursor[]): (Piece | Cursor)[] {
  const waiting = cursors.toSorted((a, b) => a.place - b.place)
  const parts: (Piece | Cursor)[] = []
  let at = 0
  for (const { by, text } of pieces) {
    let rest = text
    for (let next = waiting[0]; next && next.place < at + rest.length; next = waiting[0]) {
      const before = rest.slice(0, next.place - at)
      if (before) parts.push({ by, text: before })
      parts.push(next)
      rest = rest.slice(before.length)
      at += before.length
      waiting.shift()
    }
    parts.push({ by, text: rest })
    at += rest.length
  }
  return [...parts, ...waiting]
}
