import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '../api/api-context.ts'
import { tallyQuery } from '../api/queries.ts'
import type { ProposalSummary } from '../api/shapes.ts'

/** By then what is looked at stands. */
const QUIET_MS = 5_000
/** More cards go on paper without their counts, which stand on the page of each vote. */
const MOST = 60

/** Fetches what cards further down will show, one after the other, while nobody waits for anything: paper shows all of them. */
export function useTalliesInReserve(proposals: readonly ProposalSummary[]): void {
  const api = useApi()
  const queries = useQueryClient()
  const ids = proposals
    .filter(({ state, liveTally }) => state === 'closed' || (state !== 'opening' && liveTally))
    .slice(0, MOST)
    .map(({ id }) => id)
    .join(' ')
  useEffect(() => {
    let isOver = ids === ''
    const fetchAll = async () => {
      for (const id of ids.split(' ')) {
        if (isOver) return
        const query = tallyQuery(api, id)
        if (!queries.getQueryData(query.queryKey)) await queries.prefetchQuery(query)
      }
    }
    const timer = setTimeout(() => fetchAll().catch(() => undefined), QUIET_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [api, queries, ids])
}
