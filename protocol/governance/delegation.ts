import type { Cid } from '../bytes/cid.ts'
import { cid, type Infer, integer, nullable, object, optional, publicKey, union } from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import { permits } from '../group/role.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { areaName } from './area.ts'

/** What a delegation is for. Of several that apply to a proposal the narrowest does: the proposal, its area, everything. */
export const delegationScope = union('type', {
  everything: object({}),
  area: object({ area: areaName }),
  proposal: object({ proposal: cid }),
})
export type DelegationScope = Infer<typeof delegationScope>

/** A member passes their vote on. A later one for the same scope takes its place. */
export const delegationGiven = object({
  scope: delegationScope,
  /** Null for nobody: no wider delegation applies either. */
  to: nullable(publicKey),
  /** The last millisecond at which it applies; a vote asks at its close. */
  expiresAtMs: optional(integer({ min: 0 })),
})

/** A member takes a delegation back; wider ones apply again. */
export const delegationRevoked = object({ scope: delegationScope })

/** A delegation as it stands, by the scope that it was given for. */
export type Delegation = Infer<typeof delegationGiven>

const NARROWEST_FIRST = ['proposal', 'area', 'everything'] as const

/**
 * The one delegation of a member that applies to a proposal; undefined where none does.
 * @param held those of one member, one a scope at most.
 * @param atMs now, or the close of the vote: what has expired by then does not count.
 */
export function applyingDelegation(
  held: readonly Delegation[],
  proposal: { readonly id: Cid; readonly area?: string | undefined },
  atMs: number,
): Delegation | undefined {
  const applying = held.filter(
    ({ scope, expiresAtMs }) => covers(scope, proposal) && (expiresAtMs === undefined || atMs <= expiresAtMs),
  )
  for (const type of NARROWEST_FIRST) {
    const found = applying.find(({ scope }) => scope.type === type)
    if (found) return found
  }
}

/** A scope as one text: of two delegations with the same, only one can stand. */
export function scopeText(scope: DelegationScope): string {
  if (scope.type === 'everything') return ''
  return scope.type === 'area' ? `area/${scope.area}` : `proposal/${scope.proposal}`
}

function covers(scope: DelegationScope, { id, area }: { readonly id: Cid; readonly area?: string | undefined }) {
  if (scope.type === 'proposal') return scope.proposal === id
  return scope.type === 'everything' || scope.area === area
}

/** A member who may vote gives their vote to another such member, while the vote it is for is open. */
export function judgeDelegationGiven(
  { entry, body: { scope, to, expiresAtMs } }: KnownEntry<'delegation/given'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const { by } = entry.header
  if (reader.charter()?.members !== 'people') return refuse('entry/not-for-this-log', { kind: 'delegation/given' })
  const refusal = requirePermission(reader, by, 'vote') ?? requireOpenScope(scope, reader, nowMs)
  if (refusal) return refusal
  if (expiresAtMs !== undefined && expiresAtMs < nowMs) return refuse('delegation/expired', { expiresAtMs })
  if (to === by) return refuse('delegation/self')
  const delegate = to === null ? null : reader.member(to)
  const mayVote = delegate?.state === 'active' && permits(delegate.role, 'vote')
  if (delegate !== null && !mayVote) return refuse('delegation/bad-delegate', { to })
}

/** Whoever has given a delegation may take it back, members who were removed since as well: it still weighs in open votes. */
export function judgeDelegationRevoked(
  { entry, body: { scope } }: KnownEntry<'delegation/revoked'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  if (!reader.hasDelegation(entry.header.by, scope)) return refuse('delegation/none')
  return requireOpenScope(scope, reader, nowMs)
}

function requireOpenScope(scope: DelegationScope, reader: LogReader, nowMs: number): Refusal | undefined {
  if (scope.type !== 'proposal') return
  const proposal = reader.proposal(scope.proposal)
  if (!proposal) return refuse('proposal/unknown')
  const { state, closesAtMs } = proposal
  const isOpen = (state === 'opening' || state === 'open') && nowMs <= closesAtMs
  if (!isOpen) return refuse('proposal/not-open', { state })
}
