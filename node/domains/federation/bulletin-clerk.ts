import type { Reach } from '../../../protocol/federation/bulletin.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { Settler } from '../../jobs/settling.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { openBulletins, type StoredBulletin } from './bulletins.ts'
import type { Membership } from './federations.ts'

/** A count that changes is told again at most so often: single readers are not to be timed by it. */
const REPORT_EVERY_MS = 60_000

/** Passes bulletins of the federation above on to the groups below, and reports upward how many people they reached. */
export function openBulletinClerk(core: Core): Settler {
  const { federations } = core.projections
  const bulletins = openBulletins(core)
  const report = (event: string, answer: unknown) => {
    if (isRefusal(answer)) core.log.warn({ code: answer.code, ...answer.detail }, event)
  }

  const passOn = async (own: LogRow, above: readonly StoredBulletin[]) => {
    const known = new Set(bulletins.standing(own, own.id).map(({ origin }) => origin))
    for (const { title, text, priority, audience, untilMs, origin, from } of above) {
      if (known.has(origin) || bulletins.isIn(own, origin)) continue
      known.add(origin)
      const body = { title, text, priority, audience, untilMs, passes: { origin, from } }
      report('bulletin-refused', await core.write(own.id, 'bulletin/published', body))
    }
  }
  const reportReach = async (feed: LogRow, { id }: StoredBulletin, reach: Reach) => {
    const last = bulletins.lastReport(feed, id)
    if (last && (isSame(last, reach) || core.now() < last.at_ms + REPORT_EVERY_MS)) return
    report('reach-refused', await core.write(feed.id, 'bulletin/reached', { bulletin: id, ...reach }))
  }
  const settleOne = async (own: LogRow, isFederation: boolean, { federation, feed: feedId }: Membership) => {
    const above = bulletins.standing(own, federation)
    if (isFederation) await passOn(own, above)
    const feed = core.logs.get(feedId)
    if (!feed || above.length === 0) return
    const below = isFederation ? bulletins.standing(own, own.id) : []
    for (const bulletin of above) {
      const passed = below.find(({ origin }) => origin === bulletin.origin)
      const reach = isFederation ? passed && bulletins.total(own.id, passed.id) : bulletins.ownReach(own, bulletin)
      if (reach && reach.members > 0) await reportReach(feed, bulletin, reach)
    }
  }
  return {
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      const isFederation = core.reader(own).charter()?.members === 'groups'
      for (const membership of federations.memberships(own.row)) await settleOne(own, isFederation, membership)
    },
    // Who looks at a page makes no entry: the count is looked at again after each of the pauses between rounds.
    nextDueMs: () => null,
  }
}

function isSame(a: Reach, b: Reach): boolean {
  return a.delivered === b.delivered && a.acknowledged === b.acknowledged && a.members === b.members
}
