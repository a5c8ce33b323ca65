import type { Cid } from '../../../protocol/bytes/cid.ts'
import { tellingInMerger } from '../../../protocol/federation/charter-told.ts'
import type { MergeTerms } from '../../../protocol/federation/merge-terms.ts'
import { changedBy, isRosterChange, type RosterChange } from '../../../protocol/federation/roster-change.ts'
import { type BodyOf, type KnownEntry, openEntry } from '../../../protocol/kinds.ts'
import { type Entry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Ack } from '../../log/writer.ts'

/** More does not fit beside the joining: amendments after that the group's feed tells. */
const MOST_REPLACED_BYTES = 60 * 1024

/** What the log of a federation says of one group since it came in the last time. */
type Story = {
  readonly joined: KnownEntry<'federation/joined'>
  /** How its charter came about, where that stands before the joining. */
  readonly told: readonly BodyOf<'federation/charter-told'>[]
  readonly replaced: readonly RosterChange[]
}

/** At the node of a federation that takes another one in: enters one of that one's groups, with the charter and keys it has. */
export async function bringIn(
  core: Core,
  own: LogRow,
  { from }: MergeTerms,
  entries: readonly Entry[],
  group: Cid,
): Promise<Ack | Refusal> {
  const story = storyOf(entries, group)
  if (!story) return refuse('evidence/missing', { group })
  const { told, joined } = story
  for (const part of joined.body.told ? told : []) {
    // Told before, where it was cut off.
    if (part.from < (core.projections.federations.told(own.row, tellingInMerger(from, group))?.steps ?? 0)) continue
    const answer = await core.write(own.id, 'federation/charter-told', { ...part, by: { type: 'merger', from } })
    if (isRefusal(answer)) return answer
  }
  const replaced = fitting(story)
  const isKeyLeft = story.replaced.slice(replaced.length).some(({ kind }) => kind === 'federation/node-replaced')
  if (isKeyLeft) return refuse('charter/too-long', { group })
  const body = {
    joined: encodeSignedEntry(joined.entry.signed),
    replaced: replaced.map(({ entry }) => encodeSignedEntry(entry.signed)),
  }
  return core.write(own.id, 'federation/group-merged', body)
}

function storyOf(entries: readonly Entry[], group: Cid): Story | undefined {
  let story: Story | undefined
  let told: BodyOf<'federation/charter-told'>[] = []
  for (const entry of entries) {
    const known = openEntry(entry)
    if (isRefusal(known)) continue
    if (known.kind === 'federation/charter-told' && known.body.group === group) told = [...told, known.body]
    if (known.kind === 'federation/joined' && known.body.group === group) {
      const { ticket } = known.body
      const parts = told.filter(({ by }) => by.type === 'ticket' && by.ticket === ticket)
      story = { joined: known, told: parts, replaced: [] }
    }
    if (story && isRosterChange(known) && changedBy(known) === group) {
      story = { ...story, replaced: [...story.replaced, known] }
    }
  }
  return story
}

/** As much of what was replaced as fits into one entry. */
function fitting({ joined, replaced }: Story): RosterChange[] {
  let size = encodeSignedEntry(joined.entry.signed).length
  const end = replaced.findIndex(({ entry }) => {
    size += encodeSignedEntry(entry.signed).length
    return size > MOST_REPLACED_BYTES
  })
  return replaced.slice(0, end < 0 ? replaced.length : end)
}
