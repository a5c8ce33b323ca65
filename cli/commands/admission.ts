import { Command, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { Problem, problemOf } from '../../node/client/problem.ts'
import type { EndorsementsInfo, GroupInfo } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { ROLES, type Role } from '../../protocol/group/role.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { type FoundMember, findMember } from '../find-member.ts'
import { table } from '../output/table.ts'
import { count, moment } from '../output/words.ts'
import { prose } from '../read-option.ts'
import { groupId } from './member.ts'

const WHO = 'their name, key or did:key'

/** `comunal member approve`: a steward lets in who waits. */
export function approveCommand(): Command {
  return new Command('approve')
    .description('let in somebody who waits')
    .argument('<member>', WHO)
    .addOption(new Option('--role <role>', 'what they will be').choices(ROLES).default('member'))
    .action(async (typed: string, { role }: { role: Role }, command: Command) => {
      const { output, ...context } = contextOf(command)
      const { name, key, ack } = await about(context, typed, 'member/approved', member => {
        refuseInsider(member)
        return { member: member.key, role }
      })
      output.result({ id: ack.id, member: key, role }, () => `${name} is in now, as ${role}.`)
    })
}

/** `comunal member vouch`: a member stands up for who waits. */
export function vouchCommand(): Command {
  return new Command('vouch')
    .description('vouch for somebody who waits')
    .argument('<member>', WHO)
    .action(async (typed: string, _: object, command: Command) => {
      const { output, ...context } = contextOf(command)
      const { name, key, ack, client } = await about(context, typed, 'member/vouched', member => {
        refuseInsider(member)
        return { member: member.key }
      })
      const { state, vouchers } = await findMember(client, key)
      output.result({ id: ack.id, member: key, state, vouchers }, () =>
        state === 'active' ? `${name} is in now.` : `${count(vouchers, 'member')} vouched for ${name} so far.`,
      )
    })
}

/** `comunal member endorsements`: whom a member has vouched for. */
export function endorsementsCommand(): Command {
  return new Command('endorsements')
    .description('show whom a member has vouched for, and when they can again')
    .argument('<member>', WHO)
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { key } = await findMember(client, typed)
      const found = await client.get<EndorsementsInfo>(`/members/${key}/endorsements`)
      output.result({ member: key, ...found }, () => endorsementsText(found))
    })
}

function endorsementsText({ open, freeAtMs, endorsements }: EndorsementsInfo): string {
  const rows = endorsements.map(({ member, takenUntilMs, forCause }) => [
    member.name || member.key,
    moment(takenUntilMs),
    forCause ? 'removed for cause' : '',
  ])
  const next = freeAtMs === null ? 'Can vouch now' : `Can vouch again on ${moment(freeAtMs)}`
  return [
    ...(rows.length > 0 ? [table(['for', 'open until', ''], rows)] : []),
    `${next}; ${open} may be open at once.`,
  ].join('\n')
}

type RemoveOptions = { reason: string; cause?: true }

/** `comunal member remove`: a steward takes somebody out, or a member leaves. */
export function removeCommand(): Command {
  return new Command('remove')
    .description('take a member out of the group; yourself, to leave')
    .argument('<member>', WHO)
    .option('--reason <text>', 'why', prose, '')
    .option('--cause', 'for something they did: it costs those who vouched for them')
    .action(async (typed: string, { reason, cause }: RemoveOptions, command: Command) => {
      const { output, ...context } = contextOf(command)
      const because = { reason, ...(cause ? { cause } : {}) }
      const { name, key, ack } = await about(context, typed, 'member/removed', member => ({
        member: member.key,
        ...because,
      }))
      output.result({ id: ack.id, member: key, ...because }, () => `${name} is out of the group.`)
    })
}

/** Who is in needs nobody to let them in. */
function refuseInsider({ name, did, state }: FoundMember): void {
  if (state !== 'active') return
  const details = problemOf(refuse('member/already'))
  throw new Problem({ ...details, title: `${name || did} is a member already.` })
}

async function about<K extends KindName>(
  context: Pick<Context, 'client' | 'pen' | 'member'>,
  typed: string,
  kind: K,
  bodyOf: (member: FoundMember) => BodyOf<K>,
) {
  const client: Client = context.client()
  const log = groupId(await client.get<GroupInfo>('/group'))
  const found = await findMember(client, typed)
  const ack = await write(client, context.pen, context.member().signer, { kind, log, body: bodyOf(found) })
  return { client, ack, key: found.key, name: found.name || found.did }
}
