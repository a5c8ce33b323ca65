import type { Static } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Found } from '../../domains/search/search.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'
import type { FoundView } from '../schema/search.ts'
import { namesIn } from './name.ts'

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
    case 'decision':
      return proposals.get(trustedCid(target))?.title
    case 'argument':
      return (proposals.get(trustedCid(target)) ?? using.core.projections.life.drafts.get(trustedCid(target)))?.title
    case 'draft':
      // Once it is put to a vote, the vote is what there is to find.
      return using.core.projections.life.drafts.get(trustedCid(target))?.state === 'opened' ? undefined : title
    case 'verdict':
      return federations.proposal(trustedCid(target))?.title
    default:
      return title
  }
}
