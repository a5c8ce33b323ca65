import { Command } from 'commander'
import type { FoundInfo } from '../../node/client/shapes.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { contextOf } from '../context.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'

const KEY_SHOWN = 12

/** `comunal search`: everything that was written, by the words in it. */
export function searchCommand(): Command {
  return new Command('search')
    .argument('<words...>', 'accents do not matter; the last word may be begun only')
    .description('find proposals, drafts, tasks, members, offers and all else that was written, by the words in it')
    .action(async (words: string[], _: object, command: Command) => {
      const { output, client } = contextOf(command)
      const found = await client().get<FoundInfo[]>(`/search?words=${encodeURIComponent(words.join(' '))}`)
      output.list(found, () =>
        found.length === 0
          ? 'Nothing has all these words.'
          : table(
              ['what', 'id', 'when', 'title'],
              found.map(({ type, target, atMs, title }) => [
                type.replace('-', ' '),
                type === 'member' ? target.slice(0, KEY_SHOWN) : shortCid(trustedCid(target)),
                moment(atMs),
                title,
              ]),
            ),
      )
    })
}
