import type { Static } from 'typebox'
import { type Cid, trustedCid } from '../../../protocol/bytes/cid.ts'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Found } from '../../domains/search/search.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Context } from '../context.ts'
import type { FoundView } from '../schema/search.ts'
import { groupsOf, knownFederations } from './federation.ts'
import { isGone, namesIn } from './name.ts'

/** What was found, as far as it still stands: a member who has left is not, nor what nobody can open. */
export function foundViews(using: Context, own: LogRow, all: readonly Found[]): Static<typeof FoundView>[] {
  const nameOf = namesIn(using, own)
  return all.flatMap(({ by, ...found }) => {
    const title = titleOf(using, own, found)
    return title === undefined ? [] : [{ ...found, title, byName: nameOf(by) }]
  })
}

function titleOf(using: Context, own: LogRow, { type, target, title }: Omit<Found, 'by'>): string | undefined {
  const { proposals, federations } = using.core.projections
  switch (type) {
    case 'member': {
      const member = isPublicKeyHex(target) ? using.members.get(own.row, target) : undefined
      return member?.state === 'active' ? member.name : undefined
    }
    case 'seat':
      return isOfGone(using, trustedCid(target)) ? undefined : title
    case 'decision':
    case 'objection':
    case 'evaluation':
      return proposals.get(trustedCid(target))?.title
    case 'argument':
    case 'amendment':
      return (proposals.get(trustedCid(target)) ?? using.core.projections.life.drafts.get(trustedCid(target)))?.title
    case 'draft':
      // Once it is put to a vote, the vote is what there is to find.
      return using.core.projections.life.drafts.get(trustedCid(target))?.state === 'opened' ? undefined : title
    case 'verdict':
    case 'veto':
      return federations.proposal(trustedCid(target))?.title
    case 'panel':
      return using.sortitions.get(trustedCid(target))?.title
    case 'group-joined':
    case 'group-left':
    case 'group-expelled':
    case 'expulsion':
    case 'merger':
    case 'fork':
      return nameOfGroup(using, own, trustedCid(target))
    default:
      return title
  }
}

/** Whether an entry sends somebody to a council who has left the group. */
function isOfGone(using: Context, seating: Cid): boolean {
  const signed = using.core.tables.entry(seating)?.signed
  const entry = signed ? decodeEntry(signed, nativeSha256) : undefined
  const known = entry === undefined || isRefusal(entry) ? undefined : openEntry(entry)
  return (
    known !== undefined && !isRefusal(known) && known.kind === 'council/seated' && isGone(using, known.body.delegate)
  )
}

/** What a federation is called, or a group in one, by its own log or by its feed there. */
function nameOfGroup(using: Context, own: LogRow, log: Cid): string | undefined {
  const federations = knownFederations(using, own)
  const above = federations.find(({ id }) => id === log)
  const group = federations.flatMap(one => groupsOf(using, one)).find(({ id, feed }) => id === log || feed === log)
  const name = above?.charter.name ?? group?.charter.name
  return name === undefined ? undefined : plainName(name)
}
