import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type FeedVoice, voiceWithKey } from '../../../protocol/federation/feed.ts'
import { keyOfSteward, namesMember, type StewardKey } from '../../../protocol/federation/steward-key.ts'
import { type KnownEntry, openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry, decodeSignedEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow, StoredEntry } from '../../log/log-tables.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Federations, Membership } from './federations.ts'
import { type FeedNote, type FeedNotes, openAttempts } from './feed-notes.ts'
import { keyChangeOf } from './key-changes.ts'
import { openToldCharters, type Told } from './told-charters.ts'

/**
 * How an amended charter, or another key of a steward whom it names, reaches the federations of a group: its node tells its
 * feeds, each federation's node its roster.
 */
export type CharterNotes = {
  tell(own: LogRow, membership: Membership): Promise<void>
  readonly notes: FeedNotes
}

type Answer = Awaited<ReturnType<Core['write']>> | undefined
type Changed = KnownEntry<'charter/amended'> | KnownEntry<'key/replaced'>
type Amendment = { readonly type: 'charter'; readonly index: number; readonly id: Cid; entry(): Uint8Array }

/** Of an amendment that a feed was founded with: before all that it has said since. */
const AT_FOUNDING = -1

export function openCharterNotes(core: Core): CharterNotes {
  const { charters, federations } = core.projections
  const toldCharters = openToldCharters(core.store)
  const attempt = openAttempts(core)
  const report = (event: string, answer: Answer): answer is Refusal => {
    if (!isRefusal(answer)) return false
    core.log.warn({ code: answer.code, ...answer.detail }, event)
    return true
  }
  /** Whether it came to nothing. What goes wrong with one entry must not keep the node from its other duties. */
  const failed = async (event: string, work: () => Promise<Answer>): Promise<boolean> => {
    try {
      return report(event, await work())
    } catch (error) {
      core.log.error({ err: error }, event)
      return true
    }
  }
  /**
   * Amendments and new keys of the group's own log that a feed has not told, in their order. Most keys are of members whom the
   * charter does not name: these are passed over before anything of them is built or checked.
   */
  const untold = (own: LogRow, { inForce, keys }: FeedVoice): Changed[] => {
    const order = charters.order(own.row)
    const told = order.indexOf(inForce.entry)
    const amendments = told < 0 ? [] : order.slice(told + 1).flatMap(entry => core.tables.entry(entry) ?? [])
    const changed = [...amendments, ...core.tables.ofKinds(own.row, ['key/replaced'])].flatMap(read)
    const mayBeNamed = (key: StewardKey) =>
      amendments.length > 0 || namesMember({ charter: inForce.charter, keys }, key)
    const isNew = (known: Changed) =>
      known.kind === 'charter/amended' || (!keys.some(({ key }) => key === known.body.key) && mayBeNamed(known.body))
    return changed
      .filter(({ known }) => isNew(known))
      .toSorted((a, b) => a.index - b.index)
      .map(({ known }) => known)
  }
  /** What the charter does not name, and what others could not check, is not told: they hear of it by an amendment. */
  const tellKey = (own: LogRow, feed: LogRow, known: KnownEntry<'key/replaced'>): Promise<Answer> => {
    const voice = core.reader(feed).feed()
    const change = voice && keyChangeOf(core, own, known, { charter: voice.inForce.charter, keys: voice.keys })
    if (!change || isRefusal(voiceWithKey(voice, change, verifyOneNatively))) return nothing()
    return core.write(feed.id, 'group/key-replaced', change)
  }
  const noteKey = (own: LogRow, id: Cid, feed: LogRow, { key, index }: Told & { type: 'key' }): Promise<Answer> => {
    const group = federations.group(own.row, id)
    if (!group || isKnown(group, key)) return nothing()
    const change = toldCharters.change(feed.row, index)
    if (isRefusal(keyOfSteward(group, change, verifyOneNatively))) return nothing()
    const write = () => core.write(own.id, 'federation/key-noted', { group: id, ...change })
    return attempt(own, `${feed.id} ${index}`, 'key-not-noted', write)
  }
  /** Amendments that feeds were founded with: what a feed begins with never changes. */
  const founding = new Map<Cid, readonly Amendment[]>()
  const foundedWith = (feed: LogRow): readonly Amendment[] => {
    const held = founding.get(feed.id) ?? (core.reader(feed).feed()?.amendments ?? []).flatMap(amendmentIn)
    founding.set(feed.id, held)
    return held
  }
  /** What a feed says of the charter: the amendments that it was founded with, then what it has told since. */
  const toldIn = (feed: LogRow): (Amendment | (Told & { type: 'key' }))[] => [
    ...foundedWith(feed),
    ...toldCharters
      .list(feed.row)
      .map(one => (one.type === 'key' ? one : { ...one, entry: () => toldCharters.amendment(feed.row, one.index) })),
  ]
  return {
    async tell(own, { feed: id }) {
      const feed = core.logs.get(id)
      const voice = feed && core.reader(feed).feed()
      if (!feed || voice?.node !== core.nodeKey) return
      for (const known of untold(own, voice)) {
        if (known.kind === 'key/replaced') await failed('key-not-told', () => tellKey(own, feed, known))
        else {
          const body = { entry: encodeSignedEntry(known.entry.signed) }
          if (await failed('charter-not-told', () => core.write(id, 'group/amended', body))) return
        }
      }
    },
    notes(own, { id, feed: feedId, amended }) {
      const feed = core.logs.get(feedId)
      if (!feed) return []
      const told = toldIn(feed)
      const found = told.findIndex(one => one.type === 'charter' && one.id === amended)
      // A feed that has not told yet what is noted already has nothing new to say.
      const noted = amended && found < 0 ? told.length : found
      // Each amendment is upon the one before.
      let isCutOff = false
      const noteAmendment = async (one: Amendment) => {
        if (isCutOff) return
        const write = () => core.write(own.id, 'federation/amendment-noted', { group: id, entry: one.entry() })
        isCutOff = isRefusal(await attempt(own, `${feed.id} ${one.id}`, 'charter-not-noted', write))
      }
      return told.flatMap((one, at): FeedNote[] => {
        const { index } = one
        if (one.type === 'key') return [{ index, enter: async () => void (await noteKey(own, id, feed, one)) }]
        return at > noted ? [{ index, enter: () => noteAmendment(one) }] : []
      })
    },
  }
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined)
}

function isKnown({ keys = [] }: NonNullable<ReturnType<Federations['group']>>, key: string): boolean {
  return keys.some(one => one.key === key)
}

function amendmentIn(encoded: Uint8Array): Amendment[] {
  const signed = decodeSignedEntry(encoded)
  const entry = isRefusal(signed) ? signed : decodeEntry(signed)
  return isRefusal(entry) ? [] : [{ type: 'charter', index: AT_FOUNDING, id: entry.id, entry: () => encoded }]
}

function read({ signed, refused, index }: StoredEntry): { known: Changed; index: number }[] {
  const entry = refused === null ? decodeEntry(signed) : undefined
  const known = !entry || isRefusal(entry) ? undefined : openEntry(entry)
  if (!known || isRefusal(known)) return []
  return known.kind === 'charter/amended' || known.kind === 'key/replaced' ? [{ known, index }] : []
}
