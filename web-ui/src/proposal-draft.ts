import type { MethodRule } from './api/shapes.ts'
import { parseOptions, parseProjects } from './format/option-lines.ts'

/** A proposal being written: what stands in the fields, whether it makes sense yet or not. */
export type ProposalDraft = {
  readonly title: string
  readonly text: string
  readonly method: MethodRule['method']
  /** Share for, as a fraction: supermajority and consensus. */
  readonly threshold: string
  readonly options: string
  readonly seats: string
  readonly maxScore: string
  readonly projects: string
  readonly budget: string
  readonly quorum: string
  readonly hours: string
  readonly closesEarly: boolean
}

export const emptyDraft: ProposalDraft = {
  title: '',
  text: '',
  method: 'majority',
  threshold: '2/3',
  options: '',
  seats: '1',
  maxScore: '5',
  projects: '',
  budget: '',
  quorum: '0',
  hours: '72',
  closesEarly: false,
}

/** The rule that the fields say; undefined while they say none. */
export function ruleOfDraft({
  method,
  threshold,
  options,
  seats,
  maxScore,
  projects,
  budget,
}: ProposalDraft): MethodRule | undefined {
  switch (method) {
    case 'majority':
      return { method }
    case 'supermajority':
    case 'consensus':
      return { method, threshold }
    case 'approval':
    case 'score': {
      const named = parseOptions(options)
      const places = whole(seats)
      const highest = whole(maxScore)
      if (!named || !places || places > named.length || !highest || highest > 1_000) return undefined
      if (method === 'score') return { method, options: named, maxScore: highest, seats: places }
      return { method, options: named, minApprovals: 0, maxApprovals: named.length, seats: places }
    }
    case 'budget': {
      const named = parseProjects(projects)
      const money = whole(budget)
      if (!named || !money) return undefined
      const ballot = { type: 'approval', min: 1, max: named.length } as const
      return { method, options: named, budget: money, ballot, selection: { rule: 'greedy' } }
    }
  }
}

const PLACE = 'comunal.draft'

export function readDraft(storage: Storage): ProposalDraft | undefined {
  try {
    const stored: unknown = JSON.parse(storage.getItem(PLACE) ?? 'null')
    return isDraft(stored) ? stored : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(storage: Storage, draft: ProposalDraft): void {
  storage.setItem(PLACE, JSON.stringify(draft))
}

export function forgetDraft(storage: Storage): void {
  storage.removeItem(PLACE)
}

function isDraft(value: unknown): value is ProposalDraft {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(emptyDraft).every(([name, empty]) => typeof Reflect.get(value, name) === typeof empty)
}

/** A whole number above zero; undefined for anything else. */
function whole(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text.trim()) ? Number(text.trim()) : undefined
}
