import type { Messages } from './messages.ts'
import { ptFirst } from './pt-first.ts'
import { ptRest } from './pt-rest.ts'

/** A página em português. */
export const pt: Messages = { ...ptFirst, ...ptRest }
