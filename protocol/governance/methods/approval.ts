import { type Refusal, refuse } from '../../refusal.ts'
import type { Choice } from '../choice.ts'
import type { Mark } from './count.ts'
import { checkLength, checkNamed, checkOptions, checkWhole } from './options.ts'

/** Each voter approves of some options; the most approved ones take the seats. */
export type ApprovalRule = {
  readonly method: 'approval'
  readonly options: readonly string[]
  readonly minApprovals: number
  readonly maxApprovals: number
  /** How many options win. */
  readonly seats: number
}

export function checkApprovalRule(rule: ApprovalRule): Refusal | undefined {
  const most = rule.options.length
  return (
    checkOptions(rule.options) ??
    checkWhole('maxApprovals', rule.maxApprovals, 1, most) ??
    checkWhole('minApprovals', rule.minApprovals, 0, rule.maxApprovals) ??
    checkWhole('seats', rule.seats, 1, most)
  )
}

export function checkApproval(rule: ApprovalRule, choice: Choice): Refusal | undefined {
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
