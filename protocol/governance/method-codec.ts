import {
  type Codec,
  integer,
  isProblem,
  list,
  object,
  oneOf,
  optional,
  problem,
  rational,
  text,
  union,
} from '../bytes/schema.ts'
import type { MethodRule } from './method.ts'
import { MOST_POINTS } from './methods/budget-ballot.ts'
import type { MethodCount, OptionCount } from './methods/count.ts'
import { LONGEST_OPTION, MOST_OPTIONS } from './methods/options.ts'

const option = text({ min: 1, max: LONGEST_OPTION })
const options = list(option, { min: 1, max: MOST_OPTIONS })
const places = integer({ min: 0, max: MOST_OPTIONS })
const whole = integer({ min: 0 })
const points = integer({ min: -MOST_POINTS, max: MOST_POINTS })
const length = { min: places, max: places }
const pointRange = { minPoints: points, maxPoints: points }

/** The rule of a method in bytes; whether it makes sense, `checkRule` says. */
export const methodRuleCodec: Codec<MethodRule> = union('method', {
  majority: object({}),
  supermajority: object({ threshold: rational }),
  consensus: object({ threshold: rational }),
  approval: object({ options, minApprovals: places, maxApprovals: places, seats: places }),
  score: object({ options, maxScore: whole, seats: places }),
  budget: object({
    options: list(object({ id: option, cost: whole }), { min: 1, max: MOST_OPTIONS }),
    budget: whole,
    ballot: union('type', {
      'choose-1': object({}),
      approval: object(length),
      cumulative: object({ ...length, ...pointRange, minSum: points, maxSum: points }),
      scoring: object({ ...length, ...pointRange }),
      ordinal: object({ min: places, points: list(points, { max: MOST_OPTIONS }) }),
    }),
    selection: object({ rule: oneOf('greedy', 'greedy-no-skip', 'greedy-threshold'), threshold: optional(whole) }),
  }),
})

const sum = integer()

/** `[option, ballots, points]`. */
const optionCount: Codec<OptionCount> = {
  encode: ({ option, ballots, points }) => [option, ballots, points],
  decode: value => {
    if (!Array.isArray(value) || value.length !== 3) return problem('not the count of an option')
    const name = option.decode(value[0])
    const ballots = whole.decode(value[1])
    const given = sum.decode(value[2])
    if (isProblem(name)) return name
    if (isProblem(ballots)) return ballots
    return isProblem(given) ? given : { option: name, ballots, points: given }
  },
}

/** A count in bytes: `{ballots, counts: [[option, ballots, points], …]}`. */
export const methodCountCodec: Codec<MethodCount> = object({
  ballots: whole,
  counts: list(optionCount, { max: MOST_OPTIONS }),
})
