import { isCid, trustedCid } from '../../../protocol/bytes/cid.ts'
import { changeBytes } from '../../../protocol/group/amending.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { leastForCharter } from '../../../protocol/group/charter-vote.ts'
import type { Api } from '../api/client.ts'
import type { Ack } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { signerOf } from './make-key.ts'
import { write } from './write.ts'

type Hand = { readonly api: Api; readonly member: DeviceKey; readonly group: string }
type Change = { readonly amends: string; readonly terms: CharterTerms }

/** Draws up a change of the charter and signs it; the other stewards sign the same. */
export function draftChange({ api, member, group }: Hand, change: Change): Promise<Ack> {
  const body = { ...changeOf(change), signature: signatureOf(member, group, change) }
  return write(api, member, { kind: 'charter/drafted', log: group, body })
}

/** Signs a change that another steward has drawn up. */
export function signChange({ api, member, group }: Hand, draft: string, change: Change): Promise<Ack> {
  const body = { draft: trustedCid(draft), signature: signatureOf(member, group, change) }
  return write(api, member, { kind: 'charter/signed', log: group, body })
}

/** Opens the vote on a change, by what such a vote asks for at least. */
export function openCharterVote(
  { api, member, group }: Hand,
  {
    title,
    text,
    closesAtMs,
    change,
  }: { title: string; text: string; closesAtMs: number; change: Change & { before: CharterTerms } },
): Promise<Ack> {
  const body = {
    title: title.normalize('NFC'),
    text: text.normalize('NFC'),
    ...leastForCharter(change.before),
    closesAtMs,
    closesEarly: false,
    answers: null,
    amendment: changeOf(change),
  }
  return write(api, member, { kind: 'proposal/opened', log: group, body })
}

function changeOf({ amends, terms }: Change) {
  if (!isCid(amends)) throw new TypeError('not an id')
  return { amends, terms }
}

function signatureOf(member: DeviceKey, group: string, change: Change): Uint8Array {
  return signerOf(member).sign(changeBytes(trustedCid(group), changeOf(change)))
}
