import { Command, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import type { InitiativeInfo } from '../../node/client/shapes.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { INITIATIVE_TYPES, type InitiativeType } from '../../protocol/governance/initiative.ts'
import type { Threshold } from '../../protocol/governance/threshold.ts'
import { contextOf } from '../context.ts'
import { findId } from '../find-proposal.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { changeLines } from '../output/amendment-lines.ts'
import { table } from '../output/table.ts'
import { count, moment } from '../output/words.ts'
import { defaulted, duration, prose, type Quorum, quorum, thresholds } from '../read-option.ts'
import { say } from '../say.ts'
import { usualDecisions } from '../usual-decisions.ts'

/** `comunal initiative …`: what members want asked. */
export function initiativeCommand(): Command {
  return new Command('initiative')
    .description('initiatives: start, support, withdraw, list, show')
    .addCommand(startCommand())
    .addCommand(supportCommand('support', true))
    .addCommand(supportCommand('withdraw', false))
    .addCommand(listCommand())
    .addCommand(showCommand())
}

type StartOptions = MethodOptions & {
  title: string
  text: string
  type: InitiativeType
  quorum?: Quorum
  require?: readonly Threshold[]
  open: number
  for: number
}

function startCommand(): Command {
  return withMethod(
    new Command('start')
      .description('gather support for a question; the node asks it once enough support it')
      .requiredOption('--title <text>', 'the question', prose)
      .option('--text <text>', 'what there is to say about it', prose, '')
      .addOption(new Option('--type <type>', 'what it asks for').choices(INITIATIVE_TYPES).default('decision')),
    { choices: true },
  )
    .option('--quorum <share>', 'share of the members that must take part: 1/2, "1/2 of active"', quorum)
    .option('--require <share>', 'what must be reached besides: "for 2/3 of cast", "voted 1/2 of active"', thresholds)
    .addOption(defaulted('--open <time>', 'how long people will be able to vote', duration, '3d'))
    .addOption(defaulted('--for <time>', 'how long support is gathered', duration, '60d'))
    .action(async (options: StartOptions, command: Command) => {
      const { output, client: open, pen } = contextOf(command)
      const client = open()
      const usual = await usualDecisions(client)
      const { title, text, type, open: voteMs } = options
      const method = methodRule(options, usual.method)
      const expiresAtMs = pen.now() + options.for
      const body = {
        type,
        title,
        text,
        method,
        ...(options.quorum ?? usual.quorum),
        ...(options.require ? { thresholds: options.require } : {}),
        voteMs,
        expiresAtMs,
      }
      const { id } = await say(command, client, 'initiative/started', body)
      const { needed } = await client.get<InitiativeInfo>(`/initiatives/${id}`)
      output.result({ id, type, title, needed, expiresAtMs }, () =>
        [
          `${shortCid(trustedCid(id))}  ${title}`,
          `${count(needed, 'supporter')} make a proposal of it, until ${moment(expiresAtMs)}.`,
        ].join('\n'),
      )
    })
}

function supportCommand(name: string, supports: boolean): Command {
  return new Command(name)
    .description(supports ? 'support an initiative' : 'take your support back')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const initiative = await findInitiative(client, typed)
      await say(command, client, 'initiative/supported', { initiative, supports })
      const found = await client.get<InitiativeInfo>(`/initiatives/${initiative}`)
      output.result(found, () => `“${found.title}” has ${found.supporters} of ${count(found.needed, 'supporter')}.`)
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list initiatives, newest first')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const all = await client().get<InitiativeInfo[]>('/initiatives')
      output.list(all, () =>
        all.length === 0
          ? 'There are no initiatives.'
          : table(
              ['id', 'title', 'state', 'support', 'of', 'until'],
              all.map(({ id, title, state, supporters, needed, expiresAtMs }) => [
                shortCid(trustedCid(id)),
                title,
                state,
                supporters,
                needed,
                moment(expiresAtMs),
              ]),
            ),
      )
    })
}

function showCommand(): Command {
  return new Command('show')
    .description('show an initiative')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const found = await client.get<InitiativeInfo>(`/initiatives/${await findInitiative(client, typed)}`)
      output.result(found, () => showText(found))
    })
}

function showText({
  id,
  title,
  text,
  state,
  byName,
  supporters,
  needed,
  expiresAtMs,
  proposal,
  amendment,
}: InitiativeInfo): string {
  return [
    title,
    `${supporters} of ${count(needed, 'supporter')}, ${state}${byName ? `, started by ${byName}` : ''}`,
    proposal
      ? `The vote is ${shortCid(trustedCid(proposal))}.`
      : state === 'overtaken'
        ? 'The charter cannot be changed any more as it asks.'
        : `Support is gathered until ${moment(expiresAtMs)}.`,
    ...(amendment ? ['It changes of the charter', ...changeLines(amendment)] : []),
    id,
    ...(text ? ['', text] : []),
  ].join('\n')
}

function findInitiative(client: Client, typed: string): Promise<Cid> {
  return findId(client, '/initiatives', typed, 'initiative/unknown')
}
