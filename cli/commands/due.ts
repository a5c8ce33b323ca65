import { Command } from 'commander'
import type { DueInfo } from '../../node/client/shapes.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { contextOf } from '../context.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'

const WAITS = {
  vote: 'vote',
  task: 'do',
  evaluation: 'look back',
  review: 'review',
  objection: 'judge an objection',
  draft: 'write along',
  key: 'give back a membership',
  amendment: 'answer an amendment',
  nomination: 'answer a nomination',
  agreement: 'answer a mediation',
  motion: 'vote in a council',
  request: 'answer who asks',
  mediation: 'mediate a veto',
  round: 'begin the next round',
  merger: 'finish a merger',
  fork: 'look at a fork',
  expulsion: 'back an expulsion, or not',
} as const

/** `comunal due`: what waits for the member. */
export function dueCommand(): Command {
  return new Command('due')
    .description('show what waits for you: votes that close soon, tasks, reviews, nominations, amendments, lost keys')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const items = await client().get<DueInfo[]>('/due')
      output.list(items, () =>
        items.length === 0
          ? 'Nothing waits for you.'
          : table(
              ['what', 'until', 'id', 'title'],
              items.map(({ kind, dueAtMs, at, subject, title, goesTo }) => [
                WAITS[kind],
                dueAtMs === null ? '–' : moment(dueAtMs),
                shortCid(trustedCid(kind === 'motion' ? subject : at)),
                goesTo ? `${title} (your vote goes to ${goesTo.name ?? goesTo.key})` : title,
              ]),
            ),
      )
    })
}
