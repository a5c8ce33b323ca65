import type { Cid } from '../bytes/cid.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** How a vote ended. Where the question is which, it is accepted if anything was chosen. */
export type Result = { readonly accepted: boolean; readonly closedAtMs: number }

/** A vote that was rejected: its question may come back, later. */
export type Rejected = { readonly id: Cid; readonly title: string; readonly closedAtMs: number }

export function requireAccepted(reader: LogReader, proposal: Cid): Refusal | undefined {
  return requireResult(reader, proposal, true)
}

export function requireRejected(reader: LogReader, proposal: Cid): Refusal | undefined {
  return requireResult(reader, proposal, false)
}

function requireResult(reader: LogReader, proposal: Cid, accepted: boolean): Refusal | undefined {
  const held = reader.proposal(proposal)
  if (!held) return refuse('proposal/unknown')
  if (reader.life?.result(proposal)?.accepted === accepted) return
  return refuse(accepted ? 'proposal/not-accepted' : 'proposal/not-rejected', { state: held.state })
}
