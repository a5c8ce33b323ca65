import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { Motion } from '../../../protocol/federation/council-motion.ts'
import { closingOf, hasEverySpoken, tallyMotion } from '../../../protocol/federation/council-tally.ts'
import { encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { openTerms, type StoredTerm } from '../assembly/terms.ts'
import { enterOutcome } from '../group/charter-clerk.ts'
import { openMembers } from '../group/members.ts'
import { openUnnoted } from './council.ts'
import type { Membership } from './federations.ts'
import { type FeedNote, type FeedNotes, openAttempts } from './feed-notes.ts'
import type { Finality } from './finality.ts'

const LEFT_OFFICE = 'Left the office to which the group had elected them.'
const LOST_KEY = 'Signs with another key from now on.'
const LONGEST_NAME = 80

/** What the node does for councils: its own group's seat on each, and the roll of the council that it serves. */
export type CouncilClerk = {
  /** Seats in one federation whom the group elected to its council; recalls who has left that office. */
  seatElected(own: LogRow, membership: Membership): Promise<void>
  /** What its groups say of their seats, for the federation's own log. */
  readonly notes: FeedNotes
  /** Closes the motions that are due, and changes the charter as one that was carried says. */
  decide(own: LogRow): Promise<void>
}

export function openCouncilClerk(core: Core, finality: Finality): CouncilClerk {
  const terms = openTerms(core.store)
  const members = openMembers(core.store)
  const unnoted = openUnnoted(core.store)
  const attempt = openAttempts(core)
  const { charters } = core.projections
  const { motions } = core.projections.federations
  const report = (event: string, answer: unknown) => {
    if (isRefusal(answer)) core.log.warn({ code: answer.code, ...answer.detail }, event)
  }

  const seat = async (own: LogRow, { feed }: Membership, term: StoredTerm) => {
    const { holder, fromMs, untilMs, election } = term
    const name = plainName(members.get(own.row, holder)?.name ?? '').slice(0, LONGEST_NAME) || holder.slice(0, 12)
    const delegate = core.projections.keys.current(own.row, holder)
    report('seat-refused', await core.write(feed, 'council/seated', { delegate, name, fromMs, untilMs, election }))
  }

  const close = async (own: LogRow, motion: Motion) => {
    const result = tallyMotion(core.reader(own), motion, core.now())
    if (!result || (core.now() <= motion.closesAtMs && !hasEverySpoken(result))) return
    report('closing-refused', await core.write(own.id, 'council/closed', closingOf(motion, result)))
  }

  /** Elected for the council of this federation, or of the one with which the group came into it. */
  const electedFor = (own: LogRow, { federation }: Membership): StoredTerm[] => {
    const above = core.logs.get(federation)
    const former = above && core.projections.federations.group(above.row, own.id)?.mergedFrom
    return [...(former ? terms.ofCouncil(own.row, former) : []), ...terms.ofCouncil(own.row, federation)]
  }

  return {
    async seatElected(own, membership) {
      const feed = core.logs.get(membership.feed)
      if (!feed) return
      for (const term of electedFor(own, membership)) {
        const { election, holder, untilMs, leftAtMs } = term
        if (untilMs <= core.now()) continue
        const keys = core.projections.keys.keysOf(own.row, holder)
        const seated = core.projections.federations
          .seatings(feed.row)
          .filter(seating => seating.election === election && keys.includes(seating.delegate))
        const held = seated.find(({ delegate }) => delegate === keys.at(-1))
        for (const seating of seated) {
          const isLost = seating !== held
          if (seating.recalled || !(isLost || leftAtMs !== null)) continue
          const body = { seating: seating.id, cause: isLost ? LOST_KEY : LEFT_OFFICE }
          report('recall-refused', await core.write(membership.feed, 'council/recalled', body))
        }
        if (!held && leftAtMs === null) await seat(own, membership, term)
      }
    },
    async decide(own) {
      for (const motion of motions.open(own.row)) await close(own, motion)
      if (core.reader(own).charter()?.members !== 'groups') return
      for (const id of charters.unsettledVotes(own.row)) {
        const motion = motions.get(id)
        if (motion?.does.type !== 'charter' || !motion.closed?.body.accepted) continue
        const { entry, body } = motion.closed
        if (!finality.isFinal(own, { entry, charter: motion.charter, groups: body.groups })) continue
        const { amends, terms } = motion.does
        await enterOutcome(core, own, { amends, terms }, { type: 'motion', motion: id })
      }
    },
    notes: (own, { id: group, feed }) =>
      unnoted(own.row, feed).flatMap((entry): FeedNote[] => {
        const stored = core.tables.entry(entry)
        if (!stored) return []
        const body = { group, entry: encodeSignedEntry(stored.signed) }
        const write = () => core.write(own.id, 'federation/council-noted', body)
        return [{ index: stored.index, enter: async () => void (await attempt(own, entry, 'note-refused', write)) }]
      }),
  }
}
