import type { ProposalInfo, TallyInfo } from '../../node/client/shapes.ts'
import { emphasis } from './output.ts'
import { columns } from './table.ts'
import { count, decimal, outcomeWord } from './words.ts'

type Outcome = TallyInfo['outcome']

const LONGEST_BAR = 30

/** A tally as people read it: each option with a bar, who took part, and what follows. */
export function tallyText(proposal: Pick<ProposalInfo, 'title' | 'method'> & { tally: TallyInfo }): string {
  const { title, method, tally } = proposal
  const { electorate, voters, quorum, checks, objections, paper, counts, outcome, final, delegated } = tally
  const most = Math.max(1, ...counts.map(({ points }) => points))
  const rows = counts.map(({ option, points }) => [option, points, bar(points, most)])
  const needed = quorum.needed === 0 ? '' : `, ${quorum.needed} needed${quorum.met ? '' : ' (not met)'}`
  return [
    emphasis('bold', title),
    columns(rows),
    `${voters} of ${count(electorate, 'voter')} took part${needed}`,
    ...(delegated ? [] : ['votes that are passed on are added at the close']),
    ...paperSentence(paper),
    ...checks.flatMap(checkSentence),
    ...objectionSentence(objections),
    ...outcome.rounds.map(roundSentence),
    ...outcome.ties.filter(({ brokenBy }) => brokenBy === 'draw').map(tieSentence),
    `${method}: ${outcomeSentence(outcome, final)}`,
  ].join('\n')
}

/** How a vote stands, or who has voted where that is all it shows. */
export function standingText(proposal: ProposalInfo): string {
  const { title, tally, voters, electorate } = proposal
  if (tally) return tallyText({ ...proposal, tally })
  return [
    emphasis('bold', title),
    `${voters} of ${count(electorate, 'voter')} have cast a ballot; how it stands is not shown before the close.`,
  ].join('\n')
}

function checkSentence(check: TallyInfo['checks'][number]): string[] {
  // Objections have a line of their own.
  if (check.what === 'objections') return []
  const { what, of, share, needed, reached, met } = check
  return [`${reached} ${what}, ${needed} needed: ${share} of the ${of}${met ? '' : ' (not met)'}`]
}

function paperSentence(paper: TallyInfo['paper']): string[] {
  if (!paper) return []
  const { issued, counted, spoilt, unsettled } = paper
  const rest = [spoilt > 0 ? `${spoilt} spoilt` : '', unsettled > 0 ? `${unsettled} not agreed on` : '']
  const said = [`${counted} of these on paper`, `${count(issued, 'sheet')} handed out`, ...rest]
  return [said.filter(one => one !== '').join('; ')]
}

function objectionSentence(objections: TallyInfo['objections']): string[] {
  if (!objections) return []
  const { heeded, standing, upheld } = objections
  if (heeded === 'standing')
    return [standing === 0 ? 'no objection stands' : `${count(standing, 'objection')} standing`]
  return [upheld === 0 ? 'no objection upheld' : `${count(upheld, 'objection')} upheld`]
}

function roundSentence({ standing, elected, eliminated }: Outcome['rounds'][number], place: number): string {
  const points = standing.map(({ option, points }) => `${option} ${decimal(points)}`).join(', ')
  const became = [...elected.map(option => `${option} is elected`), ...eliminated.map(option => `${option} is out`)]
  return `Round ${place + 1}: ${[points, ...became].join('; ')}`
}

function tieSentence({ options }: Outcome['ties'][number]): string {
  return `Tied, and drawn by lot: ${options.join(', ')}`
}

function outcomeSentence({ accepted, selected }: Outcome, final: boolean): string {
  const word = outcomeWord(accepted, final)
  return selected.length > 0 ? `${word}: ${selected.join(', ')}` : word
}

function bar(points: number, most: number): string {
  return '█'.repeat(Math.round((Math.max(0, points) / most) * LONGEST_BAR))
}
