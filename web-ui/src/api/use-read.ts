import {
  notifyManager,
  type QueryCache,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'

/** What was read, or why it could not be: never both, so that no failure stands in the place of what is there. */
export type Read<Data> = {
  readonly data: Data | undefined
  readonly error: Error | null
  readonly isPending: boolean
  readonly refetch: () => void
}

/**
 * A read of the node, asked again as it gets stale: the one way by which the page reads. What was read once stays, with
 * what somebody writes below it, though a later read fails; the frame says so (`useFailedRead`).
 */
export function useRead<Answer, Data = Answer, Key extends QueryKey = QueryKey>(
  query: UseQueryOptions<Answer, Error, Data, Key>,
): Read<Data> {
  return readOf(useQuery(query))
}

/** Several reads of a kind, in their order. */
export function useReads<Data, Key extends QueryKey>(queries: readonly UseQueryOptions<Data, Error, Data, Key>[]) {
  return useQueries({ queries }).map(result => readOf(result))
}

/** TanStack Query has the error of a later read beside what was read before. */
export function readOf<Data>({ data, error, isPending, refetch }: UseQueryResult<Data, Error>): Read<Data> {
  return { data, error: data === undefined ? error : null, isPending, refetch }
}

/** Why something that is looked at could not be read again; null while everything could. */
export function useFailedRead(): Error | null {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(notifyManager.batchCalls(onChange)), [cache])
  return useSyncExternalStore(subscribe, () => failedRead(cache))
}

export function failedRead(cache: QueryCache): Error | null {
  const failed = cache.getAll().find(query => query.isActive() && query.state.data !== undefined && query.state.error)
  return failed?.state.error ?? null
}
