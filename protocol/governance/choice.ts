import { type Codec, integer, isProblem, list, object, oneOf, problem, text } from '../bytes/schema.ts'
import type { Mark } from './methods/count.ts'
import { LONGEST_OPTION, MOST_OPTIONS } from './methods/options.ts'

export type Vote = 'for' | 'against' | 'abstain'

/** One answer to a question of yes or no. */
export type VoteChoice = { readonly vote: Vote }
/** The options a voter approves of, in any order. */
export type ApproveChoice = { readonly approve: readonly string[] }
/** Points a voter gives to options, in any order. */
export type PointsChoice = { readonly points: readonly Mark[] }
/** Options from the best on. */
export type RankChoice = { readonly rank: readonly string[] }
/** Options from the best on, those that are equally good together; what is left out is below all of them. */
export type TiersChoice = { readonly tiers: readonly (readonly string[])[] }

/**
 * What a ballot says. Its one field names the kind of ballot; which kind fits, and how many options it takes, is said
 * by the rule of the method.
 */
export type Choice = VoteChoice | ApproveChoice | PointsChoice | RankChoice | TiersChoice

const option = text({ min: 1, max: LONGEST_OPTION })
const options = list(option, { max: MOST_OPTIONS })
const points = integer()

/** `[option, points]`. */
const mark: Codec<Mark> = {
  encode: ([name, given]) => [name, given],
  decode: value => {
    if (!Array.isArray(value) || value.length !== 2) return problem('not an option with points')
    const name = option.decode(value[0])
    const given = points.decode(value[1])
    if (isProblem(name)) return name
    return isProblem(given) ? given : [name, given]
  },
}

const vote: Codec<VoteChoice> = object({ vote: oneOf('for', 'against', 'abstain') })
const approve: Codec<ApproveChoice> = object({ approve: options })
const givePoints: Codec<PointsChoice> = object({ points: list(mark, { max: MOST_OPTIONS }) })
const tiers: Codec<TiersChoice> = object({
  tiers: list(list(option, { min: 1, max: MOST_OPTIONS }), { max: MOST_OPTIONS }),
})
const rank: Codec<RankChoice> = object({ rank: options })

/** A choice in bytes: a map with the one field of its kind, e.g. `{"approve": ["214", "93"]}`. */
export const choiceCodec: Codec<Choice> = {
  encode: choice => {
    if ('vote' in choice) return vote.encode(choice)
    if ('approve' in choice) return approve.encode(choice)
    if ('points' in choice) return givePoints.encode(choice)
    return 'rank' in choice ? rank.encode(choice) : tiers.encode(choice)
  },
  decode: value => {
    if (typeof value !== 'object' || value === null) return problem('not a choice')
    if ('vote' in value) return vote.decode(value)
    if ('approve' in value) return approve.decode(value)
    if ('points' in value) return givePoints.decode(value)
    if ('rank' in value) return rank.decode(value)
    return 'tiers' in value ? tiers.decode(value) : problem('not a choice')
  },
}
