import type { Cid } from '../../../protocol/bytes/cid.ts'
import { readAmendment } from '../../../protocol/federation/replay-charter.ts'
import { encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import { storedCid } from '../stored.ts'
import type { Membership } from './federations.ts'

/** How an amended charter reaches the federations of a group: its node tells its feeds, each federation's node its roster. */
export type CharterNotes = {
  tell(own: LogRow, membership: Membership): Promise<void>
  note(own: LogRow): Promise<void>
}

function amendmentOf(entry: Uint8Array): { id: Cid; entry: Uint8Array }[] {
  const known = readAmendment(entry, verifyOneNatively)
  return isRefusal(known) ? [] : [{ id: known.entry.id, entry }]
}

export function openCharterNotes(core: Core): CharterNotes {
  const { charters, federations } = core.projections
  const toldAfter = core.store.prepare<[number], { cid: string; entry: Uint8Array }>(
    'SELECT cid, entry FROM feed_charter WHERE log = ? ORDER BY idx',
  )
  const report = (event: string, answer: unknown) => {
    if (isRefusal(answer)) core.log.warn({ code: answer.code, ...answer.detail }, event)
  }
  /** Amendments that a feed holds, with the entry of each: those it was founded with, then those told since. */
  const inFeed = (feed: LogRow): { id: Cid; entry: Uint8Array }[] => {
    const founded = core.reader(feed).feed()?.amendments ?? []
    const told = toldAfter.all(feed.row).map(({ cid, entry }) => ({ id: storedCid(cid), entry }))
    return [...founded.flatMap(amendmentOf), ...told]
  }
  return {
    async tell(own, { feed: id }) {
      const feed = core.logs.get(id)
      const voice = feed && core.reader(feed).feed()
      if (!feed || voice?.node !== core.nodeKey) return
      const versions = charters.versions(own.row).map(({ entry }) => entry)
      const told = versions.indexOf(voice.inForce.entry)
      for (const amendment of versions.slice(told < 0 ? versions.length : told + 1)) {
        const stored = core.tables.entry(amendment)
        if (!stored) return
        const answer = await core.write(id, 'group/amended', { entry: encodeSignedEntry(stored.signed) })
        report('charter-not-told', answer)
        if (isRefusal(answer)) return
      }
    },
    async note(own) {
      for (const { id, feed, state, amended } of federations.groups(own.row)) {
        const log = state === 'member' ? core.logs.get(feed) : undefined
        if (!log) continue
        const told = inFeed(log)
        const noted = told.findIndex(one => one.id === amended)
        for (const { entry } of told.slice(noted + 1)) {
          const answer = await core.write(own.id, 'federation/amendment-noted', { group: id, entry })
          report('charter-not-noted', answer)
          if (isRefusal(answer)) break
        }
      }
    },
  }
}
