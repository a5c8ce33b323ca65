/** A line without the spaces around it, counted from 1. */
export type Line = { readonly line: number; readonly text: string }

/** The lines of a text, whatever ends them; a byte order mark is passed over. */
export function* linesOf(text: string): Generator<Line> {
  let line = 1
  for (const content of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) yield { line: line++, text: content.trim() }
}
