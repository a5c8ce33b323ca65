import { Command, Option } from 'commander'
import type { SortitionInfo } from '../../node/client/shapes.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { ROLES, type Role } from '../../protocol/group/role.ts'
import { contextOf } from '../context.ts'
import { table } from '../output/table.ts'
import { count, moment } from '../output/words.ts'
import { defaulted, duration, positive, prose } from '../read-option.ts'
import { say } from '../say.ts'
import { findSortition, names, sortitionVerifyCommand } from './sortition-verify.ts'

/** `comunal sortition …`: panels drawn by lot, so that anyone can draw again. */
export function sortitionCommand(): Command {
  return new Command('sortition')
    .description('panels drawn by lot: call, join, decline, list, show, verify')
    .addCommand(callCommand())
    .addCommand(joinCommand())
    .addCommand(declineCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(sortitionVerifyCommand())
}

type CallOptions = { title: string; text: string; seats: number; role?: Role; stratify?: 'role'; for: number }

function callCommand(): Command {
  return new Command('call')
    .description('have the node draw a panel from the members')
    .requiredOption('--title <text>', 'what the panel is for', prose)
    .option('--text <text>', 'what there is to say about it', prose, '')
    .option('--seats <number>', 'how many are drawn', positive, 1)
    .addOption(new Option('--role <role>', 'only members with this role; else all who may vote').choices(ROLES))
    .addOption(
      new Option('--stratify <by>', 'in proportion to the members with each role').choices(['role']).conflicts('role'),
    )
    .addOption(defaulted('--for <time>', 'how long members may add to the seed', duration, '1d'))
    .action(async ({ title, text, seats, role, stratify, for: forMs }: CallOptions, command: Command) => {
      const { output, client, pen } = contextOf(command)
      const joinsUntilMs = pen.now() + forMs
      const body = { title, text, pool: role ?? null, seats, joinsUntilMs, ...(stratify ? { stratify } : {}) }
      const { id } = await say(command, client(), 'sortition/called', body)
      output.result({ id, ...body }, () =>
        [
          `${shortCid(trustedCid(id))}  ${title}`,
          `Members can add to the seed until ${moment(joinsUntilMs)}; then the node draws, if one has.`,
        ].join('\n'),
      )
    })
}

function joinCommand(): Command {
  return new Command('join')
    .description('add 32 random bytes of your own to the seed, so that nobody draws alone')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open, pen } = contextOf(command)
      const client = open()
      const sortition = await findSortition(client, typed)
      const { id } = await say(command, client, 'sortition/joined', { sortition, contribution: pen.randomBytes(32) })
      output.result({ id, sortition }, () => 'You have added to the seed.')
    })
}

function declineCommand(): Command {
  return new Command('decline')
    .description('do not serve on a panel; the next in the order of the draw does')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const sortition = await findSortition(client, typed)
      const { id } = await say(command, client, 'sortition/declined', { sortition })
      output.result({ id, sortition }, () => 'You will not serve on this panel.')
    })
}

function listCommand(): Command {
  return new Command('list').description('list draws, newest first').action(async (_: object, command: Command) => {
    const { output, client } = contextOf(command)
    const all = await client().get<SortitionInfo[]>('/sortitions')
    output.list(all, () =>
      all.length === 0
        ? 'There are no draws.'
        : table(
            ['id', 'title', 'state', 'seats', 'joined', 'until'],
            all.map(({ id, title, state, seats, contributors, joinsUntilMs }) => [
              shortCid(trustedCid(id)),
              title,
              state,
              seats,
              contributors,
              moment(joinsUntilMs),
            ]),
          ),
    )
  })
}

function showCommand(): Command {
  return new Command('show')
    .description('show a draw, with the panel once it is drawn')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const sortition = await client.get<SortitionInfo>(`/sortitions/${await findSortition(client, typed)}`)
      output.result(sortition, () => showText(sortition))
    })
}

function showText(sortition: SortitionInfo): string {
  const { id, title, text, state, seats, pool, stratify, contributors, joinsUntilMs, panel, alternates } = sortition
  const all = stratify === null ? 'all who may vote' : `all who may vote, in proportion to ${stratify}`
  const whom = pool === null ? all : `those who are ${pool}`
  return [
    title,
    `${count(seats, 'seat')} among ${whom}; ${count(contributors, 'member')} added to the seed`,
    state === 'drawn' ? `Panel: ${names(panel)}` : `${state} until ${moment(joinsUntilMs)}`,
    ...(alternates.length > 0 ? [`Next: ${names(alternates)}`] : []),
    id,
    ...(text ? ['', text] : []),
  ].join('\n')
}
