import { trustedCid } from '../../../protocol/bytes/cid.ts'
import {
  formatMergeInvitation,
  formatMergeTerms,
  type MergeTerms,
  parseMergeInvitation,
  parseMergeTerms,
} from '../../../protocol/federation/merge-terms.ts'
import { termsInWords } from '../../../protocol/federation/merge-words.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { Ack, Federation } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { fraction } from './rule-of-api.ts'
import { write } from './write.ts'

const MOST_ADDRESSES = 8

/** What a federation gives to one that would merge into it. */
export async function mergeInvitation(api: Api, { id, name }: Federation): Promise<string> {
  const { addresses } = await unwrap(api.GET('/node'))
  return formatMergeInvitation({ into: trustedCid(id), intoName: name, addresses: addresses.slice(0, MOST_ADDRESSES) })
}

/**
 * The terms on which a federation would merge: all its groups, each with the weight that was typed for it.
 * @returns null where the invitation does not read.
 */
export function drawUpTerms(
  invitation: string,
  { id, name, groups }: Federation,
  weightOf: (group: string) => string,
): string | null {
  const into = parseMergeInvitation(invitation)
  if (isRefusal(into)) return null
  const members = groups.filter(({ state }) => state === 'member')
  return formatMergeTerms({
    ...into,
    from: trustedCid(id),
    fromName: name,
    groups: members.map(group => ({
      group: trustedCid(group.id),
      name: group.name,
      weight: fraction(weightOf(group.id)),
    })),
  })
}

/** Terms as they were pasted; null where they do not read. */
export function readTerms(pasted: string): MergeTerms | null {
  const terms = parseMergeTerms(pasted)
  return isRefusal(terms) ? null : terms
}

/** Puts the terms to the groups. */
export function proposeMerging(
  api: Api,
  steward: DeviceKey,
  federation: string,
  { merges, title, openMs, mandatesMs }: { merges: MergeTerms; title: string; openMs: number; mandatesMs: number },
): Promise<Ack> {
  const closesAtMs = Date.now() + openMs
  const body = {
    title: title.normalize('NFC'),
    text: termsInWords(merges),
    method: { method: 'majority' as const },
    closesAtMs,
    mandatesByMs: closesAtMs + mandatesMs,
    answers: null,
    merges,
  }
  return write(api, steward, { kind: 'federation/proposed', log: federation, body })
}
