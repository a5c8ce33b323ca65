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
  const words = openWords(lines)
  const head = readHead(words)
  if (isRefusal(head)) return head
  const votes = readVotes(words, head.candidates)
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

/** Words up to the first line of quoted names, one by one, with a look at the next: files are long. */
type Words = { peek(): Word | undefined; next(): Word | undefined; lastLine(): number | null }

function openWords(lines: readonly Line[]): Words {
  const words = wordsOf(lines)
  let ahead: Word | undefined = words.next().value
  let lastLine: number | null = null
  return {
    peek: () => ahead,
    next() {
      const word = ahead
      lastLine = word?.line ?? lastLine
      ahead = words.next().value
      return word
    },
    lastLine: () => lastLine,
  }
}

function* wordsOf(lines: readonly Line[]): Generator<Word, undefined> {
  for (const { line, text } of lines) {
    if (text.startsWith('"')) return
    const comment = text.indexOf('#')
    const content = comment < 0 ? text : text.slice(0, comment)
    const word = /\S+/g
    for (let found = word.exec(content); found; found = word.exec(content)) {
      yield { line, text: found[0], end: word.lastIndex }
    }
  }
}

function readHead(words: Words) {
  const [first, second] = [words.next(), words.next()]
  const candidates = wholeOf(first?.text)
  const seats = wholeOf(second?.text)
  if (!first || candidates === undefined) return badBallots(first?.line ?? null, 'no number of candidates')
  const bad = checkNumber(first.line, candidates)
  if (bad) return bad
  if (!second || !seats || seats > candidates) return badBallots(first.line, 'no number of seats, up to the candidates')
  const withdrawn: number[] = []
  for (let word = words.peek(); word && /^-\d+$/.test(word.text); word = words.peek()) {
    const number = wholeOf(word.text.slice(1)) ?? 0
    if (number < 1 || number > candidates) return badBallots(word.line, 'not a candidate', { candidate: word.text })
    if (withdrawn.includes(number)) return badBallots(word.line, 'a candidate twice', { candidate: word.text })
    withdrawn.push(number)
    words.next()
  }
  if (withdrawn.length === candidates) return badBallots(first.line, 'no candidate who has not withdrawn')
  return { candidates, seats, withdrawn }
}

function readVotes(words: Words, candidates: number): Votes | Refusal {
  const ballots: { line: number; weight: number; ranks: number[][] }[] = []
  for (;;) {
    const first = words.next()
    if (!first) return badBallots(words.lastLine(), 'no 0 at the end of the ballots')
    const { line } = first
    const weight = wholeOf(first.text)
    if (weight === undefined) return badBallots(line, 'not a number of ballots', { found: first.text.slice(0, 40) })
    if (weight === 0) return { ballots, end: first }
    const ranks: number[][] = []
    for (;;) {
      if (words.peek()?.line !== line) return badBallots(line, 'a ballot without a 0 at its end')
      const text = words.next()?.text ?? ''
      if (text === '0') break
      if (text === '-') continue
      const rank = rankOf(line, text, candidates)
      if (isRefusal(rank)) return rank
      ranks.push(rank)
    }
    const twice = checkOnce(line, ranks.flat().map(String))
    if (twice) return twice
    ballots.push({ line, weight, ranks })
  }
}

/** `3`, or `1=2` where candidates are equal. */
function rankOf(line: number, text: string, candidates: number): number[] | Refusal {
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
