import { Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { stopWith } from '../../node/client/problem.ts'
import type { ConcentrationInfo, DelegationsInfo, GroupInfo, MemberInfo, ScopeInfo } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { isPublicKeyHex, type PublicKeyHex, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { DelegationScope } from '../../protocol/governance/delegation.ts'
import { keyOfDid } from '../../protocol/keys/did-key.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { findProposal } from '../find-proposal.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { duration, prose } from '../read-option.ts'
import { groupId } from './member.ts'

/** `comunal delegation …`: who votes for whom where they do not vote themselves. */
export function delegationCommand(): Command {
  return new Command('delegation')
    .description('delegations: give, revoke, list, report')
    .addCommand(giveCommand())
    .addCommand(revokeCommand())
    .addCommand(listCommand())
    .addCommand(reportCommand())
}

type ScopeOptions = { area?: string; proposal?: string }
type GiveOptions = ScopeOptions & { nobody?: true; for?: number }

function withScope(command: Command): Command {
  return command
    .option('--area <name>', 'for proposals of this area only', prose)
    .option('--proposal <id>', 'for this proposal only: its id, or the end of it')
}

function giveCommand(): Command {
  return withScope(
    new Command('give')
      .description('let somebody vote for you where you do not; the narrowest applies, your own ballot above all')
      .argument('[member]', 'name or key of the member'),
  )
    .option('--nobody', 'nobody: no wider delegation applies either')
    .option('--for <time>', 'how long it is good: 36h, 30d', duration)
    .action(async (typed: string | undefined, options: GiveOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const log = groupId(await client.get<GroupInfo>('/group'))
      if ((typed === undefined) !== (options.nobody === true)) command.error('error: name a member, or say --nobody')
      const to = typed === undefined ? null : await findMember(client, typed)
      const scope = await scopeOf(client, options)
      const until = options.for === undefined ? {} : { expiresAtMs: pen.now() + options.for }
      const body = { scope, to: to?.key ?? null, ...until }
      const { id } = await write(client, pen, member().signer, { kind: 'delegation/given', log, body })
      const { expiresAtMs = null } = body
      output.result({ id, scope, to: body.to, toName: to?.name ?? null, expiresAtMs }, () => {
        const whom = to === null ? 'to nobody' : `to ${to.name}`
        return `Your vote goes ${whom} where you do not vote: ${scopeText(scope)}${untilText(expiresAtMs)}.`
      })
    })
}

function revokeCommand(): Command {
  return withScope(
    new Command('revoke').description('take a delegation back; without an option, the one for everything'),
  ).action(async (options: ScopeOptions, command: Command) => {
    const { output, client: open, member, pen } = contextOf(command)
    const client = open()
    const log = groupId(await client.get<GroupInfo>('/group'))
    const scope = await scopeOf(client, options)
    const { id } = await write(client, pen, member().signer, { kind: 'delegation/revoked', log, body: { scope } })
    output.result({ id, scope }, () => `Taken back: ${scopeText(scope)}.`)
  })
}

function listCommand(): Command {
  return new Command('list')
    .description('list what you have delegated, and who has delegated to you')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const { mine, toMe } = await client().get<DelegationsInfo>('/delegations')
      const given = mine.map(({ scope, toName, expiresAtMs }) => [
        toName ?? 'nobody',
        scopeText(scope),
        expiryText(expiresAtMs),
      ])
      const got = toMe.from.map(({ name, scope, expiresAtMs }) => [
        name ?? '–',
        scopeText(scope),
        expiryText(expiresAtMs),
      ])
      output.result({ mine, toMe }, () =>
        [
          given.length === 0 ? 'You have delegated to nobody.' : table(['your vote goes to', 'for', 'until'], given),
          got.length === 0 ? 'Nobody has delegated to you.' : table(['you speak for', 'for', 'until'], got),
        ].join('\n\n'),
      )
    })
}

function reportCommand(): Command {
  return new Command('report')
    .description('how many votes come together in whose hands')
    .argument('[id]', 'in one vote: its id, or the end of it; else by the delegations for everything')
    .action(async (typed: string | undefined, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const path = typed === undefined ? '/delegations' : `/proposals/${await findProposal(client, typed)}`
      const report = await client.get<ConcentrationInfo>(`${path}/concentration`)
      const { electorate, delegating, lost, holders } = report
      output.result(report, () =>
        [
          `${delegating} of ${electorate} delegate.${lost === 0 ? '' : ` ${lost} go round in a loop and weigh nothing.`}`,
          ...(holders.length === 0
            ? []
            : [
                table(
                  ['name', 'votes', 'of all'],
                  holders.map(({ name, votes, share }) => [name ?? '–', votes, share]),
                ),
              ]),
        ].join('\n'),
      )
    })
}

async function scopeOf(client: Client, { area, proposal }: ScopeOptions): Promise<DelegationScope> {
  if (proposal !== undefined) return { type: 'proposal', proposal: await findProposal(client, proposal) }
  return area === undefined ? { type: 'everything' } : { type: 'area', area }
}

async function findMember(client: Client, typed: string): Promise<{ key: PublicKeyHex; name: string }> {
  const did = keyOfDid(typed)
  const wanted = did ? publicKeyHex(did) : typed.normalize('NFC')
  const members = await client.get<MemberInfo[]>('/members')
  const found = members.filter(({ key, name, state }) => key === wanted || (name === wanted && state === 'active'))
  const [only, other] = found
  if (!only || !isPublicKeyHex(only.key)) stopWith(refuse('delegation/bad-delegate', { member: typed }))
  if (other)
    stopWith(refuse('delegation/bad-delegate', { member: typed, problem: 'several have this name: give the key' }))
  return { key: only.key, name: only.name }
}

function scopeText({ type, area, proposal, title }: ScopeInfo): string {
  if (type === 'everything') return 'everything'
  return type === 'area' ? `area ${area}` : `proposal ${title ?? proposal?.slice(-10)}`
}

function untilText(expiresAtMs: number | null): string {
  return expiresAtMs === null ? '' : `, until ${moment(expiresAtMs)}`
}

function expiryText(expiresAtMs: number | null): string {
  return expiresAtMs === null ? '–' : moment(expiresAtMs)
}
