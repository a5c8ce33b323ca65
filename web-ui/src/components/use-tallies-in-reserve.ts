import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '../api/api-context.ts'
import { tallyQuery } from '../api/queries.ts'
import type { ProposalSummary } from '../api/shapes.ts'

const FOR_EVER = Number.POSITIVE_INFINITY
/** By then what is looked at stands. */
const QUIET_MS = 5_000
/** More cards go on paper without their counts, which stand on the page of each vote. */
const MOST = 60

/**
 * Fetches what cards further down will show, one after the other, while nobody waits for anything: paper shows all of them. It
 * stays while the page stands open, and is fetched again where it has changed.
 */
export function useTalliesInReserve(proposals: readonly ProposalSummary[]): void {
  const api = useApi()
  const queries = useQueryClient()
  const ids = proposals
    .filter(({ state, liveTally }) => state === 'closed' || (state !== 'opening' && liveTally))
    .slice(0, MOST)
    .map(({ id }) => id)
    .join(' ')
  const votes = proposals.reduce((sum, { voters }) => sum + voters, 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each vote it begins again.
  useEffect(() => {
    let isOver = ids === ''
    const fetchAll = async () => {
      for (const id of ids.split(' ')) {
        if (isOver) return
        // Only what is not here, or has changed since.
        await queries.prefetchQuery({ ...tallyQuery(api, id), staleTime: FOR_EVER, gcTime: FOR_EVER })
      }
    }
    const timer = setTimeout(() => fetchAll().catch(() => undefined), QUIET_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [api, queries, ids, votes])
}
