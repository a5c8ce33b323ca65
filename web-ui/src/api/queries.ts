import { queryOptions } from '@tanstack/react-query'
import type { DeviceKey } from '../device-key.ts'
import { WITNESSED } from '../live/asks-again.ts'
import { type Api, unwrap } from './client.ts'
import { isCode, Problem } from './problem.ts'
import { readChoice } from './read-choice.ts'
import type { Group, Handover, MyBallot, RollCall, Session } from './shapes.ts'

/** Reads of the API by name; `live/keys-of-event.ts` says which of them an event makes stale. */

/** The group this node keeps; null while it keeps none. */
export const groupQuery = (api: Api) =>
  queryOptions({
    queryKey: ['group'],
    queryFn: async (): Promise<Group | null> => {
      try {
        return await unwrap(api.GET('/group'))
      } catch (error) {
        if (isCode(error, 'group/none')) return null
        throw error
      }
    },
  })

/** Who reads: the session that stands, or a new one signed with this device's key; null for a visitor. */
export const sessionQuery = (api: Api, deviceKey: DeviceKey | undefined) =>
  queryOptions({
    queryKey: ['session', deviceKey?.key ?? null],
    queryFn: async ({ client }): Promise<Session | null> => {
      if (!deviceKey) return null
      const standing = await currentSession(api)
      if (standing?.signer === deviceKey.key) return standing
      const { signIn } = await import('../signing/sign-in.ts')
      try {
        await signIn(api, deviceKey)
      } catch (error) {
        if (isCode(error, 'key/replaced')) client.setQueryData(replacedQuery(deviceKey).queryKey, true)
        if (error instanceof Problem && (error.status === 401 || error.status === 403)) return null
        throw error
      }
      return currentSession(api)
    },
    staleTime: 60_000,
  })

/** Whether another key has taken the place of this device's; signing in tells. */
export const replacedQuery = (deviceKey: DeviceKey | undefined) =>
  queryOptions({
    queryKey: ['key-replaced', deviceKey?.key ?? null],
    queryFn: () => false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
  })

/** How often who has asked for a membership asks how far that is. */
const ASKING_POLL_MS = 3_000

/** What a new key has asked for; for whoever knows the id. */
export const keyRequestQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['key-request', id],
    queryFn: () => unwrap(api.GET('/key-requests/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'open' ? false : ASKING_POLL_MS),
  })

/** Who says to have lost their key, for members. */
export const keyRequestsQuery = (api: Api) =>
  queryOptions({ queryKey: ['key-requests'], queryFn: () => unwrap(api.GET('/key-requests')) })

/** How often both devices of a handover ask how far it is. */
const HANDOVER_POLL_MS = 1_000

/** A key on its way from one device to another; null once it is over. */
export const handoverQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['handover', id],
    queryFn: async (): Promise<Handover | null> => {
      try {
        return await unwrap(api.GET('/handovers/{id}', { params: { path: { id } } }))
      } catch (error) {
        if (isCode(error, 'handover/unknown')) return null
        throw error
      }
    },
    refetchInterval: ({ state }) => (state.data === null ? false : HANDOVER_POLL_MS),
    gcTime: 0,
  })

async function currentSession(api: Api): Promise<Session | null> {
  try {
    return await unwrap(api.GET('/sessions/current'))
  } catch (error) {
    if (isCode(error, 'session/bad')) return null
    throw error
  }
}

export const proposalsQuery = (api: Api) =>
  queryOptions({ queryKey: ['proposals'], queryFn: () => unwrap(api.GET('/proposals')) })

export const proposalQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['proposal', id],
    queryFn: () => unwrap(api.GET('/proposals/{id}', { params: { path: { id } } })),
  })

export const tallyQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['proposal', id, 'tally'],
    queryFn: () => unwrap(api.GET('/proposals/{id}/tally', { params: { path: { id } } })),
  })

export const rollCallQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['proposal', id, 'roll-call'],
    queryFn: async (): Promise<RollCall> => {
      const rollCall = await unwrap(api.GET('/proposals/{id}/roll-call', { params: { path: { id } } }))
      const ballots = rollCall.ballots.map(({ voter, choice }) => ({ voter, choice: readChoice(choice) }))
      return { ...rollCall, ballots }
    },
  })

/** @param of whether the id is a vote's, or that of a draft. */
export const argumentsQuery = (api: Api, of: 'proposals' | 'drafts', id: string) =>
  queryOptions({
    queryKey: ['arguments', id],
    queryFn: () => unwrap(api.GET(`/${of}/{id}/arguments`, { params: { path: { id } } })),
  })

export const objectionsQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['objections', id],
    queryFn: () => unwrap(api.GET('/proposals/{id}/objections', { params: { path: { id } } })),
  })

export const paperQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['paper', id],
    queryFn: () => unwrap(api.GET('/proposals/{id}/paper', { params: { path: { id } } })),
  })

export const followUpQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['follow-up', id],
    queryFn: () => unwrap(api.GET('/proposals/{id}/follow-up', { params: { path: { id } } })),
  })

/** What waits for the member who is signed in. */
export const dueQuery = (api: Api) => queryOptions({ queryKey: ['due'], queryFn: () => unwrap(api.GET('/due')) })

export const searchQuery = (api: Api, words: string) =>
  queryOptions({
    queryKey: ['search', words],
    queryFn: () => (words === '' ? [] : unwrap(api.GET('/search', { params: { query: { words } } }))),
    // What was found stays until there is something else, so that the page does not blink while somebody types.
    placeholderData: (before, query) => (query && words !== '' ? before : undefined),
  })

/** @param after position of the log. */
export const activityQuery = (api: Api, after: number) =>
  queryOptions({
    queryKey: ['activity', after],
    queryFn: () => unwrap(api.GET('/activity', { params: { query: { after: String(after) } } })),
  })

export const draftsQuery = (api: Api) =>
  queryOptions({ queryKey: ['drafts'], queryFn: () => unwrap(api.GET('/drafts')) })

export const draftQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    queryFn: () => unwrap(api.GET('/drafts/{id}', { params: { path: { id } } })),
  })

export const revisionQuery = (api: Api, id: string, revision: string) =>
  queryOptions({
    queryKey: ['draft', id, revision],
    queryFn: () => unwrap(api.GET('/drafts/{id}/revisions/{revision}', { params: { path: { id, revision } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The ballot of mine that counts; null where I have cast none. */
export const myBallotQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['my-ballot', id],
    queryFn: async (): Promise<MyBallot | null> => {
      try {
        const ballot = await unwrap(api.GET('/proposals/{id}/my-ballot', { params: { path: { id } } }))
        return { ...ballot, choice: readChoice(ballot.choice) }
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null
        throw error
      }
    },
  })

export const ballotKeyQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['ballot-key', id],
    queryFn: () => unwrap(api.GET('/proposals/{id}/ballot-key', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Under `proposal`, so that it is read again with every ballot. */
export const myVoiceQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['proposal', id, 'my-voice'],
    queryFn: () => unwrap(api.GET('/proposals/{id}/my-voice', { params: { path: { id } } })),
  })

export const delegationsQuery = (api: Api) =>
  queryOptions({ queryKey: ['delegations'], queryFn: () => unwrap(api.GET('/delegations')) })

export const concentrationQuery = (api: Api) =>
  queryOptions({
    queryKey: ['delegations', 'concentration'],
    queryFn: () => unwrap(api.GET('/delegations/concentration')),
  })

export const membersQuery = (api: Api) =>
  queryOptions({ queryKey: ['members'], queryFn: () => unwrap(api.GET('/members')) })

export const charterQuery = (api: Api) =>
  queryOptions({ queryKey: ['group', 'charter'], queryFn: () => unwrap(api.GET('/charter')) })

/** How the charter came to be what it is, and what stewards have drawn up. */
export const charterChangesQuery = (api: Api) =>
  queryOptions({ queryKey: ['charter', 'changes'], queryFn: () => unwrap(api.GET('/charter/changes')) })

/** How the node is; asked again while somebody looks, since no entry tells of it. */
export const nodeHealthQuery = (api: Api) =>
  queryOptions({
    queryKey: ['node-health'],
    queryFn: () => unwrap(api.GET('/node/health')),
    refetchInterval: 10_000,
  })

export const federationsQuery = (api: Api) =>
  queryOptions({ queryKey: ['federations'], queryFn: () => unwrap(api.GET('/federations')) })

export const councilQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['councils', id],
    queryFn: () => unwrap(api.GET('/federations/{id}/council', { params: { path: { id } } })),
  })

export const motionsQuery = (api: Api, federation: string) =>
  queryOptions({
    queryKey: ['councils', federation, 'motions'],
    queryFn: () => unwrap(api.GET('/council-motions', { params: { query: { federation } } })),
    meta: WITNESSED,
  })

export const federationCharterQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['councils', id, 'charter'],
    queryFn: () => unwrap(api.GET('/federations/{id}/charter-changes', { params: { path: { id } } })),
  })

export const ticketsQuery = (api: Api) =>
  queryOptions({ queryKey: ['tickets'], queryFn: () => unwrap(api.GET('/tickets')) })

export const federationProposalsQuery = (api: Api) =>
  queryOptions({
    queryKey: ['federation-proposals'],
    queryFn: () => unwrap(api.GET('/federation-proposals')),
    meta: WITNESSED,
  })

export const federationProposalQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['federation-proposals', id],
    queryFn: () => unwrap(api.GET('/federation-proposals/{id}', { params: { path: { id } } })),
    meta: WITNESSED,
  })

export const offersQuery = (api: Api, direction: 'offer' | 'need' | undefined) =>
  queryOptions({
    queryKey: ['offers', direction ?? null],
    queryFn: () => unwrap(api.GET('/offers', { params: { query: direction ? { direction } : {} } })),
  })

export const offerQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['offers', 'one', id],
    queryFn: () => unwrap(api.GET('/offers/{id}', { params: { path: { id } } })),
  })

export const wishesQuery = (api: Api) =>
  queryOptions({ queryKey: ['offer-wishes'], queryFn: () => unwrap(api.GET('/offer-wishes')) })

export const networkQuery = (api: Api) =>
  queryOptions({ queryKey: ['network'], queryFn: () => unwrap(api.GET('/network')) })

export const bulletinsQuery = (api: Api) =>
  queryOptions({ queryKey: ['bulletins'], queryFn: () => unwrap(api.GET('/bulletins')) })

export const reachQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['bulletins', 'reach', id],
    queryFn: () => unwrap(api.GET('/bulletins/{id}/reach', { params: { path: { id } } })),
  })

export const receiptQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: ['receipt', id],
    queryFn: () => unwrap(api.GET('/receipts/{id}', { params: { path: { id } }, parseAs: 'text' })),
  })
