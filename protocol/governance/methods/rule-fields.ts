import { integer, list, text } from '../../bytes/schema.ts'
import { LONGEST_OPTION, MOST_OPTIONS } from './options.ts'

/** Fields of rules in bytes. Whether their values make sense, each method's own check says. */
export const option = text({ min: 1, max: LONGEST_OPTION })
export const options = list(option, { min: 1, max: MOST_OPTIONS })
/** Seats, ranks, or how many options. */
export const places = integer({ min: 0, max: MOST_OPTIONS })
export const whole = integer({ min: 0 })
