import { object, oneOf } from '../../bytes/schema.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import type { Mark } from './count.ts'
import type { Method } from './method-type.ts'
import { checkLength, checkNamed, checkOptions, checkWhole } from './options.ts'
import { options, places } from './rule-fields.ts'
import { fillSeats, runnerUpGetsAll } from './seats.ts'

/** Each voter approves of some options; the most approved ones take the seats. */
export type ApprovalRule = {
  readonly method: 'approval'
  readonly options: readonly string[]
  readonly minApprovals: number
  readonly maxApprovals: number
  /** How many options win. */
  readonly seats: number
}

export const approval: Method<ApprovalRule> = {
  rule: object({
    method: oneOf('approval'),
    options,
    minApprovals: places,
    maxApprovals: places,
    seats: places,
  }),
  isBinary: () => false,
  checkRule: checkApprovalRule,
  checkChoice: checkApproval,
  options: rule => rule.options,
  marks: (_, choice) => approvalMarks(choice),
  limits: ({ minApprovals, maxApprovals }) => ({ named: [minApprovals, maxApprovals], points: [1, 1] }),
  counting: () => ({ from: 'marks', decide: ({ seats }, points, seed) => fillSeats(points, seats, seed) }),
  extremes: ({ seats }, counted, more) => runnerUpGetsAll(counted, seats, more, 1),
}

function checkApprovalRule(rule: ApprovalRule): Refusal | undefined {
  const most = rule.options.length
  return (
    checkOptions(rule.options) ??
    checkWhole('maxApprovals', rule.maxApprovals, 1, most) ??
    checkWhole('minApprovals', rule.minApprovals, 0, rule.maxApprovals) ??
    checkWhole('seats', rule.seats, 1, most)
  )
}

function checkApproval(rule: ApprovalRule, choice: Choice): Refusal | undefined {
  if (!('approve' in choice)) return refuse('ballot/bad-choice', { problem: 'the ballot takes approvals' })
  const { approve } = choice
  return (
    checkLength(approve.length, rule.minApprovals, rule.maxApprovals) ??
    checkNamed(approve, option => rule.options.includes(option))
  )
}

/** One point for each option approved of. */
export function approvalMarks(choice: Choice): Mark[] {
  return 'approve' in choice ? choice.approve.map(option => [option, 1]) : []
}
