import type { BallotFile } from '../../protocol/ballot-files/ballot-file.ts'
import type { CountedBallots } from '../../protocol/ballot-files/count-ballots.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import type { Outcome, Round } from '../../protocol/governance/methods/outcome.ts'
import { formatRational } from '../../protocol/rational.ts'
import { emphasis } from './output.ts'
import { columns, table } from './table.ts'
import { tieSentences } from './tie-text.ts'
import { about, count, outcomeWord } from './words.ts'

/**
 * A count as JSON: candidates by name, or by number where the file has none; those with the same rank in the order of the
 * file, and fractions as text.
 */
export function ballotsResult(
  file: BallotFile,
  { method, outcome, answers, endedAtEquals }: CountedBallots,
  seed: Uint8Array,
): object {
  const label = (option: string) => (file.areNumbers ? Number(option) : option)
  const places = new Map(file.candidates.map((option, place) => [option, place]))
  const asListed = (a: string, b: string) => (places.get(a) ?? 0) - (places.get(b) ?? 0)
  return {
    method,
    ranking: outcome.ranking.map(tied => tied.toSorted(asListed).map(label)),
    elected: outcome.selected.map(label),
    ...(answers ? { accepted: outcome.accepted, counts: answers.map(({ option, points }) => [option, points]) } : {}),
    rounds: outcome.rounds.map(round => roundView(round, label)),
    ties: outcome.ties.map(({ options, brokenBy }) => ({ options: options.map(label), brokenBy })),
    ...(endedAtEquals > 0 ? { endedAtEquals } : {}),
    seed: toHex(seed),
  }
}

export function roundView(round: Round, label: (option: string) => string | number): object {
  const { standing, elected, eliminated, quota, exhausted } = round
  return {
    standing: standing.map(({ option, points }) => ({ option: label(option), points: formatRational(points) })),
    elected: elected.map(label),
    eliminated: eliminated.map(label),
    ...(quota ? { quota: formatRational(quota) } : {}),
    ...(exhausted ? { exhausted: formatRational(exhausted) } : {}),
  }
}

/** A count for people: the ranking, the rounds as a table, who is elected, and ties. */
export function ballotsText(file: BallotFile, counted: CountedBallots, seed: Uint8Array): string {
  const { method, seats, outcome, answers, endedAtEquals } = counted
  const nameOf = (option: string) => file.fullNames.get(option) ?? option
  const ballots = file.ballots.reduce((sum, { weight }) => sum + weight, 0)
  if (answers) {
    return [
      ...(file.title ? [emphasis('bold', file.title)] : []),
      columns(answers.map(({ option, points }) => [option, points])),
      '',
      `${count(ballots, 'ballot')}.`,
      `By ${method}: ${outcomeWord(outcome.accepted, true)}.`,
    ].join('\n')
  }
  return [
    ...(file.title ? [emphasis('bold', file.title)] : []),
    ...(outcome.rounds.length > 0 ? [roundsTable(outcome, nameOf), ''] : []),
    ...outcome.ranking.map((tied, place) => `${place + 1}. ${tied.map(nameOf).join(' = ')}`),
    '',
    `${count(ballots, 'ballot')}, ${count(file.candidates.length, 'candidate')}, ${count(seats, 'seat')}.`,
    ...(file.withdrawn.length > 0 ? [`Withdrawn: ${file.withdrawn.join(', ')}.`] : []),
    ...(endedAtEquals > 0
      ? [`${count(endedAtEquals, 'ballot')} with equals, which ${method} cannot rank: counted up to there.`]
      : []),
    ...tieSentences(outcome.ties, nameOf, seed),
    `Elected by ${method}: ${outcome.selected.map(nameOf).join(', ') || 'nobody'}.`,
  ].join('\n')
}

/** A line for each case: its ranking, who is elected, and whether a draw was needed. */
export function casesText(cases: readonly { readonly file: BallotFile; readonly counted: CountedBallots }[]): string {
  const numbers = new Map<string, number>()
  const rows = cases.map(({ file, counted: { method, outcome } }) => {
    const number = (numbers.get(method) ?? 0) + 1
    numbers.set(method, number)
    const drawn = outcome.ties.some(({ brokenBy }) => brokenBy === 'draw')
    const ballots = file.ballots.reduce((sum, { weight }) => sum + weight, 0)
    const ranking = outcome.ranking.map(tied => tied.join(' = ')).join(' > ')
    return [method, number, ballots, ranking, outcome.selected.join(' '), drawn ? 'yes' : '']
  })
  return table(['method', 'case', 'ballots', 'ranking', 'elected', 'drawn'], rows)
}

/** What each candidate had in each round: a star where that elected them, a cross where it put them out. */
function roundsTable({ rounds, ranking }: Outcome, nameOf: (option: string) => string): string {
  const rows = ranking.flat().map(option => [nameOf(option), ...rounds.map(round => cellOf(round, option))])
  const quotas = rounds.map(({ quota }) => (quota ? about(quota) : ''))
  const exhausted = rounds.map(round => (round.exhausted ? about(round.exhausted) : ''))
  const besides = [
    ...(quotas.some(cell => cell !== '') ? [['(quota)', ...quotas]] : []),
    ...(exhausted.some(cell => cell !== '') ? [['(exhausted)', ...exhausted]] : []),
  ]
  return table(['', ...rounds.map((_, place) => `round ${place + 1}`)], [...rows, ...besides])
}

function cellOf({ standing, elected, eliminated }: Round, option: string): string {
  const points = standing.find(stood => stood.option === option)?.points
  const mark = elected.includes(option) ? ' *' : eliminated.includes(option) ? ' x' : ''
  return `${points ? about(points) : ''}${mark}`
}
