import { Command } from 'commander'
import { stopWith } from '../../node/client/problem.ts'
import type { CharterChangesInfo, GroupInfo } from '../../node/client/shapes.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { changeBytes } from '../../protocol/group/amending.ts'
import { refuse } from '../../protocol/refusal.ts'
import { charterInForce, isChanged, termsIn } from '../charter-in-force.ts'
import { contextOf } from '../context.ts'
import { chooseId } from '../find-proposal.ts'
import { signaturesText } from '../output/charter-signatures.ts'
import { changedLines, charterLines } from '../output/charter-text.ts'
import { columns } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { say } from '../say.ts'
import { amendCommand } from './charter-amend.ts'
import { groupId } from './member.ts'

/** `comunal charter …`: the rules of the group, and how they change. */
export function charterCommand(): Command {
  return new Command('charter')
    .description('the charter: show, history, amend, sign')
    .addCommand(showCommand())
    .addCommand(historyCommand())
    .addCommand(amendCommand())
    .addCommand(signCommand())
}

function showCommand(): Command {
  return new Command('show')
    .description('show the charter in force, and changes that wait for signatures')
    .action(async (_: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const charter = await client.get('/charter')
      const { entry, terms, changes, nameOf } = await charterInForce(client)
      const lines = charterLines(terms, nameOf)
      output.result({ inForce: entry, charter, drafts: changes.drafts }, () =>
        [
          columns(lines.filter(([, says]) => says !== '')),
          ...changes.drafts.map(draft =>
            ['', draftHeading(draft), ...changedLines(lines, charterLines(termsIn(draft.terms), nameOf))].join('\n'),
          ),
        ].join('\n'),
      )
    })
}

type Draft = CharterChangesInfo['drafts'][number]

function draftHeading({ id, signed, missing, needed }: Draft): string {
  const names = (people: Draft['signed']) => people.map(({ key, name }) => name || key.slice(0, 12)).join(', ')
  const waiting = missing.length > 0 ? `; not yet by ${names(missing)}` : ''
  return `${shortCid(trustedCid(id))}  signed by ${names(signed)}, ${signed.length} of ${needed}${waiting}`
}

function historyCommand(): Command {
  return new Command('history')
    .description('show how the charter has changed, and who signed or voted')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const { changes, nameOf } = await charterInForce(client())
      output.list(changes.versions, () => historyText(changes, nameOf))
    })
}

/** Every charter there was, what it changed, and by whom. */
export function historyText({ versions }: CharterChangesInfo, nameOf: (key: string) => string): string {
  const lines = versions.map(({ terms }) => charterLines(termsIn(terms), nameOf))
  return versions
    .map((version, at) => {
      const [own = [], before = []] = [lines[at], lines[at - 1]]
      const changed = at === 0 ? [] : changedLines(before, own)
      return [`${moment(version.atMs)}  ${groundText(version.by)}`, ...changed.map(line => `  ${line}`)].join('\n')
    })
    .join('\n')
}

function groundText(by: CharterChangesInfo['versions'][number]['by']): string {
  if (by.type === 'vote') return `by vote: ${by.title} (${shortCid(trustedCid(by.proposal))})`
  if (by.type === 'motion') return `by motion of the council: ${by.title} (${shortCid(trustedCid(by.motion))})`
  const names = by.signers.map(({ key, name }) => name || key.slice(0, 12)).join(', ')
  return by.type === 'founder' ? `founded by ${names}` : `signed by ${names}`
}

function signCommand(): Command {
  return new Command('sign')
    .description('as a steward: sign a change that another steward has drawn up')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open, member } = contextOf(command)
      const client = open()
      const group = groupId(await client.get<GroupInfo>('/group'))
      const { entry, changes } = await charterInForce(client)
      const id = chooseId(changes.drafts, typed, 'charter/unknown-change')
      const draft = changes.drafts.find(one => one.id === id)
      if (!draft) return stopWith(refuse('charter/unknown-change', { change: typed }))
      const change = { amends: entry, terms: termsIn(draft.terms) }
      const signature = member().signer.sign(changeBytes(group, change))
      await say(command, client, 'charter/signed', { draft: id, signature })
      const [signed, needed] = [draft.signed.length + 1, draft.needed]
      const inForce = signed >= needed && (await isChanged(client, entry))
      output.result({ id, signed, needed, inForce }, () => signaturesText(signed, needed, inForce))
    })
}
