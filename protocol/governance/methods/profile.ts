import type { Rational } from '../../rational.ts'
import type { Choice } from '../choice.ts'

/** Ballots that say the same, and what they weigh together: whole voters within a group, a fraction where groups weigh. */
export type ProfileRow = { readonly choice: Choice; readonly weight: Rational }

/** What a method that looks at whole ballots counts: each choice and its weight, in any order, none twice. */
export type Profile = readonly ProfileRow[]
