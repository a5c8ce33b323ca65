import type { FollowUpInfo } from '../../node/client/shapes.ts'
import { moment } from './words.ts'

/** Whether a decision did what it was for. */
export const MET = { yes: 'It did what it was for', partly: 'It did in part', no: 'It did not' } as const

/** What follows a vote as people read it; nothing while nothing follows. */
export function followUpLines({ mayRunAgainAtMs, tasks, feedback, evaluations }: FollowUpInfo): string[] {
  return [
    ...(mayRunAgainAtMs === null ? [] : [`may be put again from ${moment(mayRunAgainAtMs)}`]),
    ...under('Tasks', tasks.map(taskLine)),
    ...under(
      'Feedback',
      feedback.map(({ text, byName }) => `${text} (${byName ?? '–'})`),
    ),
    ...under(
      'Looking back',
      evaluations.map(({ met, text, byName }) => `${MET[met]}: ${text} (${byName ?? '–'})`),
    ),
  ]
}

function taskLine({ title, assigneeName, dueAtMs, done }: FollowUpInfo['tasks'][number]): string {
  const who = assigneeName === null ? '' : `, ${assigneeName}`
  if (done) return `${title}${who}, done ${moment(done.at)}`
  return `${title}${who}${dueAtMs === null ? '' : `, until ${moment(dueAtMs)}`}`
}

function under(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${heading}:`, ...lines.map(line => `  ${line}`)]
}
