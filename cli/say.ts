import type { Command } from 'commander'
import type { Client } from '../node/client/client.ts'
import type { Ack, GroupInfo } from '../node/client/shapes.ts'
import { write } from '../node/client/write.ts'
import type { BodyOf, KindName } from '../protocol/kinds.ts'
import { groupId } from './commands/member.ts'
import { contextOf } from './context.ts'

/** Signs as the member of a command and writes into the group's log. */
export async function say<K extends KindName>(
  command: Command,
  client: Client,
  kind: K,
  body: BodyOf<K>,
): Promise<Ack> {
  const { member, pen } = contextOf(command)
  const log = groupId(await client.get<GroupInfo>('/group'))
  return write(client, pen, member().signer, { kind, log, body })
}
