import type { RollCall } from '../../protocol/governance/vote-privacy.ts'
import type { MethodRule, Proposal } from './api/shapes.ts'
import { type BudgetBallotName, budgetOfDraft, type SelectionName } from './budget-of-draft.ts'
import { parseOptions } from './format/option-lines.ts'
import { whole } from './format/whole.ts'
import { OWN_DRAFT } from './own-places.ts'
import { isYesOrNo } from './yes-or-no.ts'

type Thresholds = Proposal['thresholds']
/** A threshold that is a share of somebody. */
export type ShareThreshold = Exclude<Thresholds[number], { what: 'objections' }>

/** A proposal being written: what stands in the fields, whether it makes sense yet or not. */
export type ProposalDraft = {
  readonly title: string
  readonly text: string
  /** What it is about, for those who delegate by area; may be empty. */
  readonly area: string
  readonly method: MethodRule['method']
  /** Share for, as a fraction: supermajority and consensus. */
  readonly threshold: string
  readonly options: string
  readonly seats: string
  readonly maxScore: string
  readonly grades: string
  readonly credits: string
  /** How many options a ballot may approve; empty: any number. */
  readonly mostApprovals: string
  /** The option of leaving things as they are; empty: it is none of them. */
  readonly statusQuo: string
  readonly projects: string
  readonly budget: string
  readonly budgetBallot: BudgetBallotName
  /** For everyone to share out, or for one project. */
  readonly budgetPoints: string
  readonly selection: SelectionName
  readonly leastSupport: string
  readonly addsOne: boolean
  readonly compares: boolean
  readonly quorum: string
  /** Of whom; empty: as the group usually does. */
  readonly quorumOf: Proposal['quorumOf'] | ''
  readonly thresholds: readonly ShareThreshold[]
  readonly hours: string
  /** Days until the group looks back; empty: never. */
  readonly evaluatesAfterDays: string
  readonly closesEarly: boolean
  readonly closesSettled: boolean
  /** Whether an objection that is upheld stops it; consent and consensus heed objections anyway. */
  readonly heedsObjections: boolean
  /** Who will see who voted what; empty: as in every vote of the group. */
  readonly rollCall: '' | RollCall
  readonly hidesTally: boolean
  /** Whether members may vote on paper, too. */
  readonly onPaper: boolean
}

export const emptyDraft: ProposalDraft = {
  title: '',
  text: '',
  area: '',
  method: 'majority',
  threshold: '2/3',
  options: '',
  seats: '1',
  maxScore: '5',
  grades: '6',
  credits: '25',
  mostApprovals: '',
  statusQuo: '',
  projects: '',
  budget: '',
  budgetBallot: 'approval',
  budgetPoints: '10',
  selection: 'greedy',
  leastSupport: '1',
  addsOne: true,
  compares: true,
  quorum: '0',
  quorumOf: '',
  thresholds: [],
  hours: '72',
  evaluatesAfterDays: '',
  closesEarly: false,
  closesSettled: false,
  heedsObjections: false,
  rollCall: '',
  hidesTally: false,
  onPaper: false,
}

/** Methods that heed objections whatever the proposal asks for besides. */
export function heedsByMethod({ method }: ProposalDraft): boolean {
  return method === 'consent' || method === 'consensus'
}

/** The rule that the fields say; undefined while they say none. */
export function ruleOfDraft(draft: ProposalDraft): MethodRule | undefined {
  const { method, threshold } = draft
  switch (method) {
    case 'majority':
    case 'consent':
      return { method }
    case 'supermajority':
    case 'consensus':
      return { method, threshold }
    case 'budget':
      return budgetOfDraft(draft)
    default:
      return contestOfDraft(method, draft)
  }
}

type Contest = Exclude<MethodRule['method'], 'majority' | 'consent' | 'supermajority' | 'consensus' | 'budget'>

/** Options that compete for seats. */
function contestOfDraft(method: Contest, draft: ProposalDraft): MethodRule | undefined {
  const options = parseOptions(draft.options)
  const seats = whole(draft.seats)
  if (!options || !seats || seats > options.length) return undefined
  const maxScore = whole(draft.maxScore)
  const grades = whole(draft.grades)
  const credits = whole(draft.credits)
  switch (method) {
    case 'approval': {
      const most = draft.mostApprovals.trim() === '' ? options.length : whole(draft.mostApprovals)
      if (!most || most > options.length) return undefined
      return { method, options, minApprovals: 0, maxApprovals: most, seats }
    }
    case 'score':
      return maxScore && maxScore <= 1_000 ? { method, options, maxScore, seats } : undefined
    case 'star':
      return maxScore && maxScore <= 1_000 && options.length <= 30 ? { method, options, maxScore, seats } : undefined
    case 'majority-judgment':
      return grades && grades >= 2 && grades <= 20 ? { method, options, grades, seats } : undefined
    case 'quadratic':
      return credits && credits <= 1_000_000_000 ? { method, options, credits, seats } : undefined
    case 'irv':
      return options.length <= 100 ? { method, options } : undefined
    case 'stv':
      return options.length <= 100 && seats <= 12 ? { method, options, seats } : undefined
    case 'schulze':
    case 'copeland':
      return options.length <= 30 ? { method, options, seats, ...statusQuoIn(options, draft) } : undefined
  }
}

/** An option that is written no more is none. */
function statusQuoIn(options: readonly string[], { statusQuo }: ProposalDraft): { statusQuo?: string } {
  return options.includes(statusQuo) ? { statusQuo } : {}
}

/** Shares that can be held against votes by this method: only votes for and against are for something. */
export function sharesOf({ method, thresholds }: ProposalDraft): readonly ShareThreshold[] {
  return thresholds.filter(({ what }) => what === 'voted' || isYesOrNo(method))
}

/** What the fields ask for besides the method and the quorum. */
export function thresholdsOf(draft: ProposalDraft): Thresholds {
  const heeds = draft.heedsObjections && !heedsByMethod(draft)
  return [...sharesOf(draft), ...(heeds ? [{ what: 'objections' as const }] : [])]
}

export function readDraft(storage: Storage): ProposalDraft | undefined {
  try {
    const stored: unknown = JSON.parse(storage.getItem(OWN_DRAFT) ?? 'null')
    return isDraft(stored) ? stored : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(storage: Storage, draft: ProposalDraft): void {
  storage.setItem(OWN_DRAFT, JSON.stringify(draft))
}

export function forgetDraft(storage: Storage): void {
  storage.removeItem(OWN_DRAFT)
}

function isDraft(value: unknown): value is ProposalDraft {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(emptyDraft).every(([name, empty]) => isLike(Reflect.get(value, name), empty))
}

function isLike(value: unknown, empty: unknown): boolean {
  return typeof value === typeof empty && Array.isArray(value) === Array.isArray(empty)
}
