import type { Cid } from '../bytes/cid.ts'
import {
  boolean,
  cid,
  type Infer,
  integer,
  largeRational,
  list,
  nullable,
  object,
  optional,
  rational as rationalCodec,
  text,
} from '../bytes/schema.ts'
import { methodCountCodec } from '../governance/method.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { compareRationals } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Verdict } from './aggregate.ts'
import { type FederationGroup, takesPart } from './roster.ts'

/** A federation's signed result. It names the mandates it rests on, so that anyone can come to it again. */
export const federationDecided = object({
  proposal: cid,
  /** The amendment that had set the charter under which it was asked; absent where that was the genesis. */
  charter: optional(cid),
  groups: list(
    object({ group: cid, weight: rationalCodec, mandate: nullable(cid), reason: nullable(text({ min: 1, max: 40 })) }),
    { max: 10_000 },
  ),
  weighted: list(object({ option: text({ min: 1, max: 200 }), points: largeRational }), { max: 1_000 }),
  quorum: object({ needed: integer({ min: 0 }), counted: integer({ min: 0 }) }),
  accepted: nullable(boolean),
  selected: list(text({ min: 1, max: 200 }), { max: 1_000 }),
  popular: object({ electorate: integer({ min: 0 }), count: methodCountCodec }),
  diverges: boolean,
  /** Clauses that vetoes suspend, by their place in the proposal; absent where there are none. */
  suspended: optional(
    list(object({ clause: integer({ min: 0 }), vetoes: list(cid, { min: 1, max: 10_000 }) }), { min: 1, max: 20 }),
  ),
})
export type FederationDecided = Infer<typeof federationDecided>

/** A decision as it stands in the federation's log. */
export type Decision = { readonly entry: Cid; readonly atMs: number; readonly body: FederationDecided }

/**
 * The decision that states a verdict.
 * @param charter the amendment under which the proposal was asked; undefined where that was the genesis.
 */
export function decisionOf(
  proposal: FederationDecided['proposal'],
  verdict: Verdict,
  charter?: FederationDecided['charter'],
): FederationDecided {
  return {
    proposal,
    ...(charter ? { charter } : {}),
    groups: verdict.groups.map(({ group, weight, mandate, reason }) => ({
      group,
      weight,
      mandate: mandate?.id ?? null,
      reason,
    })),
    weighted: verdict.weighted.map(({ option, points }) => ({ option, points })),
    quorum: { needed: verdict.quorum.needed, counted: verdict.quorum.counted },
    accepted: verdict.outcome.accepted ?? null,
    selected: [...verdict.outcome.selected],
    popular: { electorate: verdict.popular.electorate, count: verdict.popular.count },
    diverges: verdict.diverges,
    ...(verdict.suspended.length > 0
      ? { suspended: verdict.suspended.map(({ clause, vetoes }) => ({ clause, vetoes: [...vetoes] })) }
      : {}),
  }
}

/**
 * Only the federation's node states decisions, one for each proposal: over all its groups, none left out, and before the
 * deadline for mandates only where every one of them has spoken.
 */
export function judgeDecided(
  { entry, body }: KnownEntry<'federation/decided'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  if (entry.header.by !== reader.charter()?.node) return refuse('member/not-allowed', { kind: 'federation/decided' })
  const proposal = reader.federationProposal(body.proposal)
  if (!proposal) return refuse('proposal/unknown')
  if (proposal.state !== 'open') return refuse('proposal/closed')
  if (body.charter !== proposal.charter) {
    return refuse('proposal/bad', { field: 'charter', problem: 'not the charter under which it was asked' })
  }
  const members = reader.groups().filter(group => takesPart(group, proposal))
  if (!namesExactly(body.groups, members)) {
    return refuse('mandate/bad-arithmetic', { what: 'not the groups of the federation, each with its weight' })
  }
  const isMissing = body.groups.some(({ reason }) => reason === 'mandate/missing')
  if (isMissing && Math.min(nowMs, entry.header.at) <= proposal.mandatesByMs) {
    return refuse('proposal/too-early', { mandatesByMs: proposal.mandatesByMs })
  }
}

/** Whether a decision names these groups, once each, with the weights they have. */
function namesExactly(named: FederationDecided['groups'], members: readonly FederationGroup[]): boolean {
  const weights = new Map(named.map(({ group, weight }) => [group, weight]))
  return (
    named.length === members.length &&
    members.every(({ id, weight }) => {
      const stated = weights.get(id)
      return stated !== undefined && compareRationals(stated, weight) === 0
    })
  )
}
