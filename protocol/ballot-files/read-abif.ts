import { isRefusal, type Refusal } from '../refusal.ts'
import { readPreferences } from './abif-preferences.ts'
import { badBallots } from './bad-ballots.ts'
import type { BallotFile } from './ballot-file.ts'
import { linesOf } from './lines.ts'
import { checkName, checkNumber, cleanName, hasControls } from './names.ts'
import { openPile } from './pile.ts'

/**
 * Reads the Aggregated Ballot Information Format (https://electowiki.org/wiki/ABIF, version 0.1): lines of ballots
 * `12:A>B=C` or `12:A/5,B/3`, candidates `=A:[Anna Arbeiter]`, metadata `{title: "…"}` and comments `# …`, in any order.
 * Where the file lists candidates, a ballot may name no others. Refuses with `ballots/bad`, line and problem.
 */
export function readAbif(text: string): BallotFile | Refusal {
  const fullNames = new Map<string, string>()
  const votes: { line: number; weight: number; said: string }[] = []
  let title: string | undefined
  for (const { line, text: content } of linesOf(text)) {
    if (content === '' || content.startsWith('#') || /^ABIF(\s|$)/.test(content)) continue
    if (content.startsWith('{')) {
      const entry = metadata(content)
      if (!entry || hasControls(content)) return badBallots(line, 'metadata that is not {key: "value"}')
      if (entry.key === 'title') title = entry.value
    } else if (content.startsWith('=')) {
      const bad = noteCandidate(line, content, fullNames)
      if (bad) return bad
    } else {
      const vote = /^(\d{1,15})[ \t]*:/.exec(content)
      if (!vote) return badBallots(line, 'neither ballots, nor a candidate, metadata or a comment')
      votes.push({ line, weight: Number(vote[1]), said: content.slice(vote[0].length) })
    }
  }
  return countVotes(title, fullNames, votes)
}

function countVotes(
  title: string | undefined,
  fullNames: ReadonlyMap<string, string>,
  votes: readonly { line: number; weight: number; said: string }[],
): BallotFile | Refusal {
  const tokensOfNames = new Map([...fullNames].map(([token, name]) => [name, token]))
  const resolve = (name: string) => (fullNames.has(name) ? name : (tokensOfNames.get(name) ?? name))
  const candidates = new Set(fullNames.keys())
  const pile = openPile()
  for (const { line, weight, said } of votes) {
    const preferences = readPreferences(line, said, resolve)
    if (isRefusal(preferences)) return preferences
    for (const name of preferences.tiers.flat().concat((preferences.scores ?? []).map(([name]) => name))) {
      if (candidates.has(name)) continue
      if (fullNames.size > 0) return badBallots(line, 'not a candidate of the file', { candidate: name.slice(0, 200) })
      const bad = checkName(line, name) ?? checkNumber(line, candidates.size + 1)
      if (bad) return bad
      candidates.add(name)
    }
    const bad = pile.add(line, weight, preferences)
    if (bad) return bad
  }
  const ballots = pile.ballots()
  const none = checkNumber(null, candidates.size)
  if (none) return none
  if (ballots.length === 0) return badBallots(null, 'no ballots')
  return { title, candidates: [...candidates], areNumbers: false, fullNames, withdrawn: [], ballots }
}

/** `{key: "value"}` with or without quotes around either. */
function metadata(content: string): { key: string; value: string } | undefined {
  const inside = /^\{(.*)\}\s*(?:#.*)?$/.exec(content)?.[1]
  const colon = inside?.indexOf(':') ?? -1
  if (inside === undefined || colon < 0) return undefined
  return { key: unquoted(inside.slice(0, colon)), value: unquoted(inside.slice(colon + 1)) }
}

/** `=token:[full name]`, the token bare, in quotes or in square brackets. */
function noteCandidate(line: number, content: string, fullNames: Map<string, string>): Refusal | undefined {
  const colon = content.indexOf(':')
  if (colon < 0) return badBallots(line, 'a candidate that is not =name:[full name]')
  const token = cleanName(unbracketed(content.slice(1, colon)))
  const bad = checkName(line, token)
  if (bad) return bad
  if (fullNames.has(token)) return badBallots(line, 'a candidate twice', { candidate: token })
  const name = cleanName(unbracketed(content.slice(colon + 1).replace(/\s#(\s.*)?$/, '')))
  if (hasControls(name)) return badBallots(line, 'a control character in a name')
  if ([...fullNames.values()].includes(name)) return badBallots(line, 'a candidate twice', { candidate: name })
  fullNames.set(token, name === '' ? token : name)
  return checkNumber(line, fullNames.size)
}

function unquoted(text: string): string {
  const inside = text.trim()
  return /^(["']).*\1$/.test(inside) && inside.length > 1 ? inside.slice(1, -1) : inside
}

function unbracketed(text: string): string {
  const inside = text.trim()
  return /^(\[[^\]]*\]|"[^"]*")$/.test(inside) ? inside.slice(1, -1) : inside
}
