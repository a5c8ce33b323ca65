import { esFirst } from './es-first.ts'
import { esRest } from './es-rest.ts'
import type { Messages } from './messages.ts'

/** La página en español. */
export const es: Messages = { ...esFirst, ...esRest }
