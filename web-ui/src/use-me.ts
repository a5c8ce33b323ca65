import { useApi } from './api/api-context.ts'
import { sessionQuery } from './api/queries.ts'
import type { Role, Session } from './api/shapes.ts'
import { useRead } from './api/use-read.ts'
import { useDeviceKey } from './device-key-context.tsx'

/** What the page's person may do; `permits` of protocol/group/role.ts is the rule, the node judges by it. */
export type Me = {
  readonly session: Session | null
  readonly isActive: boolean
  readonly isPending: boolean
  /** Removed, with votes left that opened before. */
  readonly isLeaving: boolean
  readonly mayInvite: boolean
  readonly mayReview: boolean
  /** By the role that is one's own: an office does not do, since a recount could not show that it was held. */
  readonly mayJudge: boolean
  readonly mayGovern: boolean
  readonly isLoading: boolean
  /** Why it is not known who reads; null where it is, or is still asked. */
  readonly failure: Error | null
  readonly askAgain: () => void
}

const MODERATORS: readonly Role[] = ['moderator', 'steward']

export function useMe(): Me {
  const { deviceKey } = useDeviceKey()
  const { data, error, refetch, isPending: isLoading } = useRead(sessionQuery(useApi(), deviceKey))
  const session = data ?? null
  const isActive = session?.state === 'active'
  const isModerator = isActive && session.role !== null && MODERATORS.includes(session.role)
  return {
    session,
    isActive,
    isPending: session?.state === 'pending',
    isLeaving: session?.state === 'removed',
    mayInvite: isModerator,
    mayReview: isModerator,
    mayJudge: isActive && session.ownRole !== null && MODERATORS.includes(session.ownRole),
    mayGovern: isActive && session.role === 'steward',
    isLoading,
    failure: error,
    askAgain: refetch,
  }
}
