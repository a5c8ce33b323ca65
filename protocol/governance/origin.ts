import { encodeCanonical } from '../bytes/canonical.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { initiativeState, proposalOfInitiative } from './initiative.ts'
import type { Origin } from './origin-codec.ts'
import { type ProposalOpened, proposalOpened } from './proposal.ts'

/** Between when the node words a proposal and when it is signed, by its own clock. */
const WORDING_MS = 60_000

/** Whether a proposal that the node opens is the one that follows from its origin, and the first. */
export function judgeOrigin(
  proposal: ProposalOpened,
  { id }: Origin,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const initiative = reader.assembly?.initiative(id)
  if (!initiative) return refuse('initiative/unknown')
  const state = initiativeState(initiative, nowMs)
  if (state !== 'reached') return refuse('initiative/over', { state })
  return refuseOther(proposal, proposalOfInitiative(initiative, nowMs))
}

function refuseOther(proposal: ProposalOpened, due: ProposalOpened): Refusal | undefined {
  const late = due.closesAtMs - proposal.closesAtMs
  const same = bytesOf(proposal, due.closesAtMs)
  if (late >= 0 && late <= WORDING_MS && equalBytes(same, bytesOf(due, due.closesAtMs))) return undefined
  return refuse('proposal/bad', { field: 'origin', problem: 'not what follows from it' })
}

function bytesOf(proposal: ProposalOpened, closesAtMs: number): Uint8Array {
  return encodeCanonical(proposalOpened.encode({ ...proposal, closesAtMs }))
}
