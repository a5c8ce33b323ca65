import { Command, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import type { FollowUpInfo, MemberInfo } from '../../node/client/shapes.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { contextOf } from '../context.ts'
import { chooseId, findProposal } from '../find-proposal.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { duration, prose, publicKey } from '../read-option.ts'
import { say } from '../say.ts'

/** `comunal task …`: what has to be done because the group decided so. */
export function taskCommand(): Command {
  return new Command('task')
    .description('tasks of what was accepted: add, list, assign, done')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(assignCommand())
    .addCommand(doneCommand())
}

function addCommand(): Command {
  return new Command('add')
    .description('say what has to be done')
    .argument('<id>', 'id of the accepted proposal, or the end of it')
    .argument('<title>', 'what has to be done', prose)
    .option('--to <key>', 'the member who does it', publicKey)
    .option('--due <time>', 'by when: 36h, 7d, 4w', duration)
    .action(async (typed: string, title: string, options: { to?: PublicKeyHex; due?: number }, command: Command) => {
      const { output, client: open, pen } = contextOf(command)
      const client = open()
      const proposal = await findProposal(client, typed)
      const dueAtMs = options.due === undefined ? null : pen.now() + options.due
      const body = { proposal, title, assignee: options.to ?? null, dueAtMs }
      const { id } = await say(command, client, 'task/added', body)
      output.result({ id, ...body }, () => `${shortCid(trustedCid(id))}  ${title}`)
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list the tasks of a proposal')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { tasks } = await client.get<FollowUpInfo>(`/proposals/${await findProposal(client, typed)}/follow-up`)
      output.list(tasks, () =>
        tasks.length === 0
          ? 'There are no tasks.'
          : table(
              ['id', 'task', 'who', 'until', 'done'],
              tasks.map(({ id, title, assigneeName, dueAtMs, done }) => [
                shortCid(trustedCid(id)),
                title,
                assigneeName ?? '–',
                dueAtMs === null ? '–' : moment(dueAtMs),
                done ? moment(done.at) : '–',
              ]),
            ),
      )
    })
}

type AssignOptions = { to?: PublicKeyHex; nobody?: true }

function assignCommand(): Command {
  return new Command('assign')
    .description('take a task, pass it on, or give it back')
    .argument('<id>', 'id of the proposal, or the end of it')
    .argument('<task>', 'id of the task, or the end of it')
    .addOption(
      new Option('--to <key>', 'the member who does it; you where left out').argParser(publicKey).conflicts('nobody'),
    )
    .option('--nobody', 'nobody does it for now')
    .action(async (typed: string, typedTask: string, { to, nobody }: AssignOptions, command: Command) => {
      const { output, client: open, member } = contextOf(command)
      const client = open()
      const { task, title } = await findTask(client, typed, typedTask)
      const me = async () => publicKey((await client.get<MemberInfo>(`/members/${member().key}`)).key)
      const assignee = nobody ? null : (to ?? (await me()))
      await say(command, client, 'task/assigned', { task, assignee })
      output.result({ task, assignee }, () => (assignee === null ? `Nobody’s: ${title}` : `Assigned: ${title}`))
    })
}

function doneCommand(): Command {
  return new Command('done')
    .description('say that a task is done')
    .argument('<id>', 'id of the proposal, or the end of it')
    .argument('<task>', 'id of the task, or the end of it')
    .option('--note <text>', 'how it went', prose, '')
    .action(async (typed: string, typedTask: string, { note }: { note: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { task, title } = await findTask(client, typed, typedTask)
      await say(command, client, 'task/done', { task, note })
      output.result({ task }, () => `Done: ${title}`)
    })
}

async function findTask(client: Client, typed: string, typedTask: string): Promise<{ task: Cid; title: string }> {
  const { tasks } = await client.get<FollowUpInfo>(`/proposals/${await findProposal(client, typed)}/follow-up`)
  const task = chooseId(tasks, typedTask, 'task/unknown')
  return { task, title: tasks.find(({ id }) => id === task)?.title ?? '' }
}
