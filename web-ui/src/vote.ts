import type { QueryClient } from '@tanstack/react-query'
import type { Choice } from '../../protocol/governance/choice.ts'
import { type Api, unwrap } from './api/client.ts'
import { isBroken } from './api/problem.ts'
import { ballotKeyQuery } from './api/queries.ts'
import type { DeviceKey } from './device-key.ts'
import { keepBallot, readBallots } from './kept-ballots.ts'
import type { Outbox } from './outbox.ts'

/** `counted`: the node has it, durably. `kept`: signed here, and sent when the connection is back. */
export type Voted = 'counted' | 'kept'

type Means = { readonly api: Api; readonly queries: QueryClient; readonly outbox: Outbox; readonly storage: Storage }

/** Signs a ballot with the voter's key for this proposal and sends it; the ballot stays on this device either way. */
export async function castVote(
  { api, queries, outbox, storage }: Means,
  deviceKey: DeviceKey,
  { proposal, title, choice }: { proposal: string; title: string; choice: Choice },
): Promise<Voted> {
  const ballotKey = await queries.ensureQueryData(ballotKeyQuery(api, proposal))
  const { signBallot } = await import('./signing/sign-ballot.ts')
  const seq = await nextSeq(api, storage, proposal, ballotKey)
  const { id, entry } = signBallot(deviceKey, ballotKey, { proposal, choice, seq })
  const keep = () => keepBallot(storage, { proposal, title, id, choice, seq, atMs: Date.now() })
  try {
    await unwrap(api.POST('/entries', { body: { entry } }))
  } catch (error) {
    if (!isBroken(error)) throw error
    keep()
    outbox.add({ id, entry })
    return 'kept'
  }
  keep()
  return 'counted'
}

/** One more than the highest the node or this device has seen, so that the last vote counts even if sent offline. */
async function nextSeq(
  api: Api,
  storage: Storage,
  proposal: string,
  { log, ballotKey }: { log: string; ballotKey: string },
): Promise<number> {
  const own = readBallots(storage).find(ballot => ballot.proposal === proposal)
  const afterOwn = own ? own.seq + 1 : 1
  try {
    const { seq } = await unwrap(
      api.GET('/logs/{log}/next-seq', { params: { path: { log }, query: { key: ballotKey } } }),
    )
    return Math.max(seq, afterOwn)
  } catch (error) {
    if (isBroken(error)) return afterOwn
    throw error
  }
}
