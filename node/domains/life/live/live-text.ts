import * as Y from 'yjs'
import type { PublicKeyHex } from '../../../../protocol/bytes/public-key.ts'
import { MOST_RUNS, type WrittenTogether } from '../../../../protocol/life/co-writing.ts'
import { joined, type Piece } from '../../../../protocol/life/contribution.ts'
import { difference } from '../difference.ts'

/** The shared texts of a document: what a draft's title and text are while they are written. */
export const FIELDS = ['title', 'text'] as const
export type Field = (typeof FIELDS)[number]

export type Said = { readonly title: string; readonly text: string }

/** A document with the updates that made it. */
export function docOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/** What a document says, as it can be signed: well-formed Unicode in NFC (see `protocol/bytes/canonical.ts`). */
export function saidIn(doc: Y.Doc): Said {
  const field = (name: Field) => doc.getText(name).toString().toWellFormed().normalize('NFC')
  return { title: inOneLine(field('title')), text: field('text') }
}

/** A text as fields for typing hold it: lines end in one way, and a title is one line. */
export function typed({ title, text }: Said): Said {
  return { title: inOneLine(title), text: text.replace(/\r\n?/g, '\n') }
}

function inOneLine(title: string): string {
  return title.replace(/\s+/g, ' ').trim()
}

/**
 * The text in runs with who wrote each: every character is whose client id put it in.
 * @param writerOf whose a client id is.
 */
export function piecesIn(doc: Y.Doc, writerOf: (client: number) => PublicKeyHex | undefined): Piece[] {
  const pieces: Piece[] = []
  for (let item = doc.getText('text')._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    const by = writerOf(item.id.client)
    if (by === undefined) throw new Error('a client id that is nobody’s')
    pieces.push({ by, text: item.content.str })
  }
  return inOneForm(joined(pieces))
}

/** Pieces as a version names them: each writer once, and no more runs than it may have. */
export function togetherOf(pieces: readonly Piece[]): Pick<WrittenTogether, 'writers' | 'runs'> {
  let runs = pieces
  for (let least = 2; runs.length > MOST_RUNS; least *= 2) runs = withoutShort(runs, least)
  const writers = [...new Set(runs.map(({ by }) => by))]
  return { writers, runs: runs.map(({ by, text }) => [writers.indexOf(by), [...text].length]) }
}

/** Changes a text so that it says something else, word by word: what stays, stays whose it was. */
export function rewrite(doc: Y.Doc, field: Field, after: string): void {
  const text = doc.getText(field)
  let at = 0
  for (const { change, text: run } of difference(text.toString(), after)) {
    if (change === 'removed') text.delete(at, run.length)
    if (change === 'added') text.insert(at, run)
    if (change !== 'removed') at += run.length
  }
}

/** Text in NFC; a character that two wrote, such as a letter and its accent, is whose the letter was. */
function inOneForm(pieces: readonly Piece[]): Piece[] {
  const whole = pieces.map(({ text }) => text).join('')
  if (whole.isWellFormed() && whole.normalize('NFC') === whole) return [...pieces]
  const writers = pieces.flatMap(({ by, text }) => Array.from({ length: text.length }, () => by))
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(whole)
  const each = [...graphemes].flatMap(({ index, segment }) => {
    const by = writers[index]
    return by === undefined ? [] : [{ by, text: segment.toWellFormed().normalize('NFC') }]
  })
  return joined(each)
}

/** Runs of fewer characters than `least` told as those of the run before. */
function withoutShort(pieces: readonly Piece[], least: number): Piece[] {
  const [first, ...others] = pieces
  if (!first) return []
  let { by } = first
  const told = others.map(({ by: own, text }) => {
    if ([...text].length >= least) by = own
    return { by, text }
  })
  return joined([first, ...told])
}
