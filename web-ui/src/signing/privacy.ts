import type { RollCall } from '../../../protocol/governance/vote-privacy.ts'

/** What a vote shows of itself, as a form has it; a roll-call of null is the group's own. */
export type Privacy = { readonly rollCall: RollCall | null; readonly hidesTally: boolean }

/** What was chosen, and nothing where the charter is to say it. */
export function privacyTerms({ rollCall, hidesTally }: Privacy): { rollCall?: RollCall; liveTally?: boolean } {
  return { ...(rollCall ? { rollCall } : {}), ...(hidesTally ? { liveTally: false } : {}) }
}
