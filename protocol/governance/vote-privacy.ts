import { boolean, oneOf, optional } from '../bytes/schema.ts'
import type { Charter } from '../group/charter.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { ProposalOpened } from './proposal.ts'

/** Who may learn which member voted what, once the vote is closed; from the most hidden to the most open. */
export const ROLL_CALLS = ['voter', 'members', 'all'] as const
export type RollCall = (typeof ROLL_CALLS)[number]
export const rollCallCodec = oneOf(...ROLL_CALLS)

/** What a proposal says of what its vote shows; what it leaves out is as the charter has it. */
export const privacyFields = {
  /** Who may learn which member voted what. */
  rollCall: optional(rollCallCodec),
  /** Whether everyone sees how the vote stands before it closes. */
  liveTally: optional(boolean),
}

export type VotePrivacy = { readonly rollCall: RollCall; readonly liveTally: boolean }
type Said = Pick<ProposalOpened, 'rollCall' | 'liveTally'>

/** What a vote shows of itself: as its proposal says, else as the charter does, where tallies are live unless it says no. */
export function privacyOf({ rollCall, liveTally }: Said, { privacy }: Pick<Charter, 'privacy'>): VotePrivacy {
  return { rollCall: rollCall ?? privacy.rollCall, liveTally: liveTally ?? privacy.liveTally ?? true }
}

/**
 * A proposal may hide more than the charter, never less: members joined by the charter's word. Where no tally is shown, a
 * vote that ends once nothing can change would tell how it stands by going on.
 */
export function refusePrivacy(
  proposal: Said & Pick<ProposalOpened, 'closesEarly'>,
  charter: Pick<Charter, 'privacy'>,
): Refusal | undefined {
  const asked = privacyOf(proposal, charter)
  const most = privacyOf({}, charter)
  const bad = (field: string, problem: string) => refuse('proposal/bad', { field, problem })
  if (ROLL_CALLS.indexOf(asked.rollCall) > ROLL_CALLS.indexOf(most.rollCall)) {
    return bad('rollCall', `more open than the charter, which says ${most.rollCall}`)
  }
  if (asked.liveTally && !most.liveTally) return bad('liveTally', 'more open than the charter, which shows none')
  if (!asked.liveTally && proposal.closesEarly === 'settled') {
    return bad('closesEarly', 'going on would tell how a vote stands whose tally is hidden')
  }
}
