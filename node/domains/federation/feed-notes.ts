import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Ack } from '../../log/writer.ts'

/** Something that a member's feed says and the federation's own log takes in. */
export type FeedNote = {
  /** Place in the feed; below zero: what the feed was founded with. */
  readonly index: number
  enter(): Promise<void>
}

/** What a member's feed says of one matter that is not noted yet. */
export type FeedNotes = (own: LogRow, group: FederationGroup) => FeedNote[]

/**
 * Enters what the feeds of member groups say, each feed in its own order: who speaks for a group changes with what is noted of its
 * charter and keys, and what they said before that has to stand before it. What goes wrong with one entry, or one group, must not
 * keep the node from the others.
 */
export async function noteFeeds(core: Core, own: LogRow, matters: readonly FeedNotes[]): Promise<void> {
  for (const group of core.projections.federations.groups(own.row)) {
    if (group.state !== 'member') continue
    const contained = async (work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        core.log.error({ err: error, group: group.id }, 'feed.not-noted')
      }
    }
    await contained(async () => {
      const notes = matters.flatMap(notesOf => notesOf(own, group))
      for (const note of notes.toSorted((a, b) => a.index - b.index)) await contained(() => note.enter())
    })
  }
}

/** Enters a note; the answer is the refusal of the last time where nothing can have changed since. */
export type Attempt = (
  own: LogRow,
  note: string,
  event: string,
  write: () => Promise<Ack | Refusal>,
) => Promise<Ack | Refusal>

/** Tries what was refused again only once the log has something new, and names it in the node's own log once for each reason. */
export function openAttempts(core: Core): Attempt {
  const refused = new Map<string, { readonly size: number; readonly refusal: Refusal }>()
  return async (own, note, event, write) => {
    const size = core.logs.get(own.id)?.range.size ?? 0
    const before = refused.get(note)
    if (before?.size === size) return before.refusal
    const answer = await write()
    if (!isRefusal(answer)) refused.delete(note)
    else if (answer.code !== 'node/busy') {
      if (before?.refusal.code !== answer.code) core.log.warn({ code: answer.code, ...answer.detail }, event)
      refused.set(note, { size, refusal: answer })
    }
    return answer
  }
}
