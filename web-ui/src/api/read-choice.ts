import type { Choice } from '../../../protocol/governance/choice.ts'

/** A choice as JSON carries it: pairs come as lists of either. */
type ChoiceJson = Exclude<Choice, { points: unknown }> | { points: readonly (readonly (string | number)[])[] }

export function readChoice(choice: ChoiceJson): Choice {
  if (!('points' in choice)) return choice
  return { points: choice.points.map(([option = '', points = 0]) => [String(option), Number(points)]) }
}
