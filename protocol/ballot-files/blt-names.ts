import type { Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import type { Line } from './lines.ts'
import { checkName, checkOnce, cleanName, hasControls } from './names.ts'

/** Names in the order of the numbers, none where the file has none, and the title behind them. */
export type BltNames = { readonly names: readonly string[]; readonly title: string | undefined }

/** A title, a source and a comment may follow the names. */
const MOST_BESIDES = 3

/** Reads what follows the votes: names in quotes, several a line if need be, or bare with a line each; then a title. */
export function readBltNames(
  lines: readonly Line[],
  end: { readonly line: number; readonly end: number },
  candidates: number,
): BltNames | Refusal {
  const found: { line: number; text: string }[] = []
  for (const { line, text } of lines.slice(end.line - 1)) {
    const content = line === end.line ? text.slice(end.end) : text
    const problem =
      line === end.line && !/^\s*(["#]|$)/.test(content) ? 'text after the 0 that ends the ballots' : undefined
    const names = problem === undefined ? stringsOf(content) : undefined
    if (!names) return badBallots(line, problem ?? 'a name that is not closed')
    found.push(...names.map(name => ({ line, text: cleanName(name) })))
  }
  if (found.length > 0 && found.length < candidates) {
    return badBallots(found.at(-1)?.line ?? null, 'not as many names as candidates', {
      candidates,
      names: found.length,
    })
  }
  if (found.length > candidates + MOST_BESIDES) {
    return badBallots(found[candidates + MOST_BESIDES]?.line ?? null, 'more names than candidates', { candidates })
  }
  const strange = found.find(({ text }) => hasControls(text))
  if (strange) return badBallots(strange.line, 'a control character in a name')
  const names = found.slice(0, candidates)
  for (const { line, text } of names) {
    const bad = checkName(line, text)
    if (bad) return bad
  }
  const texts = names.map(({ text }) => text)
  const twice = checkOnce(names.at(-1)?.line ?? null, texts)
  return twice ?? { names: texts, title: found[candidates]?.text }
}

/** The quoted strings of a line, or all of it where none is; undefined where a quote is not closed. */
function stringsOf(content: string): string[] | undefined {
  const strings: string[] = []
  let rest = content.trim()
  while (rest !== '' && !rest.startsWith('#')) {
    if (!rest.startsWith('"')) return strings.length === 0 ? [rest.replace(/\s#.*$/, '')] : undefined
    const close = rest.indexOf('"', 1)
    if (close === -1) return undefined
    strings.push(rest.slice(1, close))
    rest = rest.slice(close + 1).trim()
  }
  return strings
}
