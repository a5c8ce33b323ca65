import type { RollCallInfo } from '../../node/client/shapes.ts'

type Choice = RollCallInfo['ballots'][number]['choice']

/** A ballot as one would type it: `for`; `a, b`; `a > b = c`; `a=5, b=3`. */
export function choiceText(choice: Choice): string {
  if ('vote' in choice) return choice.vote
  if ('approve' in choice) return choice.approve.join(', ')
  if ('points' in choice) return choice.points.map(([option, points]) => `${option}=${points}`).join(', ')
  if ('rank' in choice) return choice.rank.join(' > ')
  return choice.tiers.map(tier => tier.join(' = ')).join(' > ')
}
