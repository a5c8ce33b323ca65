import { caFirst } from './ca-first.ts'
import { caRest } from './ca-rest.ts'
import type { Messages } from './messages.ts'

/** La pàgina en català. */
export const ca: Messages = { ...caFirst, ...caRest }
