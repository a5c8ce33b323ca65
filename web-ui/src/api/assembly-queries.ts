import { queryOptions } from '@tanstack/react-query'
import { type Api, unwrap } from './client.ts'

/** Reads about elections, initiatives, draws and endorsements; `live/keys-of-event.ts` says what makes them stale. */

export const electionsQuery = (api: Api) =>
  queryOptions({ queryKey: ['elections'], queryFn: () => unwrap(api.GET('/elections')) })

export const electionQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['elections', id],
    queryFn: () => unwrap(api.GET('/elections/{id}', { params: { path: { id } } })),
  })

/** Who holds which office now. */
export const officesQuery = (api: Api) =>
  queryOptions({ queryKey: ['offices'], queryFn: () => unwrap(api.GET('/offices')) })

export const initiativesQuery = (api: Api) =>
  queryOptions({ queryKey: ['initiatives'], queryFn: () => unwrap(api.GET('/initiatives')) })

export const initiativeQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['initiatives', id],
    queryFn: () => unwrap(api.GET('/initiatives/{id}', { params: { path: { id } } })),
  })

export const drawsQuery = (api: Api) =>
  queryOptions({ queryKey: ['sortitions'], queryFn: () => unwrap(api.GET('/sortitions')) })

export const drawQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['sortitions', id],
    queryFn: () => unwrap(api.GET('/sortitions/{id}', { params: { path: { id } } })),
  })

/** Whom a member has vouched for, and when they can again. */
export const endorsementsQuery = (api: Api, key: string) =>
  queryOptions({
    queryKey: ['endorsements', key],
    queryFn: () => unwrap(api.GET('/members/{key}/endorsements', { params: { path: { key } } })),
  })

/** One member; who waits to be let in may ask for themselves. */
export const memberQuery = (api: Api, key: string) =>
  queryOptions({
    queryKey: ['members', key],
    queryFn: () => unwrap(api.GET('/members/{key}', { params: { path: { key } } })),
  })
