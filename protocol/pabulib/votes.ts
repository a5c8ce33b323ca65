import type { Choice } from '../governance/choice.ts'
import { type BudgetBallot, checkBudgetChoice } from '../governance/methods/budget-ballot.ts'
import type { Mark } from '../governance/methods/count.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { bad } from './bad.ts'
import type { PabulibBallot } from './instance.ts'
import { type Meta, metaWhole } from './meta.ts'
import { wholeNumber } from './number.ts'
import { columnOf, type Section } from './section.ts'

type Votes = {
  readonly ballots: readonly PabulibBallot[]
  readonly columns: readonly string[]
  /** The ballot with the points of ranks as the votes state them. */
  readonly ballot: BudgetBallot
}

/** Reads the votes; each must fit the ballot and the projects, and no voter votes twice. */
export function readVotes(
  section: Section,
  meta: Meta,
  stated: BudgetBallot,
  projects: ReadonlySet<string>,
): Votes | Refusal {
  const voterColumn = columnOf(section, 'voter_id')
  const voteColumn = columnOf(section, 'vote')
  const pointsColumn = columnOf(section, 'points')
  if (voterColumn === undefined) return bad(section.line, 'no column voter_id')
  if (voteColumn === undefined) return bad(section.line, 'no column vote')
  const others = [...section.header.entries()].filter(
    ([place]) => place !== voterColumn && place !== voteColumn && place !== pointsColumn,
  )
  const rankPoints: number[] = []
  const voters = new Set<string>()
  const ballots: PabulibBallot[] = []
  for (const { line, cells } of section.rows) {
    if (cells.some(cell => cell.includes('\n'))) return bad(line, 'a line break in a vote')
    const voter = (cells[voterColumn] ?? '').trim()
    if (voter === '') return bad(line, 'a vote without a voter')
    if (voters.has(voter)) return bad(line, 'a voter twice', { voter })
    voters.add(voter)
    const named = listOf(cells[voteColumn] ?? '').map(id => id.normalize('NFC'))
    const points = pointsColumn === undefined ? undefined : listOf(cells[pointsColumn] ?? '')
    const choice = choiceOf(line, stated, named, points, rankPoints)
    if (isRefusal(choice)) return choice
    const misfit = checkBudgetChoice(stated, id => projects.has(id), choice)
    if (misfit) {
      const { problem, ...particulars } = misfit.detail
      return bad(line, `${problem}`, { voter, ...particulars })
    }
    const columns: Record<string, string> = {}
    for (const [place, name] of others) columns[name] = (cells[place] ?? '').trim()
    ballots.push({ voter, choice, columns })
  }
  const count = metaWhole(meta, 'num_votes')
  if (isRefusal(count)) return count
  if (count !== undefined && count !== ballots.length) {
    return bad(meta.get('num_votes')?.line ?? null, 'not as many votes', { stated: count, found: ballots.length })
  }
  const ballot = stated.type === 'ordinal' && rankPoints.length > 0 ? { ...stated, points: rankPoints } : stated
  return { ballots, columns: others.map(([, name]) => name), ballot }
}

function listOf(cell: string): string[] {
  return cell.trim() === '' ? [] : cell.split(',').map(item => item.trim())
}

function choiceOf(
  line: number,
  ballot: BudgetBallot,
  named: readonly string[],
  points: readonly string[] | undefined,
  rankPoints: number[],
): Choice | Refusal {
  if (ballot.type === 'choose-1' || ballot.type === 'approval') {
    return points && points.length > 0 ? bad(line, 'points in a vote that takes none') : { approve: named }
  }
  if (ballot.type === 'ordinal' && points === undefined) return { rank: named }
  const marks = marksOf(line, named, points ?? [])
  if (isRefusal(marks)) return marks
  if (ballot.type !== 'ordinal') return { points: marks }
  // Every vote must state the same points for a rank, or ranks are not what was counted.
  for (const [rank, [, given]] of marks.entries()) {
    const known = rankPoints[rank] ?? given
    if (known !== given)
      return bad(line, 'points that another vote has not for this rank', { rank: rank + 1, points: given })
    rankPoints[rank] = given
  }
  return { rank: named }
}

function marksOf(line: number, named: readonly string[], points: readonly string[]): Mark[] | Refusal {
  if (points.length !== named.length) {
    return bad(line, 'not as many points as projects', { projects: named.length, points: points.length })
  }
  const marks: Mark[] = []
  for (const [place, id] of named.entries()) {
    const given = wholeNumber(points[place] ?? '')
    if (given === undefined) return bad(line, 'not whole points', { points: points[place] ?? '' })
    marks.push([id, given])
  }
  return marks
}
