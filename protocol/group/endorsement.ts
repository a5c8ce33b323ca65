import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Charter } from './charter.ts'
import { requirePermission } from './membership.ts'

const DAY_MS = 24 * 3_600_000
const DEFAULT_OPEN = 3
const DEFAULT_COST_DAYS = 180

/** A vouch takes one of its author's slots until the newcomer is in, and no longer than this. */
export const ENDORSEMENT_LAPSES_MS = 30 * DAY_MS

/** A vouch by one member for another, and how long it takes a slot. */
export type Endorsement = {
  readonly member: PublicKeyHex
  readonly takenUntilMs: number
  /** Whether it is taken because the one vouched for was removed for cause. */
  readonly forCause: boolean
}

/** How many may be open at once, and how long a removal for cause costs a slot: as the charter says, or by default. */
export function endorsementTerms(charter: Charter | undefined): { open: number; costMs: number } {
  const terms = charter?.admission.type === 'vouched' ? charter.admission : undefined
  return { open: terms?.open ?? DEFAULT_OPEN, costMs: (terms?.costDays ?? DEFAULT_COST_DAYS) * DAY_MS }
}

/** When a member can vouch next: null where they can now. */
export function slotFreeAt(endorsements: readonly Endorsement[], open: number, nowMs: number): number | null {
  const taken = endorsements.map(({ takenUntilMs }) => takenUntilMs).filter(untilMs => untilMs > nowMs)
  return taken.toSorted((a, b) => a - b)[taken.length - open] ?? null
}

/** A member vouches once for who waits to come in, while one of their slots is free; `member/no-slot` says when one is. */
export function judgeVouched(
  { entry, body }: KnownEntry<'member/vouched'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const { by } = entry.header
  if (reader.member(body.member)?.state !== 'pending') return refuse('member/unknown', { key: body.member })
  if (reader.hasVouched(by, body.member)) return refuse('member/already', { key: body.member })
  const denied = requirePermission(reader, by, 'vouch')
  if (denied) return denied
  const { open } = endorsementTerms(reader.charter())
  const freeAtMs = slotFreeAt(reader.assembly?.endorsements(by) ?? [], open, nowMs)
  if (freeAtMs !== null) return refuse('member/no-slot', { open, freeAtMs })
}
