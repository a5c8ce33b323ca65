import type { Heeded } from './standing-objections.ts'
import type { ShareAsked } from './threshold.ts'

/** What a vote has to reach: more for than against, no objection that is heeded, or a share. `Share`: a fraction, as numbers or as text. */
export type Condition<Share> =
  | { readonly kind: 'more-for' }
  | { readonly kind: 'no-objection'; readonly heeded: Heeded }
  | ({ readonly kind: 'share'; readonly share: Share } & ShareAsked)

/** The terms of a proposal that say it; of the rule the method and what share it asks for. */
export type StatedTerms<Share> = {
  readonly rule: { readonly method: string; readonly threshold?: Share }
  /** Null where any number of voters is enough. */
  readonly quorum: Share | null
  readonly quorumOf: 'eligible' | 'active'
  readonly thresholds: readonly (({ readonly share: Share } & ShareAsked) | { readonly what: 'objections' })[]
}

/**
 * Everything that has to hold for a proposal to pass, in the order in which people say it: what the method asks for, the
 * quorum, what else is asked. Of methods that choose among options only the quorum and what else is asked.
 */
export function conditionsOf<Share>({ rule, quorum, quorumOf, thresholds }: StatedTerms<Share>): Condition<Share>[] {
  const { method, threshold } = rule
  const isShared = method === 'supermajority' || method === 'consensus'
  const shares = thresholds.flatMap(asked => (asked.what === 'objections' ? [] : [asked]))
  const asksOfObjections = method === 'consensus' || shares.length < thresholds.length
  const heeded = method === 'consent' ? 'standing' : asksOfObjections ? 'upheld' : undefined
  return [
    ...(method === 'majority' ? [{ kind: 'more-for' } as const] : []),
    ...(isShared && threshold !== undefined
      ? [{ kind: 'share', what: 'for', of: 'cast', share: threshold } as const]
      : []),
    ...(quorum === null ? [] : [{ kind: 'share', what: 'voted', of: quorumOf, share: quorum } as const]),
    ...shares.map(({ what, of, share }) => ({ kind: 'share', what, of, share }) as const),
    ...(heeded ? [{ kind: 'no-objection', heeded } as const] : []),
  ]
}
