import { backingFor, hasLapsed, objectionMs, refuseUndue, standingBackers } from '../../../protocol/group/lost-key.ts'
import { withOffices } from '../../../protocol/group/office.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { Settler } from '../../jobs/settling.ts'

/** The node says that a new key takes the place of a lost one, once enough have backed it and nobody objected in time. */
export function openKeyClerk(core: Core): Settler {
  const { keys } = core.projections
  const readerOf = (own: NonNullable<ReturnType<Core['ownGroup']>>) => withOffices(core.reader(own), [core.now()])
  return {
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      for (const request of keys.open(own.row)) {
        if (refuseUndue(readerOf(own), request, core.now())) continue
        const { id, member, key } = request
        const answer = await core.write(own.id, 'key/replaced', { request: id, member, key })
        if (isRefusal(answer)) core.log.error({ code: answer.code, request: id }, 'replacing-refused')
      }
    },
    nextDueMs() {
      const own = core.ownGroup()
      if (!own) return null
      const reader = readerOf(own)
      const times = keys.open(own.row).flatMap(request => {
        if (hasLapsed(request, core.now())) return []
        const isBacked = standingBackers(reader, request).length >= backingFor(reader, request.member).needed
        return isBacked ? [request.askedAtMs + objectionMs(reader.charter())] : []
      })
      const coming = times.filter(atMs => atMs > core.now())
      return coming.length === 0 ? null : Math.min(...coming)
    },
  }
}
