import type { ProposalInfo, TallyInfo } from '../../node/client/shapes.ts'
import { emphasis } from './output.ts'
import { columns } from './table.ts'
import { count, outcomeWord } from './words.ts'

const LONGEST_BAR = 30

/** A tally as people read it: each option with a bar, who took part, and what follows. */
export function tallyText({ title, method, tally }: Pick<ProposalInfo, 'title' | 'method' | 'tally'>): string {
  const { electorate, voters, quorum, counts, outcome, final } = tally
  const most = Math.max(1, ...counts.map(({ points }) => points))
  const rows = counts.map(({ option, points }) => [option, points, bar(points, most)])
  const needed = quorum.needed === 0 ? '' : `, ${quorum.needed} needed${quorum.met ? '' : ' (not met)'}`
  return [
    emphasis('bold', title),
    columns(rows),
    `${voters} of ${count(electorate, 'voter')} took part${needed}`,
    `${method}: ${outcomeSentence(outcome, final)}`,
  ].join('\n')
}

function outcomeSentence({ accepted, selected }: TallyInfo['outcome'], final: boolean): string {
  const word = outcomeWord(accepted, final)
  return selected.length > 0 ? `${word}: ${selected.join(', ')}` : word
}

function bar(points: number, most: number): string {
  return '█'.repeat(Math.round((Math.max(0, points) / most) * LONGEST_BAR))
}
