import { bytes, type Codec, integer, isProblem, list, object, optional, problem } from '../../bytes/schema.ts'
import type { MethodCount, OptionCount } from './count.ts'
import { MOST_OPTIONS } from './options.ts'
import { option, whole } from './rule-fields.ts'

/** Cells of one count: with the names of 30 options of any length they fit an entry of 64 KiB. */
export const MOST_CELLS = 1_000

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

/** A count in bytes: `{ballots, counts: [[option, ballots, points], …]}`, with `cells` or `profile` where the method has them. */
export const methodCountCodec: Codec<MethodCount> = object({
  ballots: whole,
  counts: list(optionCount, { max: MOST_OPTIONS }),
  cells: optional(list(whole, { max: MOST_CELLS })),
  profile: optional(bytes(32)),
})
