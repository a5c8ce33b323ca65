import fc from 'fast-check'
import type { Test } from 'tap'
import type { Choice } from '../../../protocol/governance/choice.ts'
import type { Contest } from '../../../protocol/governance/methods/contest.ts'
import type { Method } from '../../../protocol/governance/methods/method-type.ts'
import { ONE } from '../../../protocol/rational.ts'
import {
  condorcetWinner,
  type Decide,
  elections,
  namesDecideNothing,
  OPTIONS,
  orderDecidesNothing,
  raiseInTiers,
  raisingNeverHarms,
  scaleDecidesNothing,
  tiers,
  weightsAreCopies,
} from './elections.ts'

export const ballots = (...choices: string[][][]) => choices.map(tiers => ({ choice: { tiers }, weight: ONE }))

/** What holds for every method that compares each option with each other. */
export function keepsPairedLaws(t: Test, decide: Decide) {
  let found = 0
  fc.assert(
    fc.property(elections(tiers), ({ profile, seed }) => {
      const winner = condorcetWinner(profile)
      if (winner === undefined) return true
      found += 1
      const { selected, ranking } = decide(OPTIONS, 1, profile, seed)
      return selected.join() === winner && ranking[0]?.join() === winner
    }),
  )
  t.ok(found > 20, 'a winner of every duel wins, and ranks alone')
  orderDecidesNothing(decide, tiers)
  namesDecideNothing(decide, tiers)
  weightsAreCopies(decide, tiers)
  scaleDecidesNothing(decide, tiers)
  raisingNeverHarms(decide, tiers, raiseInTiers)
}

/** What rules and ballots of these methods are refused for. */
export function refusesUnsoundContests<R extends Contest & { readonly method: string }>(
  t: Test,
  { checkRule, checkChoice }: Method<R>,
  rule: (contest: Contest) => R,
) {
  const three = rule({ options: ['a', 'b', 'c'], seats: 1 })
  const choices: [Choice, string][] = [
    [{ rank: ['a'] }, 'the ballot takes tiers'],
    [{ tiers: [['a'], ['x']] }, 'not an option'],
    [{ tiers: [['a'], ['b', 'a']] }, 'named twice'],
    [{ tiers: [['a'], ['b', 'a'], ['c']] }, 'too many options'],
  ]
  for (const [choice, problem] of choices) {
    t.match(checkChoice(three, choice), { code: 'ballot/bad-choice', detail: { problem } }, problem)
  }
  t.equal(checkChoice(three, { tiers: [['a', 'c'], ['b']] }), undefined)
  t.equal(checkChoice(three, { tiers: [] }), undefined)
  const sound: Contest = { options: ['a', 'b'], seats: 1 }
  const contests: [Contest, string][] = [
    [{ ...sound, options: ['a', 'a'] }, 'options'],
    [{ ...sound, options: Array.from({ length: 31 }, (_, i) => `${i}`) }, 'options'],
    [{ ...sound, seats: 3 }, 'seats'],
    [{ ...sound, statusQuo: 'c' }, 'statusQuo'],
    [{ ...sound, statusQuo: 'a', seats: 2 }, 'seats'],
  ]
  for (const [contest, field] of contests) {
    t.match(checkRule(rule(contest)), { code: 'proposal/bad', detail: { field } }, field)
  }
  t.equal(checkRule(rule(sound)), undefined)
  t.equal(checkRule(rule({ ...sound, statusQuo: 'a' })), undefined)
}
