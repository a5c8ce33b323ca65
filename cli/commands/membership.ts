import { Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { leaveFederation } from '../../node/client/federate.ts'
import { stopWith } from '../../node/client/problem.ts'
import type { FederationInfo, TicketInfo } from '../../node/client/shapes.ts'
import { nextSeq, signed, write } from '../../node/client/write.ts'
import { trustedCid } from '../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { table } from '../output/table.ts'
import { decimal, moment } from '../output/words.ts'
import { defaulted, duration, prose } from '../read-option.ts'
import { usualDecisions } from '../usual-decisions.ts'

/** `comunal federation leave`: at the node of a group. */
export function leaveCommand(): Command {
  return new Command('leave')
    .description('at the node of a group: leave a federation')
    .argument('<federation>', 'its name or id')
    .option('--anyway', 'also if its node cannot be told now')
    .action(async (typed: string, options: { anyway?: true }, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const federations = await client.get<FederationInfo[]>('/federations')
      const { id, name } = oneOf(
        federations.filter(({ role }) => role === 'member'),
        typed,
      )
      const { told } = await leaveFederation(client, pen, member().signer, trustedCid(id), options.anyway === true)
      output.result({ federation: id, name, told }, () =>
        told
          ? `No longer in ${name}.`
          : `No longer in ${name}, which could not be told: its stewards still see the group.`,
      )
    })
}

/** `comunal federation tickets`: what became of them. */
export function ticketsCommand(): Command {
  return new Command('tickets')
    .description('at the node of a federation: list tickets and what became of them')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const tickets = await client().get<TicketInfo[]>('/tickets')
      output.list(tickets, () =>
        tickets.length === 0
          ? 'No tickets.'
          : table(
              ['ticket', 'state', 'weight', 'until'],
              tickets.map(({ key, state, weight, expiresAtMs }) => [
                key.slice(0, SHORT_KEY),
                state,
                decimal(weight),
                moment(expiresAtMs),
              ]),
            ),
      )
    })
}

/** So many characters of a ticket's key tell it from the others. */
const SHORT_KEY = 12

/** `comunal federation revoke`: takes an unused ticket back. */
export function revokeCommand(): Command {
  return new Command('revoke')
    .description('at the node of a federation: take an unused ticket back')
    .argument('<ticket>', 'its key as `tickets` lists it, or the beginning of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const [own, tickets] = [await ownFederation(client), await client.get<TicketInfo[]>('/tickets')]
      const [found, other] = tickets.filter(({ key }) => key.startsWith(typed))
      if (!found || other || !isPublicKeyHex(found.key)) return stopWith(refuse('ticket/bad', { ticket: typed }))
      const { key } = found
      await write(client, pen, member().signer, {
        kind: 'federation/ticket-revoked',
        log: trustedCid(own.id),
        body: { key },
      })
      output.result({ key }, () => 'Nobody can join with this ticket any more.')
    })
}

type ExpelOptions = MethodOptions & { cause: string; open: number; mandates: number }

/** `comunal federation expel`: puts it to the groups, or backs it as a steward, as the charter says. */
export function expelCommand(): Command {
  return withMethod(
    new Command('expel')
      .description(
        'have a member group expelled, by the rule of the charter: at the node of the federation, or as a delegate',
      )
      .argument('<group>', 'its name or id')
      .requiredOption('--cause <text>', 'why', prose),
    { choices: false },
  )
    .addOption(defaulted('--open <time>', 'where groups decide: how long people can vote', duration, '3d'))
    .addOption(defaulted('--mandates <time>', 'how long after that groups can hand in their results', duration, '1d'))
    .action(async (typed: string, options: ExpelOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const own = await federationThatExpels(client)
      const { id, name } = oneOf(
        own.groups.filter(({ state }) => state === 'member'),
        typed,
      )
      const log = trustedCid(own.id)
      const expels = { group: trustedCid(id), cause: options.cause }
      if (own.expelsBy !== 'decision') {
        const seq = await nextSeq(client, log, member().signer)
        const backing = { kind: 'federation/expulsion-backed', log, seq, body: expels } as const
        await client.post(`/federations/${log}/entries`, { entry: signed(pen, member().signer, backing) })
        output.result({ group: id, name }, () => `You back that ${name} is expelled.`)
        return
      }
      const method = methodRule(options, (await usualDecisions(client)).method)
      const closesAtMs = pen.now() + options.open
      const terms = { method, closesAtMs, mandatesByMs: closesAtMs + options.mandates, answers: null, expels }
      const body = { title: `Expel ${name}?`, text: options.cause, ...terms }
      const asked = await write(client, pen, member().signer, { kind: 'federation/proposed', log, body })
      output.result({ id: asked.id, group: id, name, closesAtMs }, () =>
        [`The groups decide whether ${name} is expelled.`, `People can vote until ${moment(closesAtMs)}.`].join('\n'),
      )
    })
}

/** The federation that this node is; else the one on whose council whoever asks sits. */
async function federationThatExpels(client: Client): Promise<FederationInfo> {
  // Where anyone may read, the node would not ask who this is.
  await client.signIn()
  const federations = await client.get<FederationInfo[]>('/federations')
  const [seat, other] = federations.filter(({ expelsBy, onCouncil }) => expelsBy === 'council' && onCouncil)
  return seat && !other ? seat : ownFederation(client)
}

/** The federation that this node is, with its groups. */
async function ownFederation(client: Client): Promise<FederationInfo> {
  const federations = await client.get<FederationInfo[]>('/federations')
  const own = federations.find(({ role }) => role === 'seat')
  return own ?? stopWith(refuse('federation/unknown', { problem: 'this node is of a group of people' }))
}

/** The one that somebody typed the name or the id of. */
function oneOf<T extends { readonly id: string; readonly name: string }>(candidates: readonly T[], typed: string): T {
  const byId = candidates.filter(({ id }) => id === typed)
  const [found, other] = byId.length > 0 ? byId : candidates.filter(({ name }) => name === typed.normalize('NFC'))
  if (!found || other) return stopWith(refuse(found ? 'request/bad' : 'federation/unknown', { name: typed }))
  return found
}
