import { isCid, trustedCid } from '../../../protocol/bytes/cid.ts'
import type { CouncilMoved, CouncilVote } from '../../../protocol/federation/council-motion.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { DeviceKey } from '../device-key.ts'
import { seqIn } from './federate.ts'
import { signerOf } from './make-key.ts'
import { signKind } from './sign-entry.ts'

type Hand = { readonly api: Api; readonly member: DeviceKey }
type Words = { readonly federation: string; readonly title: string; readonly text: string; readonly closesAtMs: number }

/** Puts a resolution to the council of a federation. */
export function moveResolution(hand: Hand, words: Words): Promise<{ id: string }> {
  return move(hand, words, { type: 'resolution' })
}

/** Moves that the charter of the federation is changed. */
export function moveChange(
  hand: Hand,
  { amends, terms, ...words }: Words & { readonly amends: string; readonly terms: CharterTerms },
): Promise<{ id: string }> {
  if (!isCid(amends)) throw new TypeError('not an id')
  return move(hand, words, { type: 'charter', amends, terms })
}

async function move(
  { api, member }: Hand,
  { federation, title, text, closesAtMs }: Words,
  does: CouncilMoved['does'],
): Promise<{ id: string }> {
  const body = { title: title.normalize('NFC'), text: text.normalize('NFC'), does, closesAtMs }
  const seq = await seqIn(api, federation, member)
  const draft = { kind: 'council/moved', log: trustedCid(federation), seq, body } as const
  return hand(api, federation, signKind(signerOf(member), draft).entry)
}

/** Votes on a motion; the last vote counts. */
export async function voteOnMotion(
  { api, member }: Hand,
  { federation, id }: { readonly federation: string; readonly id: string },
  vote: CouncilVote,
): Promise<{ id: string }> {
  const seq = await seqIn(api, federation, member)
  const body = { motion: trustedCid(id), vote }
  const draft = { kind: 'council/voted', log: trustedCid(federation), seq, body } as const
  return hand(api, federation, signKind(signerOf(member), draft).entry)
}

/** Takes back what one has moved. */
export async function withdrawMotion(
  { api, member }: Hand,
  { federation, id }: { readonly federation: string; readonly id: string },
): Promise<{ id: string }> {
  const seq = await seqIn(api, federation, member)
  const body = { motion: trustedCid(id) }
  const draft = { kind: 'council/withdrawn', log: trustedCid(federation), seq, body } as const
  return hand(api, federation, signKind(signerOf(member), draft).entry)
}

/** The node of the federation enters it; a delegate's own node hands it on. */
function hand(api: Api, federation: string, entry: string): Promise<{ id: string }> {
  return unwrap(api.POST('/federations/{id}/entries', { params: { path: { id: federation } }, body: { entry } }))
}
