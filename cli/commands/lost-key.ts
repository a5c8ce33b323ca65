import { Command } from 'commander'
import { stopWith } from '../../node/client/problem.ts'
import type { GroupInfo, KeyRequestInfo, OwnKeyRequestInfo, WhoInfo } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { checkWords } from '../../protocol/keys/check-words.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { withMemberKey } from '../member-key-file.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { prose } from '../read-option.ts'
import { say } from '../say.ts'
import { groupId } from './member.ts'

/** `comunal key ask`: a new key asks for the membership of somebody who lost theirs. */
export function askCommand(): Command {
  return new Command('ask')
    .description('you have lost your key and its words: a new one asks the stewards for your membership')
    .argument('<name>', 'what you are called in the group')
    .action(async (name: string, _: object, command: Command) => {
      const { output, client: open, keyFile, pen } = contextOf(command)
      const client = open()
      const log = groupId(await client.get<GroupInfo>('/group'))
      const found = await client.post<WhoInfo[]>('/key-requests/who', { name: name.normalize('NFC') })
      const [who, other] = found
      if (!who || !isPublicKeyHex(who.key)) return stopWith(refuse('member/no-such-name', { member: name }))
      if (other) return stopWith(refuse('member/no-such-name', { member: name, problem: 'several have it' }))
      const body = { member: who.key }
      const { phrase, ack } = await withMemberKey(keyFile, pen, async key => ({
        ...key,
        ack: await write(client, pen, key.member.signer, { kind: 'key/asked', log, body }),
      }))
      const request = await client.get<KeyRequestInfo>(`/key-requests/${ack.id}`)
      const words = wordsOf(trustedCid(ack.id))
      output.result({ ...request, words, keyFile, recoveryPhrase: phrase ?? null }, () =>
        [
          `${shortCid(trustedCid(ack.id))}  ${progress(request)}`,
          `Check words: ${words}`,
          'Read them to the stewards in person. `comunal status` works once the new key has its place.',
          ...(phrase ? ['', 'Your new recovery phrase, shown this once:', '', `  ${phrase}`, ''] : []),
          `The new key is in ${keyFile}.`,
        ].join('\n'),
      )
    })
}

/** `comunal key asked`: who says to have lost their key. */
export function askedCommand(): Command {
  return new Command('asked')
    .description('list who says to have lost their key, with the words to check')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const requests = await client().get<OwnKeyRequestInfo[]>('/key-requests')
      const rows = requests.map(one => ({ ...one, words: wordsOf(trustedCid(one.id)) }))
      output.list(rows, () =>
        rows.length === 0
          ? 'Nobody asks for their membership back.'
          : table(
              ['who', 'agreed', 'check words', 'since'],
              rows.map(row => [
                row.isMine ? `${row.member.name} (you: object if it is not)` : row.member.name,
                `${row.backed} of ${row.needed}`,
                row.words,
                moment(row.askedAtMs),
              ]),
            ),
      )
    })
}

/** `comunal key back`: a steward has checked who asks. */
export function backCommand(): Command {
  return new Command('back')
    .description('agree that a new key takes the place of a lost one; check in person who asks')
    .argument('<words...>', 'the check words that they read to you')
    .action(async (words: string[], _: object, command: Command) => {
      const { output } = contextOf(command)
      const request = await byWords(command, words)
      const { id } = await say(command, contextOf(command).client(), 'key/backed', { request })
      const now = await contextOf(command).client().get<KeyRequestInfo>(`/key-requests/${request}`)
      output.result({ ...now, entry: id }, () => `${now.member.name}: ${progress(now)}`)
    })
}

/** `comunal key decline`: a steward does not know who asks. */
export function declineCommand(): Command {
  return new Command('decline')
    .description('decline what a new key asks for')
    .argument('<words...>', 'its check words')
    .requiredOption('--reason <text>', 'why', prose)
    .action(async (words: string[], { reason }: { reason: string }, command: Command) => {
      const { output } = contextOf(command)
      const request = await byWords(command, words)
      const { id } = await say(command, contextOf(command).client(), 'key/declined', { request, reason })
      output.result({ id, request, reason }, () => 'Declined.')
    })
}

/** `comunal key object`: the key is not lost. */
export function objectCommand(): Command {
  return new Command('object')
    .description('your key is not lost: end what somebody asks for in your name')
    .action(async (_: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const mine = (await client.get<OwnKeyRequestInfo[]>('/key-requests')).find(({ isMine }) => isMine)
      if (!mine) return stopWith(refuse('key/unknown-request'))
      const request = trustedCid(mine.id)
      const { id } = await say(command, client, 'key/objected', { request })
      output.result({ id, request }, () => 'The request is over; for thirty days nobody can ask for your membership.')
    })
}

/** `comunal key withdraw`: who asked asks no more. */
export function withdrawCommand(): Command {
  return new Command('withdraw')
    .description('take back what this new key has asked for')
    .argument('<request>', 'its id')
    .action(async (request: string, _: object, command: Command) => {
      const { output, client } = contextOf(command)
      const { id } = await say(command, client(), 'key/withdrawn', { request: trustedCid(request) })
      output.result({ id, request }, () => 'Withdrawn.')
    })
}

/** The words in one argument, as they are said: joined by hyphens. */
function wordsOf(request: Cid): string {
  return checkWords(request).join('-')
}

async function byWords(command: Command, typed: readonly string[]): Promise<Cid> {
  const words = typed.join('-').toLowerCase()
  const requests = await contextOf(command).client().get<OwnKeyRequestInfo[]>('/key-requests')
  const found = requests.map(({ id }) => trustedCid(id)).find(id => wordsOf(id) === words)
  return found ?? stopWith(refuse('key/unknown-request', { problem: 'no open request has these words' }))
}

function progress({ backed, needed, by, fromMs, state }: KeyRequestInfo): string {
  if (state !== 'open') return state
  const whom = needed === 1 ? by.slice(0, -1) : by
  return `${backed} of ${needed} ${whom} agreed; until ${moment(fromMs)} the lost key can object.`
}
