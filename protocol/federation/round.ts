import { cid, nullable, object, oneOf } from '../bytes/schema.ts'
import { isBinary } from '../governance/method.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { FederationProposal, FederationProposed } from './proposal.ts'

/** The rounds of a ratification, in their order. */
export const STAGES = ['survey', 'plan', 'ratification', 'implementation'] as const
export type Stage = (typeof STAGES)[number]

/** A round opened from the one before: the members are asked, the council plans, the groups ratify, and say it is done. */
export const round = object({ stage: oneOf(...STAGES), follows: nullable(cid) })

/**
 * The stage that comes after a round: the next one where it is decided and, if it asked yes or no, has passed. A plan that
 * is not wanted or not ratified is written anew; what is not carried out yet is asked again.
 * @returns undefined while the round is open, and for what is none.
 */
export function nextStage({ round, method, decision }: FederationProposal): Stage | undefined {
  if (!round || !decision) return undefined
  const hasPassed = !isBinary(method) || decision.body.accepted === true
  if (round.stage === 'survey') return 'plan'
  if (round.stage === 'plan') return hasPassed ? 'ratification' : 'plan'
  if (round.stage === 'ratification') return hasPassed ? 'implementation' : 'plan'
  return hasPassed ? undefined : 'implementation'
}

/** Refuses a round that does not come after the one it follows. The plan is the council's: its stewards write it. */
export function refuseRound(body: FederationProposed, reader: LogReader): Refusal | undefined {
  const { round: asked } = body
  const bad = (problem: string) => refuse('proposal/bad', { field: 'round', problem })
  if (!asked) return
  if (body.answers || body.expels) return bad('it is a question of this federation itself')
  if (asked.stage !== 'survey' && !isBinary(body.method)) return bad('it takes a yes or no')
  if (asked.follows === null) return asked.stage === 'survey' ? undefined : bad('it follows no round')
  const before = reader.federationProposal(asked.follows)
  if (!before?.round) return bad('what it follows is no round')
  const next = nextStage(before)
  if (next !== asked.stage) return bad(next ? `a ${next} comes next` : 'nothing can follow yet')
}
