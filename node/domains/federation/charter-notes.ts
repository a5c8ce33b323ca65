import { voiceWithKey } from '../../../protocol/federation/feed.ts'
import { readAmendment } from '../../../protocol/federation/replay-charter.ts'
import { keyOfSteward } from '../../../protocol/federation/steward-key.ts'
import { type KnownEntry, openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow, StoredEntry } from '../../log/log-tables.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Federations, Membership } from './federations.ts'
import { keyChangeOf } from './key-changes.ts'
import { openToldCharters, type Told } from './told-charters.ts'

/**
 * How an amended charter, or another key of a steward whom it names, reaches the federations of a group: its node tells its
 * feeds, each federation's node its roster.
 */
export type CharterNotes = {
  tell(own: LogRow, membership: Membership): Promise<void>
  note(own: LogRow): Promise<void>
}

type Answer = Awaited<ReturnType<Core['write']>> | undefined

export function openCharterNotes(core: Core): CharterNotes {
  const { charters, federations } = core.projections
  const toldIn = openToldCharters(core.store)
  const report = (event: string, answer: Answer): answer is Refusal => {
    if (!isRefusal(answer)) return false
    core.log.warn({ code: answer.code, ...answer.detail }, event)
    return true
  }
  const tellAmendment = (own: LogRow, feed: LogRow, { entry }: KnownEntry<'charter/amended'>): Promise<Answer> => {
    const versions = charters.versions(own.row).map(version => version.entry)
    const told = versions.indexOf(core.reader(feed).feed()?.inForce.entry ?? own.id)
    const isTold = told < 0 || versions.indexOf(entry.id) <= told
    const body = { entry: encodeSignedEntry(entry.signed) }
    return isTold ? nothing() : core.write(feed.id, 'group/amended', body)
  }
  /** What the charter does not name, and what others could not check, is not told: they hear of it by an amendment. */
  const tellKey = (own: LogRow, feed: LogRow, known: KnownEntry<'key/replaced'>): Promise<Answer> => {
    const voice = core.reader(feed).feed()
    if (!voice || voice.keys.some(({ key }) => key === known.body.key)) return nothing()
    const change = keyChangeOf(core, own, known)
    if (!change || isRefusal(voiceWithKey(voice, change, verifyOneNatively))) return nothing()
    return core.write(feed.id, 'group/key-replaced', change)
  }
  const noteKey = (own: LogRow, id: Membership['federation'], { key, change }: Told & { type: 'key' }) => {
    const group = federations.group(own.row, id)
    if (!group || isKnown(group, key) || isRefusal(keyOfSteward(group, change, verifyOneNatively))) return nothing()
    return core.write(own.id, 'federation/key-noted', { group: id, ...change })
  }
  return {
    async tell(own, { feed: id }) {
      const feed = core.logs.get(id)
      if (!feed || core.reader(feed).feed()?.node !== core.nodeKey) return
      for (const stored of core.tables.ofKinds(own.row, ['charter/amended', 'key/replaced'])) {
        const known = read(stored)
        if (known?.kind === 'charter/amended' && report('charter-not-told', await tellAmendment(own, feed, known)))
          return
        if (known?.kind === 'key/replaced') report('key-not-told', await tellKey(own, feed, known))
      }
    },
    async note(own) {
      for (const { id, feed, state, amended } of federations.groups(own.row)) {
        const log = state === 'member' ? core.logs.get(feed) : undefined
        if (!log) continue
        const told = [...foundedWith(core, log), ...toldIn(log.row)]
        const noted = told.findIndex(one => one.type === 'charter' && one.id === amended)
        for (const [at, one] of told.entries()) {
          if (one.type === 'key') report('key-not-noted', await noteKey(own, id, one))
          else if (at > noted) {
            const answer = await core.write(own.id, 'federation/amendment-noted', { group: id, entry: one.entry })
            if (report('charter-not-noted', answer)) break
          }
        }
      }
    },
  }
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined)
}

function isKnown({ keys = [] }: NonNullable<ReturnType<Federations['group']>>, key: string): boolean {
  return keys.some(one => one.key === key)
}

/** Amendments with which a feed was founded. */
function foundedWith(core: Core, feed: LogRow): Told[] {
  return (core.reader(feed).feed()?.amendments ?? []).flatMap(entry => {
    const known = readAmendment(entry, verifyOneNatively)
    return isRefusal(known) ? [] : [{ type: 'charter' as const, id: known.entry.id, entry }]
  })
}

function read({ signed, refused }: StoredEntry): KnownEntry | undefined {
  const entry = refused === null ? decodeEntry(signed) : undefined
  const known = !entry || isRefusal(entry) ? undefined : openEntry(entry)
  return isRefusal(known) ? undefined : known
}
