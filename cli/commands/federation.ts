import { existsSync, readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { issueTicket, joinByTicket } from '../../node/client/federate.ts'
import { stopWith } from '../../node/client/problem.ts'
import type { FederationInfo, FederationProposalInfo, GroupInfo, VerdictTree } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { formatRational, type Rational } from '../../protocol/rational.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { findId } from '../find-proposal.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { table } from '../output/table.ts'
import { verdictText } from '../output/verdict-text.ts'
import { decimal, moment } from '../output/words.ts'
import { defaulted, duration, fraction, gather, prose } from '../read-option.ts'
import { usualDecisions } from '../usual-decisions.ts'
import { councilCommand } from './council.ts'
import { federationCharterCommand } from './federation-charter.ts'
import { roundCommand } from './federation-round.ts'
import { vetoCommand } from './federation-veto.ts'
import { foundFederationCommand } from './init.ts'
import { groupId } from './member.ts'
import { expelCommand, leaveCommand, revokeCommand, ticketsCommand } from './membership.ts'
import { mergeCommand } from './merge.ts'

/** `comunal federation …`: groups of groups. */
export function federationCommand(): Command {
  return new Command('federation')
    .description(
      'federations: found, invite, join, leave, tickets, revoke, expel, council, charter, merge, list, propose, proposals, verdict, veto, round',
    )
    .addCommand(foundFederationCommand())
    .addCommand(inviteCommand())
    .addCommand(joinCommand())
    .addCommand(listCommand())
    .addCommand(leaveCommand())
    .addCommand(ticketsCommand())
    .addCommand(revokeCommand())
    .addCommand(expelCommand())
    .addCommand(councilCommand())
    .addCommand(federationCharterCommand())
    .addCommand(mergeCommand())
    .addCommand(proposeCommand())
    .addCommand(proposalsCommand())
    .addCommand(verdictCommand())
    .addCommand(vetoCommand())
    .addCommand(roundCommand())
}

function inviteCommand(): Command {
  return new Command('invite')
    .description('at the node of a federation: make a ticket that lets one group in')
    .addOption(defaulted('--weight <number>', 'what its voice weighs: 1, 0.9', fraction, '1'))
    .addOption(defaulted('--for <time>', 'how long it is good: 36h, 7d', duration, '7d'))
    .action(async (options: { weight: Rational; for: number }, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const federation = await ownFederation(client)
      const terms = { weight: options.weight, expiresAtMs: pen.now() + options.for }
      const ticket = await issueTicket(client, pen, member().signer, federation, terms)
      const { id, name } = federation
      const { expiresAtMs } = terms
      const weight = formatRational(options.weight)
      output.result({ ticket, federation: id, name, weight, expiresAtMs }, () => ticket)
      output.note(`Lets one group into ${name}, until ${moment(expiresAtMs)}: comunal federation join TICKET`)
    })
}

function joinCommand(): Command {
  return new Command('join')
    .description('at the node of a group: join the federation of a ticket')
    .argument('<ticket>', 'its text, or a file with it')
    .action(async (given: string, _: object, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const ticket = existsSync(given) ? readFileSync(given, 'utf8').trim() : given
      const plan = await joinByTicket(open(), pen, member().signer, ticket)
      const { federation, name, weight, feed } = plan
      output.result({ federation, name, weight, feed }, () => `In ${name} now, with weight ${decimal(weight)}.`)
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list federations and their groups')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const federations = await client().get<FederationInfo[]>('/federations')
      output.list(federations, () => federations.map(federationText).join('\n\n') || 'In no federation yet.')
    })
}

function federationText({ name, role, groups, loop }: FederationInfo): string {
  const rows = groups.map(({ name, weight, state, connected, cause, forked }) => [
    name,
    decimal(weight),
    state !== 'member'
      ? cause
        ? `${state}: ${cause}`
        : state
      : forked
        ? 'set apart: two histories'
        : connected
          ? 'connected'
          : 'away',
  ])
  const closed = loop ? [`This membership closes a loop of federations: nothing is decided in it.`] : []
  return [role === 'seat' ? `${name} (this node)` : name, ...closed, table(['group', 'weight', ''], rows)].join('\n')
}

type ProposeOptions = MethodOptions & {
  title: string
  text: string
  clause?: readonly string[]
  open: number
  mandates: number
}

function proposeCommand(): Command {
  return withMethod(
    new Command('propose')
      .description('at the node of a federation: ask all groups below it')
      .requiredOption('--title <text>', 'the question', prose)
      .option('--text <text>', 'what there is to say about it', prose, '')
      .option('--clause <text>', 'a clause, which can be vetoed by itself; once for each', gather),
    { choices: true },
  )
    .addOption(defaulted('--open <time>', 'how long people can vote: 36h, 3d', duration, '3d'))
    .addOption(defaulted('--mandates <time>', 'how long after that groups can hand in their results', duration, '1d'))
    .action(async (options: ProposeOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const { id: log } = await ownFederation(client)
      const method = methodRule(options, (await usualDecisions(client)).method)
      const closesAtMs = pen.now() + options.open
      const mandatesByMs = closesAtMs + options.mandates
      const { title, text, clause: clauses } = options
      const terms = { title, text, method, closesAtMs, mandatesByMs, answers: null }
      const body = { ...terms, ...(clauses ? { clauses } : {}) }
      const { id } = await write(client, pen, member().signer, { kind: 'federation/proposed', log, body })
      output.result({ id, title, method: method.method, closesAtMs, mandatesByMs }, () =>
        [`${shortCid(trustedCid(id))}  ${title}`, `People can vote until ${moment(closesAtMs)}.`].join('\n'),
      )
    })
}

const STATES = { open: 'open', waiting: 'waiting for witnesses', decided: 'decided' } as const

function proposalsCommand(): Command {
  return new Command('proposals')
    .description('list what federations ask')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const proposals = await client().get<FederationProposalInfo[]>('/federation-proposals')
      output.list(proposals, () =>
        proposals.length === 0
          ? 'No federation asks anything.'
          : table(
              ['id', 'title', 'state', 'method', 'until'],
              proposals.map(p => [
                shortCid(trustedCid(p.id)),
                p.title,
                STATES[p.state],
                p.method,
                moment(p.closesAtMs),
              ]),
            ),
      )
    })
}

function verdictCommand(): Command {
  return new Command('verdict')
    .description("show what groups said to a federation's proposal, and what follows")
    .argument('<id>', 'id of the federated proposal, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const id = await findId(client, '/federation-proposals', typed)
      const tree = await client.get<VerdictTree>(`/federation-proposals/${id}/verdict`)
      output.result(tree, () => verdictText(tree))
    })
}

/** The federation that this node is the seat of. */
async function ownFederation(client: Client): Promise<{ id: Cid; name: string }> {
  const group = await client.get<GroupInfo>('/group')
  if (group.members !== 'groups')
    stopWith(refuse('federation/unknown', { problem: 'a group of people', name: group.name }))
  return { id: groupId(group), name: group.name }
}
