import { equalBytes } from '../../../protocol/bytes/compare.ts'
import {
  amendVoice,
  type Feed,
  type FeedVoice,
  feedFounded,
  voiceOfFeed,
  voiceWithKey,
} from '../../../protocol/federation/feed.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Store } from '../../store/open.ts'
import { readStored } from '../stored.ts'
import { openToldCharters, type Told } from './told-charters.ts'

type Held = { readonly founding: Uint8Array; readonly told: readonly Told[]; readonly feed: Feed }

/**
 * Feeds with whom their charters let write, by the row of the feed. What has been read stays in memory and later amendments are
 * read upon it: each checks signatures, and every entry of the feed asks.
 */
export function openFeedVoices(store: Store): (feed: number) => Feed | undefined {
  const foundingOf = store.prepare<[number], Uint8Array>('SELECT body FROM feed WHERE log = ?').pluck()
  const charters = openToldCharters(store)
  const kept = new Map<number, Held>()

  const after = (row: number, voice: FeedVoice, one: Told): FeedVoice => {
    const next =
      one.type === 'charter'
        ? amendVoice(voice, charters.amendment(row, one.index), verifyOneNatively)
        : voiceWithKey(voice, charters.change(row, one.index), verifyOneNatively)
    if (isRefusal(next)) throw new Error(`stored feed does not read: ${next.code}`)
    return next
  }
  return row => {
    const founding = foundingOf.get(row)
    if (!founding) return undefined
    const told = charters.list(row)
    const held = kept.get(row)
    const goesOn = held && equalBytes(held.founding, founding) && held.told.every((one, at) => isSame(one, told[at]))
    const begun = goesOn ? held : { founding, told: [], feed: founded(founding) }
    const feed = told
      .slice(begun.told.length)
      .reduce((voice, one) => ({ ...begun.feed, ...after(row, voice, one) }), begun.feed)
    kept.set(row, { founding, told, feed })
    return feed
  }
}

function founded(bytes: Uint8Array): Feed {
  const body = readStored(feedFounded, bytes)
  const voice = voiceOfFeed(body, verifyOneNatively)
  if (isRefusal(voice)) throw new Error(`stored feed does not read: ${voice.code}`)
  return { ...body, ...voice }
}

function isSame(one: Told, other: Told | undefined): boolean {
  if (one.index !== other?.index) return false
  return one.type === 'charter'
    ? other.type === 'charter' && one.id === other.id
    : other.type === 'key' && one.key === other.key
}
