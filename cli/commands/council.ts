import { Command } from 'commander'
import { stopWith } from '../../node/client/problem.ts'
import type { CouncilInfo, GroupInfo } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { trustedCid } from '../../protocol/bytes/cid.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { FEDERATION_OPTION, oneFederation } from '../find-federation.ts'
import { findMember } from '../find-member.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { ownFeed } from '../own-feed.ts'
import { defaulted, duration, prose } from '../read-option.ts'
import { motionCommand, motionsCommand, moveCommand, voteCommand, withdrawCommand } from './council-motion.ts'

/** `comunal federation council …`: who sits for which group on a federation's council, and what it decides. */
export function councilCommand(): Command {
  return new Command('council')
    .description('councils of federations: list, seat, recall, move, motions, motion, vote, withdraw')
    .addCommand(listCommand())
    .addCommand(seatCommand())
    .addCommand(recallCommand())
    .addCommand(moveCommand())
    .addCommand(motionsCommand())
    .addCommand(motionCommand())
    .addCommand(voteCommand())
    .addCommand(withdrawCommand())
}

function listCommand(): Command {
  return new Command('list')
    .description('show who sits on the council for which group, until when, and who did')
    .option(...FEDERATION_OPTION, prose)
    .option('--all', 'also terms that are over, replaced or recalled')
    .action(async (options: { federation?: string; all?: true }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id, name } = await oneFederation(client, options.federation, () => true)
      const council = await client.get<CouncilInfo>(`/federations/${id}/council`)
      output.result({ federation: id, name, ...council }, () => councilText(name, council, options.all === true))
    })
}

function councilText(name: string, { seats, vacant }: CouncilInfo, all: boolean): string {
  const shown = seats.filter(({ state }) => all || state === 'sits' || state === 'to-come')
  const rows = shown.map(({ groupName, name: delegate, state, fromMs, untilMs, elected, cause }) => [
    groupName,
    delegate,
    state === 'to-come' ? `from ${moment(fromMs)}` : state,
    moment(untilMs),
    cause ?? (elected ? 'elected' : ''),
  ])
  return [
    `The council of ${name}`,
    ...(rows.length > 0 ? [table(['group', 'delegate', '', 'until', ''], rows)] : []),
    ...(vacant.length > 0 ? [`Nobody sits for ${vacant.map(group => group.name).join(', ')}.`] : []),
  ].join('\n')
}

type SeatOptions = { federation?: string; term: number; in?: number }

function seatCommand(): Command {
  return new Command('seat')
    .description('at the node of a group, as its steward: send a member to the council, for a time')
    .argument('<member>', 'their name, key or did:key')
    .option(...FEDERATION_OPTION, prose)
    .addOption(defaulted('--term <time>', 'for how long', duration, '52w'))
    .option('--in <time>', 'when the term begins, if not now', duration)
    .action(async (who: string, options: SeatOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const { id, name } = await oneFederation(client, options.federation, ({ role }) => role === 'member')
      const { key: delegate, name: called } = await findMember(client, who)
      const log = await ownFeed(client, id)
      const fromMs = pen.now() + (options.in ?? 0)
      const untilMs = fromMs + options.term
      const body = { delegate, name: called, fromMs, untilMs, election: null }
      const { id: seating } = await write(client, pen, member().signer, { kind: 'council/seated', log, body })
      output.result(
        { seating, federation: id, delegate, fromMs, untilMs },
        () => `${called} sits for us on the council of ${name}, until ${moment(untilMs)}.`,
      )
    })
}

function recallCommand(): Command {
  return new Command('recall')
    .description('at the node of a group, as its steward: take the delegate back before the term is over')
    .requiredOption('--cause <text>', 'why', prose)
    .option(...FEDERATION_OPTION, prose)
    .action(async (options: { federation?: string; cause: string }, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const { id, name } = await oneFederation(client, options.federation, ({ role }) => role === 'member')
      const { id: group } = await client.get<GroupInfo>('/group')
      const { seats } = await client.get<CouncilInfo>(`/federations/${id}/council`)
      const held = seats.find(seat => seat.group === group && seat.state === 'sits')
      if (!held) return stopWith(refuse('council/no-seat', { federation: name }))
      const log = await ownFeed(client, id)
      const body = { seating: trustedCid(held.seating), cause: options.cause }
      await write(client, pen, member().signer, { kind: 'council/recalled', log, body })
      output.result(
        { seating: held.seating, federation: id, delegate: held.delegate },
        () => `${held.name} no longer sits for us on the council of ${name}.`,
      )
    })
}
