import { Command, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import type { ObjectionInfo } from '../../node/client/shapes.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { contextOf } from '../context.ts'
import { chooseId, findProposal } from '../find-proposal.ts'
import { objectionLines } from '../output/objection-lines.ts'
import { prose } from '../read-option.ts'
import { say } from '../say.ts'

/** `comunal objection …`: why a proposal must not pass as it is, and what people make of that. */
export function objectionCommand(): Command {
  return new Command('objection')
    .description('objections to a proposal: raise, withdraw, judge, list')
    .addCommand(raiseCommand())
    .addCommand(withdrawCommand())
    .addCommand(judgeCommand())
    .addCommand(listCommand())
}

function raiseCommand(): Command {
  return ofProposal('raise', 'object to a proposal, under your name')
    .argument('<reason>', 'why it must not pass as it is', prose)
    .option('--amend <text>', 'what would resolve it', prose)
    .action(async (typed: string, reason: string, { amend }: { amend?: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const proposal = await findProposal(client, typed)
      const body = { proposal, reason, ...(amend === undefined ? {} : { amendment: amend }) }
      const { id } = await say(command, client, 'objection/raised', body)
      output.result({ id, ...body }, () => `${shortCid(trustedCid(id))}  ${reason}`)
    })
}

function withdrawCommand(): Command {
  return ofProposal('withdraw', 'take an objection of yours back')
    .argument('<objection>', 'its id, or the end of it')
    .action(async (typed: string, typedObjection: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { objection, reason } = await findObjection(client, typed, typedObjection)
      const { id } = await say(command, client, 'objection/withdrawn', { objection })
      output.result({ id, objection }, () => `Withdrawn: ${reason}`)
    })
}

type JudgeOptions = { uphold?: string; dismiss?: string }

function judgeCommand(): Command {
  return ofProposal('judge', 'as a moderator: say whether an objection has ground, and why')
    .argument('<objection>', 'its id, or the end of it')
    .addOption(new Option('--uphold <reason>', 'it has ground').argParser(prose).conflicts('dismiss'))
    .option('--dismiss <reason>', 'it has none', prose)
    .action(async (typed: string, typedObjection: string, options: JudgeOptions, command: Command) => {
      const { output, client: open } = contextOf(command)
      const reason = options.uphold ?? options.dismiss
      if (reason === undefined) return command.error('error: say --uphold or --dismiss, and why')
      const client = open()
      const { objection, reason: raised } = await findObjection(client, typed, typedObjection)
      const upheld = options.uphold !== undefined
      const { id } = await say(command, client, 'objection/judged', { objection, upheld, reason })
      output.result({ id, objection, upheld, reason }, () => `${upheld ? 'Upheld' : 'Dismissed'}: ${raised}`)
    })
}

function listCommand(): Command {
  return ofProposal('list', 'list the objections to a proposal').action(
    async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const objections = await objectionsTo(client, await findProposal(client, typed))
      output.list(objections, () =>
        objections.length === 0 ? 'Nobody objects.' : objectionLines(objections).join('\n'),
      )
    },
  )
}

function ofProposal(name: string, description: string): Command {
  return new Command(name).description(description).argument('<id>', 'id of the proposal, or the end of it')
}

async function findObjection(
  client: Client,
  typed: string,
  typedObjection: string,
): Promise<{ objection: Cid; reason: string }> {
  const all = await objectionsTo(client, await findProposal(client, typed))
  const objection = chooseId(all, typedObjection, 'objection/unknown')
  return { objection, reason: all.find(({ id }) => id === objection)?.reason ?? '' }
}

function objectionsTo(client: Client, proposal: Cid): Promise<ObjectionInfo[]> {
  return client.get<ObjectionInfo[]>(`/proposals/${proposal}/objections`)
}
