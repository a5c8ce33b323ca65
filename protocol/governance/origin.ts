import { encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { proposalOfElection } from './election.ts'
import { initiativeState, proposalOfInitiative } from './initiative.ts'
import type { Origin } from './origin-codec.ts'
import { type ProposalOpened, proposalOpened } from './proposal.ts'

/** Between when the node words a proposal and when it is signed, by its own clock. */
const WORDING_MS = 60_000

/** Whether a proposal that the node opens is the one that follows from its origin, and the first. */
export function judgeOrigin(
  proposal: ProposalOpened,
  { type, id }: Origin,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const due = type === 'initiative' ? dueForInitiative(id, reader, nowMs) : dueForElection(id, reader, nowMs)
  return isRefusal(due) ? due : refuseOther(proposal, due)
}

function dueForInitiative(id: Cid, reader: LogReader, nowMs: number): ProposalOpened | Refusal {
  const initiative = reader.assembly?.initiative(id)
  if (!initiative) return refuse('initiative/unknown')
  const state = initiativeState(initiative, reader, nowMs)
  return state === 'reached' ? proposalOfInitiative(initiative, nowMs) : refuse('initiative/over', { state })
}

function dueForElection(id: Cid, reader: LogReader, nowMs: number): ProposalOpened | Refusal {
  const { assembly } = reader
  const election = assembly?.election(id)
  if (!assembly || !election) return refuse('election/unknown')
  if (election.proposal) return refuse('election/already')
  const { nominationsUntilMs } = election
  if (nowMs <= nominationsUntilMs) return refuse('election/too-early', { nominationsUntilMs })
  return proposalOfElection(election, assembly.candidates(id), nowMs)
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
