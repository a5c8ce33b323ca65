import type { Client } from '../node/client/client.ts'
import { stopWith } from '../node/client/problem.ts'
import type { FederationDetails, FederationInfo, GroupInfo } from '../node/client/shapes.ts'
import { type Cid, parseCid } from '../protocol/bytes/cid.ts'
import { refuse } from '../protocol/refusal.ts'

/**
 * The log in which this node's group speaks to a federation.
 * @param wanted id of the federation, or the end of it; needed where the group is in several.
 */
export async function ownFeed(client: Client, wanted: string | undefined): Promise<Cid> {
  const [group, federations] = await Promise.all([
    client.get<GroupInfo>('/group'),
    client.get<FederationInfo[]>('/federations'),
  ])
  const joined = federations.filter(
    ({ id, role }) => role === 'member' && (wanted === undefined || id.endsWith(wanted)),
  )
  const [federation, other] = joined
  if (!federation) return stopWith(refuse('federation/not-a-member'))
  if (other) return stopWith(refuse('federation/unknown', { problem: 'in several: name one with --federation' }))
  const { feeds } = await client.get<FederationDetails>(`/federations/${federation.id}`)
  const feed = parseCid(feeds.find(feed => feed.group === group.id)?.feed ?? '')
  return feed ?? stopWith(refuse('log/unknown', { federation: federation.name }))
}
