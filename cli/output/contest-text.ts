import type { ContestInfo } from '../../node/client/shapes.ts'
import { decimal, moment } from './words.ts'

/** The clauses of a proposal with how they stand, who vetoes them, and what comes next. */
export function contestLines(contest: ContestInfo | null): string[] {
  if (!contest) return []
  const { clauses, vetoes } = contest
  return [...clauses.map(clauseLine), ...vetoes.flatMap(veto => vetoLines(veto, contest))]
}

const STANDINGS = { open: '', holds: 'holds', suspended: 'is suspended', falls: 'falls' } as const

function clauseLine({ text, standing }: ContestInfo['clauses'][number], at: number): string {
  const name = text === null ? 'The whole' : `§ ${at + 1}`
  const state = STANDINGS[standing]
  return `${[name, state].filter(Boolean).join(' ')}${text === null ? '.' : `: ${text}`}`
}

type Veto = ContestInfo['vetoes'][number]

function vetoLines(veto: Veto, contest: ContestInfo): string[] {
  const { name, ground, reason, clauses, evidence, offered, agreed } = veto
  const about = contest.clauses.length > 1 ? ` of § ${clauses.map(clause => clause + 1).join(', ')}` : ''
  const agreement = offered.find(({ id }) => id === agreed)
  const next = offered.at(-1)
  return [
    `Veto${about} by ${name} (${ground}): ${reason}`,
    ...evidence.map(({ text, source }) => `  Evidence: ${text}, ${source}`),
    ...(agreement ? [`  Agreed: ${agreement.text}`] : next ? [`  Offered: ${next.text}`] : []),
    `  ${outcome(veto, contest)}`,
  ]
}

function outcome({ state }: Veto, { mediationEndsMs, override }: ContestInfo): string {
  const share = `${decimal(override.share)} of the weight`
  switch (state) {
    case 'raised':
      return 'It counts if the vote of the group comes out against.'
    case 'without-effect':
      return 'It has no effect: the vote of the group does not carry it, or nothing passed.'
    case 'mediation':
      return `In mediation${mediationEndsMs === null ? '' : ` until ${moment(mediationEndsMs)}`}; then ${share} overrides it.`
    case 'withdrawn':
      return 'Withdrawn.'
    case 'agreed':
      return 'Upheld by agreement: the clause falls.'
    case 're-vote':
      return `The groups are asked again: ${share} overrides it.`
    case 'overridden':
      return `Overridden by at least ${share}.`
    case 'upheld':
      return `Upheld: the re-vote missed ${share}.`
  }
}
