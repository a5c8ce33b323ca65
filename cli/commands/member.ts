import { writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { stopWith } from '../../node/client/problem.ts'
import type { GroupInfo, MemberInfo, MyFileInfo, NodeInfo, Standing } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { type Cid, parseCid } from '../../protocol/bytes/cid.ts'
import { fromHex, toHex } from '../../protocol/bytes/hex.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { proveInvitation } from '../../protocol/group/membership.ts'
import { ROLES, type Role } from '../../protocol/group/role.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { rememberNode } from '../known-nodes.ts'
import { withMemberKey } from '../member-key-file.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { defaulted, duration, prose, whole } from '../read-option.ts'
import { approveCommand, endorsementsCommand, removeCommand, vouchCommand } from './admission.ts'

/** `comunal member …`: who is in the group, and how others come in. */
export function memberCommand(): Command {
  return new Command('member')
    .description('members: invite, join, approve, vouch, endorsements, remove, list, export')
    .addCommand(inviteCommand())
    .addCommand(joinCommand())
    .addCommand(approveCommand())
    .addCommand(vouchCommand())
    .addCommand(endorsementsCommand())
    .addCommand(removeCommand())
    .addCommand(listCommand())
    .addCommand(exportCommand())
}

type InviteOptions = { role: Role; uses: number; for: number }

function inviteCommand(): Command {
  return new Command('invite')
    .description('make a link that lets people in')
    .addOption(new Option('--role <role>', 'what they will be').choices(ROLES).default('member'))
    .option('--uses <number>', 'how many people it lets in', whole, 1)
    .addOption(defaulted('--for <time>', 'how long it is good: 90m, 36h, 7d', duration, '7d'))
    .action(async ({ role, uses, for: forMs }: InviteOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const group = groupId(await client.get<GroupInfo>('/group'))
      const secret = pen.randomBytes(32)
      const key = publicKeyHex(nativeSignerFromSeed(secret).publicKey)
      const expiresAtMs = pen.now() + forMs
      const body = { key, role, uses, expiresAtMs }
      await write(client, pen, member().signer, { kind: 'member/invited', log: group, body })
      const link = `${client.url}/join#invite=${toHex(secret)}`
      output.result({ link, secret: toHex(secret), role, uses, expiresAtMs }, () =>
        [
          link,
          `Lets ${uses === 1 ? 'one person' : `${uses} people`} in as ${role}, until ${moment(expiresAtMs)}.`,
        ].join('\n'),
      )
    })
}

function joinCommand(): Command {
  return new Command('join')
    .description('become a member; makes a key of your own')
    .argument('[link]', 'the link of the invitation, or its secret; none where the group is open')
    .requiredOption('--as <name>', 'what you are called', prose)
    .action(async (link: string | undefined, { as: name }: { as: string }, command: Command) => {
      const { output, client: open, keyFile, dataFolder, pen } = contextOf(command)
      const { url, secret } = readLink(link)
      const client = open(command.optsWithGlobals().node ? undefined : url)
      const [group, node] = await Promise.all([client.get<GroupInfo>('/group'), client.get<NodeInfo>('/node')])
      const id = groupId(group)
      const { member, phrase, ack, self } = await withMemberKey(keyFile, pen, async key => {
        const { member } = key
        const body = { name, invitation: secret ? proof(secret, id, member.key) : null }
        const ack = await write(client, pen, member.signer, { kind: 'member/joined', log: id, body })
        return { ...key, ack, self: await client.get<Standing>('/sessions/current') }
      })
      rememberNode(dataFolder, id, node.nodeKey)
      const { role, state } = self
      const result = {
        group: id,
        key: member.key,
        keyFile,
        name,
        role,
        state,
        entry: ack.id,
        recoveryPhrase: phrase ?? null,
      }
      output.result(result, () =>
        [
          state === 'active'
            ? `${name} is in ${group.name} now, as ${role}.`
            : `${name} has asked to join ${group.name}.`,
          ...(phrase
            ? ['', 'Your recovery phrase. It is shown this once; write it on paper:', '', `  ${phrase}`, '']
            : []),
          `Your key is in ${keyFile}.`,
        ].join('\n'),
      )
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list everyone who ever joined')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const members = await client().get<MemberInfo[]>('/members')
      output.list(members, () =>
        table(
          ['name', 'role', 'state', 'since', 'key'],
          members.map(({ name, role, state, joinedAtMs, did }) => [name || '–', role, state, moment(joinedAtMs), did]),
        ),
      )
    })
}

function exportCommand(): Command {
  return new Command('export')
    .description('write all that the node holds of you into a file')
    .argument('<file>', 'JSON: what you signed, your votes, delegations and receipts')
    .action(async (file: string, _: object, command: Command) => {
      const { output, client, member } = contextOf(command)
      const { key } = member()
      const mine = await client().get<MyFileInfo>('/my-file')
      writeFileSync(file, `${JSON.stringify(mine, null, 2)}\n`, { mode: 0o600 })
      const counts = { entries: mine.entries.length, votes: mine.votes.length }
      output.result(
        { file, key, ...counts },
        () => `${file}: ${counts.entries} signed by you, in ${counts.votes} electorates.`,
      )
    })
}

function readLink(link: string | undefined): { url: string | undefined; secret: Uint8Array | undefined } {
  if (link === undefined) return { url: undefined, secret: undefined }
  const [, url, hex = link] = /^(https?:\/\/[^/#]+)\/.*#invite=(.*)$/.exec(link) ?? []
  if (!/^[0-9a-f]{64}$/.test(hex)) stopWith(refuse('invite/unknown', { problem: 'not the link of an invitation' }))
  return { url, secret: fromHex(hex) }
}

function proof(secret: Uint8Array, group: Cid, newKey: ReturnType<typeof publicKeyHex>) {
  const invitation = nativeSignerFromSeed(secret)
  return { key: publicKeyHex(invitation.publicKey), proof: proveInvitation(invitation, group, newKey) }
}

/** The id of the node's group, which its API gives as text. */
export function groupId({ id }: Pick<GroupInfo, 'id'>): Cid {
  return parseCid(id) ?? stopWith(refuse('group/none'))
}
