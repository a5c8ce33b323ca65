import { enFirst } from './en-first.ts'
import { enRest } from './en-rest.ts'

/** The page in English: the language that every other one is checked against. */
export const en = { ...enFirst, ...enRest } as const
