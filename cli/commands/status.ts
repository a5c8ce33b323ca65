import { Command } from 'commander'
import type { GroupInfo, Health, NodeInfo } from '../../node/client/shapes.ts'
import { contextOf } from '../context.ts'
import { count } from '../output/words.ts'

/** `comunal status`: how the node is, and what it keeps. */
export function statusCommand(): Command {
  return new Command('status').description('say how the node is').action(async (_options: object, command: Command) => {
    const { output, client: open } = contextOf(command)
    const client = open()
    const [node, health] = await Promise.all([client.get<NodeInfo>('/node'), client.get<Health>('/health')])
    const group = node.group === null ? null : await client.get<GroupInfo>('/group')
    const { status, version, uptimeMs, entries, peers } = health
    output.result({ url: client.url, status, version, uptimeMs, entries, peers, node, group }, () =>
      [
        group ? `${group.name}, ${members(group)}` : 'This node keeps no group yet.',
        ...(group?.federations ?? []).map(({ name }) => `member of ${name}`),
        `${status}, ${count(entries, 'entry', 'entries')}, ${count(peers, 'peer')}, up ${upFor(uptimeMs)}`,
        `${client.url}  version ${version}`,
      ].join('\n'),
    )
  })
}

function members({ members, memberCount }: GroupInfo): string {
  return count(memberCount, members === 'people' ? 'member' : 'member group')
}

function upFor(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return `${Math.floor(ms / 1000)} s`
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`
}
