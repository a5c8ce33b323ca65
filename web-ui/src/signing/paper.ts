import { fromBase64 } from '../../../protocol/bytes/base64.ts'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { Ack } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { write } from './write.ts'

type OfVoter = { readonly proposal: string; readonly voter: string }

/** Hands a member a sheet; the log says so by a mark that only the node can read. */
export async function issueSheet(
  api: Api,
  member: DeviceKey,
  group: string,
  { proposal, voter }: OfVoter,
): Promise<Ack> {
  const params = { path: { id: proposal } }
  const { mark } = await unwrap(api.POST('/proposals/{id}/paper/marks', { params, body: { member: voter } }))
  const body = { proposal: trustedCid(proposal), mark: fromBase64(mark) }
  return write(api, member, { kind: 'paper/issued', log: group, body })
}

/** Takes the unused sheet of a member back. */
export async function takeSheetBack(
  api: Api,
  member: DeviceKey,
  group: string,
  { proposal, voter }: OfVoter,
): Promise<Ack> {
  const params = { path: { id: proposal } }
  const { issued } = await unwrap(api.POST('/proposals/{id}/paper/out', { params, body: { member: voter } }))
  const body = { proposal: trustedCid(proposal), issued: trustedCid(issued) }
  return write(api, member, { kind: 'paper/returned', log: group, body })
}

/** Has serials drawn and signs for them; they are told this once. */
export async function printSheets(
  api: Api,
  member: DeviceKey,
  group: string,
  { proposal, sheets }: { readonly proposal: string; readonly sheets: number },
): Promise<{ readonly ack: Ack; readonly serials: readonly string[] }> {
  const params = { path: { id: proposal } }
  const { serials, count, root } = await unwrap(api.POST('/proposals/{id}/paper/serials', { params, body: { sheets } }))
  const body = { proposal: trustedCid(proposal), count, root: fromBase64(root) }
  return { ack: await write(api, member, { kind: 'paper/printed', log: group, body }), serials }
}

type Reading = { readonly proposal: string; readonly serial: string; readonly choice: Choice | null }

/** What a teller reads on a sheet. */
export function keySheet(
  api: Api,
  member: DeviceKey,
  group: string,
  { proposal, serial, choice }: Reading,
): Promise<Ack> {
  return write(api, member, {
    kind: 'paper/keyed',
    log: group,
    body: { proposal: trustedCid(proposal), serial, choice },
  })
}
