import type { DraftInfo, RevisionInfo } from '../../node/client/shapes.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { emphasis } from './output.ts'
import { ruleText } from './rule-text.ts'
import { count, moment } from './words.ts'

/**
 * A draft as people read it: its text, its versions, whose words it has, and what moderators said.
 * @param activeDays how many days back the group counts as active.
 */
export function draftText(
  draft: DraftInfo,
  { parts = false, activeDays }: { parts?: boolean; activeDays: number | null },
): string {
  const { id, title, state, byName, text, pieces, unsaved, revisions, contributions, reviews, amendments } = draft
  const all = contributions.reduce((sum, { characters }) => sum + characters, 0)
  const shares = contributions.map(({ byName: who, characters }) => `${who ?? '–'} ${percent(characters, all)}`)
  const last = reviews.at(-1)
  return [
    emphasis('bold', title),
    `${STATES[state]}, begun by ${byName ?? '–'}, ${count(revisions.length, 'version')}`,
    ruleText({ ...draft, activeDays, closesEarly: false }),
    ...(shares.length > 0 ? [`written by ${shares.join(', ')}`] : []),
    ...revisions.flatMap(togetherLines),
    ...(unsaved ? ['more is being written that is in no version yet'] : []),
    ...(last ? [`${VERDICTS[last.verdict]} by ${last.byName ?? '–'}${last.reason ? `: ${last.reason}` : ''}`] : []),
    id,
    ...(text ? ['', parts ? partsText(pieces) : text] : []),
    ...amendments.flatMap(amendmentLines),
  ].join('\n')
}

/** Who wrote how much of a version at once with others, and who has confirmed it. */
function togetherLines({ byName, writers }: DraftInfo['revisions'][number], at: number): string[] {
  if (!writers) return []
  const all = writers.reduce((sum, { characters }) => sum + characters, 0)
  const shares = writers.map(
    ({ byName: who, characters, confirmed }) =>
      `${who ?? '–'} ${percent(characters, all)}${confirmed ? ' (confirmed)' : ''}`,
  )
  return [`version ${at + 1} written together, saved by ${byName ?? '–'}: ${shares.join(', ')}`]
}

function partsText(pieces: DraftInfo['pieces']): string {
  return pieces.map(({ byName, text }) => `${emphasis('bold', `${byName ?? '–'}:`)} ${text.trim()}`).join('\n')
}

function amendmentLines({
  id,
  byName,
  state,
  reason,
  declined,
  difference,
}: DraftInfo['amendments'][number]): string[] {
  const head = `${shortCid(trustedCid(id))}  amendment by ${byName ?? '–'}, ${state}${reason ? `: ${reason}` : ''}`
  return ['', head, ...(declined === null ? [] : [`declined because: ${declined}`]), markedText(difference)]
}

/** What a version changed: `[-taken out-]` and `{+put in+}`. */
export function differenceText({ title, byName, at, difference }: RevisionInfo): string {
  return [emphasis('bold', title), `${byName ?? '–'}, ${moment(at)}`, '', markedText(difference)].join('\n')
}

function markedText(difference: RevisionInfo['difference']): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
  const marked = difference.map(({ change, text }) => {
    const [before, after] = marks[change]
    return before === '' ? text : emphasis(change === 'added' ? 'green' : 'red', `${before}${text}${after}`)
  })
  return marked.join('')
}

const STATES = {
  draft: 'draft',
  review: 'in review',
  approved: 'approved',
  opened: 'opened for a vote',
} as const satisfies Record<DraftInfo['state'], string>

const VERDICTS = { approved: 'approved', changes: 'changes asked for' } as const

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`
}
