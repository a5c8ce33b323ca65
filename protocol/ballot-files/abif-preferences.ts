import type { Mark } from '../governance/methods/count.ts'
import { HIGHEST_SCORE } from '../governance/methods/score.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import { type Preferences, tiersOfScores } from './ballot-file.ts'
import { checkOnce, cleanName } from './names.ts'

/** A candidate as a line names them, and what stands behind: `>`, `=`, `,`, or nothing at the end. */
type Token = {
  readonly name: string
  readonly score: number | undefined
  readonly separator: string
  readonly end: number
}

/**
 * Reads what ballots say: `A>B=C`, equals apart by `=` or `,`; with scores, `A/5>B/3` or `A/5,B/3`, where commas leave
 * the order to the scores. Scores that contradict the order, or that some candidates have not, are refused.
 */
export function readPreferences(line: number, text: string, resolve: (name: string) => string): Preferences | Refusal {
  const tokens = tokensOf(line, text)
  if (isRefusal(tokens)) return tokens
  const named = tokens.map(token => ({ ...token, name: resolve(token.name) }))
  const names = named.map(({ name }) => name)
  const twice = checkOnce(line, names)
  if (twice) return twice
  const tiers: string[][] = []
  for (const [place, name] of names.entries()) {
    if (place === 0 || named[place - 1]?.separator === '>') tiers.push([name])
    else tiers.at(-1)?.push(name)
  }
  const ordered = tiers.map(tier => tier.toSorted())
  const scores = named.flatMap(({ name, score }): Mark[] => (score === undefined ? [] : [[name, score]]))
  if (scores.length === 0) return { tiers: ordered }
  if (scores.length < named.length) return badBallots(line, 'a score for some of the candidates only')
  scores.sort(([a], [b]) => (a < b ? -1 : 1))
  if (named.every(({ separator }) => separator === ',' || separator === ''))
    return { tiers: tiersOfScores(scores), scores }
  const wrong = contradiction(line, named)
  return wrong ?? { tiers: ordered, scores }
}

function contradiction(line: number, tokens: readonly Token[]): Refusal | undefined {
  for (const [place, { separator, score = 0 }] of tokens.entries()) {
    const next = tokens[place + 1]?.score ?? 0
    if (separator === '>' && next > score) return badBallots(line, 'scores that contradict the order')
    if (separator !== '>' && separator !== '' && next !== score) return badBallots(line, 'equals with different scores')
  }
}

function tokensOf(line: number, text: string): Token[] | Refusal {
  const tokens: Token[] = []
  let at = skipSpace(text, 0)
  if (at === text.length || isComment(text, at)) return tokens
  for (;;) {
    const token = readToken(line, text, at)
    if (isRefusal(token)) return token
    tokens.push(token)
    if (token.separator === '') return tokens
    at = skipSpace(text, token.end)
  }
}

function readToken(line: number, text: string, start: number): Token | Refusal {
  const named = readName(line, text, start)
  if (isRefusal(named)) return named
  let at = skipSpace(text, named.end)
  let score: number | undefined
  if (text[at] === '/') {
    const digits = /^\s*(\d{1,4})(?!\d)/.exec(text.slice(at + 1, at + 30))
    score = Number(digits?.[1] ?? Number.NaN)
    if (!digits || score > HIGHEST_SCORE) return badBallots(line, 'not a score', { most: HIGHEST_SCORE })
    at = skipSpace(text, at + 1 + digits[0].length)
  }
  if (at === text.length || isComment(text, at)) return { name: named.name, score, separator: '', end: text.length }
  const separator = text[at] ?? ''
  if (!'>=,'.includes(separator)) return badBallots(line, 'not a sign between candidates', { found: separator })
  return { name: named.name, score, separator, end: at + 1 }
}

/** A name in quotes or square brackets, or bare: then up to the next sign that means something. */
function readName(line: number, text: string, start: number): { name: string; end: number } | Refusal {
  const closing = text[start] === '"' ? '"' : text[start] === '[' ? ']' : undefined
  if (closing) {
    const end = text.indexOf(closing, start + 1)
    if (end === -1) return badBallots(line, 'a name that is not closed')
    return { name: cleanName(text.slice(start + 1, end)), end: end + 1 }
  }
  let end = start
  while (end < text.length && !'>=,/'.includes(text[end] ?? '') && !isComment(text, end)) end += 1
  const name = cleanName(text.slice(start, end))
  const wrong = /["[\]{}:*#]/.exec(name)
  if (wrong) return badBallots(line, 'a sign that no bare name has', { found: wrong[0] })
  return name === '' ? badBallots(line, 'a candidate without a name') : { name, end }
}

/** `# …` after a space or at the start: a hash inside a name is none. */
function isComment(text: string, at: number): boolean {
  return text[at] === '#' && (at === 0 || isSpace(text[at - 1])) && (at + 1 === text.length || isSpace(text[at + 1]))
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (isSpace(text[at])) at += 1
  return at
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}
