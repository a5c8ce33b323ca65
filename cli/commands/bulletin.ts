import { Command, Option } from 'commander'
import type { BulletinInfo, GroupInfo, ReachInfo } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { AUDIENCES, type BulletinPublished, PRIORITIES } from '../../protocol/federation/bulletin.ts'
import { contextOf } from '../context.ts'
import { findId } from '../find-proposal.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { ownFeed } from '../own-feed.ts'
import { defaulted, duration, prose } from '../read-option.ts'
import { groupId } from './member.ts'

/** `comunal bulletin …`: announcements to a group, or to all groups of a federation. */
export function bulletinCommand(): Command {
  return new Command('bulletin')
    .description('announcements: publish, list, acknowledge, reach')
    .addCommand(publishCommand())
    .addCommand(listCommand())
    .addCommand(ackCommand())
    .addCommand(reachCommand())
}

type PublishOptions = Pick<BulletinPublished, 'text' | 'priority' | 'audience'> & {
  readonly for: number
  readonly home?: true
  readonly federation?: string
}

function publishCommand(): Command {
  return new Command('publish')
    .description('announce something to every member of the federation; at a federation, to all groups below it')
    .argument('<title>', 'what it is about', prose)
    .option('--text <text>', 'what there is to say', prose, '')
    .addOption(new Option('--priority <which>', 'how pressing').choices(PRIORITIES).default('normal'))
    .addOption(new Option('--audience <whom>', 'to whom').choices(AUDIENCES).default('all'))
    .addOption(defaulted('--for <time>', 'how long it stands', duration, '14d'))
    .option('--home', "to your own group's members only")
    .option('--federation <id>', 'to which federation, where the group is in several')
    .action(async (title: string, options: PublishOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const group = await client.get<GroupInfo>('/group')
      const isAtHome = options.home || (group.members === 'groups' && options.federation === undefined)
      const log = isAtHome ? groupId(group) : await ownFeed(client, options.federation)
      const { text, priority, audience } = options
      const body = { title, text, priority, audience, untilMs: pen.now() + options.for, passes: null }
      const { id } = await write(client, pen, member().signer, { kind: 'bulletin/published', log, body })
      output.result({ id, ...body }, () =>
        [`${shortCid(trustedCid(id))}  ${title}`, `Stands until ${moment(body.untilMs)}.`].join('\n'),
      )
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list what is announced, most pressing first')
    .action(async (_: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      await client.signIn()
      const bulletins = await client.get<BulletinInfo[]>('/bulletins')
      output.list(bulletins, () =>
        bulletins.length === 0
          ? 'Nothing is announced.'
          : table(
              ['id', 'priority', 'what', 'from', 'until', ''],
              bulletins.map(({ id, priority, title, from, untilMs, acknowledged }) => [
                shortCid(trustedCid(id)),
                priority,
                title,
                from,
                moment(untilMs),
                acknowledged ? 'read' : '',
              ]),
            ),
      )
    })
}

function ackCommand(): Command {
  return new Command('ack')
    .description('say that you have read it; it is counted, without your name')
    .argument('<id>', 'id of the bulletin, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      await client.signIn()
      const id = await findId(client, '/bulletins', typed, 'bulletin/unknown')
      const bulletin = await client.post<BulletinInfo>(`/bulletins/${id}/acknowledgement`, {})
      output.result(bulletin, () => [`${bulletin.title} (${bulletin.from})`, bulletin.text].filter(Boolean).join('\n'))
    })
}

function reachCommand(): Command {
  return new Command('reach')
    .description('show how many people a bulletin has reached, group by group')
    .argument('<id>', 'id of the bulletin, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      await client.signIn()
      const id = await findId(client, '/bulletins', typed, 'bulletin/unknown')
      const reach = await client.get<ReachInfo>(`/bulletins/${id}/reach`)
      output.result(reach, () => reachText(reach))
    })
}

function reachText({ title, here, federations }: ReachInfo): string {
  const line = (name: string, { delivered, acknowledged, members }: NonNullable<ReachInfo['here']>) => [
    name,
    delivered,
    acknowledged,
    members,
  ]
  const rows = [
    ...(here ? [line('this group', here)] : []),
    ...federations.flatMap(({ groups, ...all }) => [
      line(all.name, all),
      ...groups.map(group => line(`  ${group.name}`, group)),
    ]),
  ]
  return [title, table(['', 'delivered', 'acknowledged', 'of'], rows)].join('\n')
}
