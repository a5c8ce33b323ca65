import { isRefusal, type Refusal } from '../refusal.ts'
import { badBallots } from './bad-ballots.ts'
import type { BallotFile } from './ballot-file.ts'
import { readBltNames } from './blt-names.ts'
import { type Line, linesOf } from './lines.ts'
import { checkNumber, checkOnce } from './names.ts'
import { openPile } from './pile.ts'

/**
 * Reads the BLT format of OpenSTV and OpaVote (Hill, Wichmann & Woodall, "Algorithm 123: Single transferable vote by
 * Meek's method", 1987): `candidates seats`, who has withdrawn as `-n`, ballots as `number a b=c 0`, an end of `0`, then
 * names in quotes, or one a line, and a title. A dash is a rank that was skipped, and is passed over; `#` begins a comment.
 * Each ballot ends with its 0 on the line on which it began. Refuses with `ballots/bad`, line and problem.
 */
export function readBlt(text: string): BallotFile | Refusal {
  const lines = [...linesOf(text)]
  const words = wordsOf(lines)
  const head = readHead(words)
  if (isRefusal(head)) return head
  const votes = readVotes(words, head.next, head.candidates)
  if (isRefusal(votes)) return votes
  const named = readBltNames(lines, votes.end, head.candidates)
  if (isRefusal(named)) return named
  const name = (number: number) => named.names[number - 1] ?? String(number)
  const withdrawn = new Set(head.withdrawn)
  const pile = openPile()
  for (const { line, weight, ranks } of votes.ballots) {
    const tiers = ranks
      .map(rank =>
        rank
          .filter(number => !withdrawn.has(number))
          .map(name)
          .toSorted(),
      )
      .filter(tier => tier.length > 0)
    const bad = pile.add(line, weight, { tiers })
    if (bad) return bad
  }
  const numbers = Array.from({ length: head.candidates }, (_, place) => place + 1)
  const ballots = pile.ballots()
  if (ballots.length === 0) return badBallots(null, 'no ballots')
  return {
    title: named.title,
    candidates: numbers.filter(number => !withdrawn.has(number)).map(name),
    areNumbers: named.names.length === 0,
    fullNames: new Map(),
    withdrawn: [...withdrawn].map(name),
    seats: head.seats,
    ballots,
  }
}

/** A word, and where it ends: what follows the last word of the votes is names. */
type Word = { readonly line: number; readonly text: string; readonly end: number }
type Votes = {
  readonly ballots: readonly { readonly line: number; readonly weight: number; readonly ranks: readonly number[][] }[]
  readonly end: Word
}

/** Words up to the first name: a quote, or whatever the votes have no use for, ends the reading of them, not this. */
function* wordsOfLine({ line, text }: Line): Generator<Word> {
  const content = text.split('#', 1)[0] ?? ''
  for (const found of content.matchAll(/\S+/g)) yield { line, text: found[0], end: found.index + found[0].length }
}

function wordsOf(lines: readonly Line[]): Word[] {
  const words: Word[] = []
  for (const line of lines) {
    if (line.text.startsWith('"')) break
    words.push(...wordsOfLine(line))
  }
  return words
}

function readHead(words: readonly Word[]) {
  const [first, second] = words
  const candidates = wholeOf(first?.text)
  const seats = wholeOf(second?.text)
  if (!first || candidates === undefined) return badBallots(first?.line ?? null, 'no number of candidates')
  const bad = checkNumber(first.line, candidates)
  if (bad) return bad
  if (!second || !seats || seats > candidates) return badBallots(first.line, 'no number of seats, up to the candidates')
  const withdrawn: number[] = []
  let next = 2
  for (let word = words[next]; word && /^-\d+$/.test(word.text); word = words[next]) {
    const number = wholeOf(word.text.slice(1)) ?? 0
    if (number < 1 || number > candidates) return badBallots(word.line, 'not a candidate', { candidate: word.text })
    if (withdrawn.includes(number)) return badBallots(word.line, 'a candidate twice', { candidate: word.text })
    withdrawn.push(number)
    next += 1
  }
  if (withdrawn.length === candidates) return badBallots(first.line, 'no candidate who has not withdrawn')
  return { candidates, seats, withdrawn, next }
}

function readVotes(words: readonly Word[], start: number, candidates: number): Votes | Refusal {
  const ballots: { line: number; weight: number; ranks: number[][] }[] = []
  let at = start
  for (;;) {
    const first = words[at]
    if (!first) return badBallots(words.at(-1)?.line ?? null, 'no 0 at the end of the ballots')
    const weight = wholeOf(first.text)
    if (weight === undefined)
      return badBallots(first.line, 'not a number of ballots', { found: first.text.slice(0, 40) })
    if (weight === 0) return { ballots, end: first }
    const ranks: number[][] = []
    for (at += 1; ; at += 1) {
      const word = words[at]
      if (!word || word.line !== first.line) return badBallots(first.line, 'a ballot without a 0 at its end')
      if (word.text === '0') break
      if (word.text === '-') continue
      const rank = rankOf(word, candidates)
      if (isRefusal(rank)) return rank
      ranks.push(rank)
    }
    const twice = checkOnce(first.line, ranks.flat().map(String))
    if (twice) return twice
    ballots.push({ line: first.line, weight, ranks })
    at += 1
  }
}

/** `3`, or `1=2` where candidates are equal. */
function rankOf({ line, text }: Word, candidates: number): number[] | Refusal {
  const numbers = text.split('=').map(wholeOf)
  const rank: number[] = []
  for (const [place, number] of numbers.entries()) {
    if (number === undefined || number < 1 || number > candidates) {
      return badBallots(line, 'not a candidate', { candidate: text.split('=')[place]?.slice(0, 40) ?? '' })
    }
    rank.push(number)
  }
  return rank
}

function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
