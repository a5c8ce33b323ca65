import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { contentOfDraft } from '../../node/client/content-of-draft.ts'
import type { ArgumentInfo, DraftInfo, DraftLine, GroupInfo, RevisionInfo } from '../../node/client/shapes.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Threshold } from '../../protocol/governance/threshold.ts'
import { templateById } from '../../protocol/life/templates.ts'
import { contextOf } from '../context.ts'
import { chooseId, findId } from '../find-proposal.ts'
import { COMMAND_TEMPLATES, type FromTemplate, withTemplate } from '../from-template.ts'
import { methodRule, withMethod } from '../method-options.ts'
import { argumentLines } from '../output/argument-lines.ts'
import { differenceText, draftText } from '../output/draft-text.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { hideTallyOption, type PrivacyOptions, privacyTerms, rollCallOption } from '../privacy-options.ts'
import { defaulted, duration, prose, publicKey, quorum, thresholds } from '../read-option.ts'
import { say } from '../say.ts'
import { usualDecisions } from '../usual-decisions.ts'

/** `comunal draft …`: a proposal while it is written, reviewed and opened. */
export function draftCommand(): Command {
  return new Command('draft')
    .description(
      'proposals in the making: start, list, show, revise, confirm, diff, amend, accept, submit, review, open',
    )
    .addCommand(startCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(reviseCommand())
    .addCommand(confirmCommand())
    .addCommand(diffCommand())
    .addCommand(amendCommand())
    .addCommand(acceptCommand())
    .addCommand(declineCommand())
    .addCommand(submitCommand())
    .addCommand(reviewCommand())
    .addCommand(openCommand())
}

type StartOptions = FromTemplate & { template?: string; require?: readonly Threshold[]; with?: readonly PublicKeyHex[] }

function startCommand(): Command {
  return withMethod(
    new Command('start')
      .description('begin to write a proposal')
      .option('--title <text>', 'the question', prose)
      .option('--text <text>', 'what there is to say about it, or @FILE', textOrFile)
      .addOption(new Option('--template <name>', 'begin from one').choices(COMMAND_TEMPLATES)),
    { choices: true },
  )
    .option('--quorum <share>', 'share of the members that must take part: 1/2, "1/2 of active"', quorum)
    .option('--require <share>', 'what must be reached besides: "for 2/3 of cast", "voted 1/2 of active"', thresholds)
    .option('--with <key>', 'a member who may write along; once for each; else everybody', keys)
    .option('--evaluate <time>', 'when to look back at what came of it: 90d, 12w', duration)
    .action(async (given: StartOptions, command: Command) => {
      const { output, client: open, pen } = contextOf(command)
      const client = open()
      const template = templateById(given.template ?? '')
      const options = template ? await withTemplate(client, template, given) : given
      if (options.title === undefined) return command.error('error: say --title, or --template')
      const usual = await usualDecisions(client)
      const body = {
        title: options.title,
        text: options.text ?? '',
        method: methodRule(options, usual.method),
        ...(options.quorum ?? usual.quorum),
        ...(options.require ? { thresholds: options.require } : {}),
        ...(options.evaluate === undefined ? {} : { evaluatesAtMs: pen.now() + options.evaluate }),
        openTo: given.with ?? null,
      }
      const { id } = await say(command, client, 'draft/started', body)
      output.result({ id, title: body.title }, () => `${shortCid(trustedCid(id))}  ${body.title}`)
    })
}

function listCommand(): Command {
  return new Command('list').description('list drafts, newest first').action(async (_: object, command: Command) => {
    const { output, client } = contextOf(command)
    const drafts = await client().get<DraftLine[]>('/drafts')
    output.list(drafts, () =>
      drafts.length === 0
        ? 'There are no drafts.'
        : table(
            ['id', 'title', 'state', 'by', 'changed'],
            drafts.map(({ id, title, state, byName, changedAtMs }) => [
              shortCid(trustedCid(id)),
              title,
              state,
              byName ?? '–',
              moment(changedAtMs),
            ]),
          ),
    )
  })
}

function showCommand(): Command {
  return ofDraft('show', 'show a draft, its versions and who wrote how much')
    .option('--parts', 'tell in the text who wrote which part')
    .action(async (typed: string, { parts = false }: { parts?: boolean }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const draft = await getDraft(client, typed)
      const said = await client.get<ArgumentInfo[]>(`/drafts/${draft.id}/arguments`)
      const { activeDays } = await client.get<GroupInfo>('/group')
      output.result({ ...draft, arguments: said }, () =>
        [draftText(draft, { parts, activeDays }), ...argumentLines(said)].join('\n'),
      )
    })
}

function reviseCommand(): Command {
  return ofDraft('revise', 'write the next version')
    .option('--title <text>', 'the question', prose)
    .option('--text <text>', 'the whole text, or @FILE', textOrFile)
    .action(async (typed: string, options: { title?: string; text?: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const draft = await getDraft(client, typed)
      const content = { ...contentOfDraft(draft), ...options }
      const body = { ...content, draft: trustedCid(draft.id), base: trustedCid(draft.head) }
      const { id } = await say(command, client, 'draft/revised', body)
      output.result({ id, draft: draft.id }, () => `Version ${draft.revisions.length + 1} of ${content.title}.`)
    })
}

function confirmCommand(): Command {
  return ofDraft('confirm', 'say that what a version written together gives you is yours')
    .option('--version <number>', 'which one; else the newest that several wrote', Number)
    .action(async (typed: string, { version }: { version?: number }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id, revisions } = await getDraft(client, typed)
      const at = version === undefined ? revisions.findLastIndex(({ writers }) => writers) : version - 1
      const revision = revisions[at]
      if (!revision?.writers) return command.error('error: no version of this draft was written together')
      await say(command, client, 'draft/confirmed', { draft: trustedCid(id), revision: trustedCid(revision.id) })
      output.result({ id, revision: revision.id }, () => `Your part of version ${at + 1} is confirmed.`)
    })
}

function diffCommand(): Command {
  return ofDraft('diff', 'show what a version changed, word by word')
    .option('--version <number>', 'which one; else the newest', Number)
    .action(async (typed: string, { version }: { version?: number }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id, head, revisions } = await getDraft(client, typed)
      const revision = version === undefined ? head : (revisions[version - 1]?.id ?? head)
      const found = await client.get<RevisionInfo>(`/drafts/${id}/revisions/${revision}`)
      output.result(found, () => differenceText(found))
    })
}

function amendCommand(): Command {
  return ofDraft('amend', 'offer its author another text')
    .option('--text <text>', 'the whole text, or @FILE', textOrFile)
    .option('--reason <text>', 'why', prose, '')
    .option('--own <amendment>', 'make an amendment of yours that was not accepted a draft of your own')
    .action(async (typed: string, options: { text?: string; reason: string; own?: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const { text, reason, own } = options
      if ((text === undefined) === (own === undefined)) command.error('error: say --text, or --own')
      const client = open()
      const draft = await getDraft(client, typed)
      if (text !== undefined) {
        const body = { draft: trustedCid(draft.id), base: trustedCid(draft.head), text, reason }
        const { id } = await say(command, client, 'amendment/offered', body)
        return output.result({ id }, () => `${shortCid(trustedCid(id))}  an amendment to ${draft.title}`)
      }
      const amendment = chooseId(draft.amendments, own ?? '', 'amendment/unknown')
      const offered = draft.amendments.find(({ id }) => id === amendment)
      const content = { ...contentOfDraft(draft), text: offered?.text ?? '' }
      const { id } = await say(command, client, 'draft/started', { ...content, openTo: null, amends: amendment })
      output.result({ id }, () => `${shortCid(trustedCid(id))}  ${draft.title}`)
    })
}

function acceptCommand(): Command {
  return ofDraft('accept', 'take an amendment over')
    .argument('<amendment>', 'its id, or the end of it')
    .action(async (typed: string, typedAmendment: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const draft = await getDraft(client, typed)
      const amendment = chooseId(draft.amendments, typedAmendment, 'amendment/unknown')
      const { id } = await say(command, client, 'amendment/accepted', { amendment })
      output.result({ id, amendment }, () => `Version ${draft.revisions.length + 1} of ${draft.title}.`)
    })
}

function declineCommand(): Command {
  return ofDraft('decline', 'do not take an amendment over, and say why')
    .argument('<amendment>', 'its id, or the end of it')
    .requiredOption('--reason <text>', 'why', prose)
    .action(async (typed: string, typedAmendment: string, { reason }: { reason: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const draft = await getDraft(client, typed)
      const amendment = chooseId(draft.amendments, typedAmendment, 'amendment/unknown')
      await say(command, client, 'amendment/declined', { amendment, reason })
      output.result({ amendment, reason }, () => `Declined: ${reason}`)
    })
}

function submitCommand(): Command {
  return ofDraft('submit', 'hand a draft to the moderators').action(
    async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id, head, title } = await getDraft(client, typed)
      await say(command, client, 'draft/submitted', { draft: trustedCid(id), revision: trustedCid(head) })
      output.result({ id }, () => `${title} waits for a moderator.`)
    },
  )
}

function reviewCommand(): Command {
  return ofDraft('review', 'as a moderator: approve a draft, or ask for changes')
    .addOption(new Option('--approve', 'the vote may be opened').conflicts('changes'))
    .option('--changes <reason>', 'what has to change first', prose)
    .action(async (typed: string, options: { approve?: true; changes?: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const { approve, changes = '' } = options
      if (!approve && changes === '') command.error('error: say --approve, or --changes with what has to change')
      const client = open()
      const { id, head, title } = await getDraft(client, typed)
      const verdict = approve ? 'approved' : 'changes'
      const body = { draft: trustedCid(id), revision: trustedCid(head), verdict, reason: changes } as const
      await say(command, client, 'review/given', body)
      output.result({ id, verdict }, () => (approve ? `${title} may be opened.` : `${title} goes back to its author.`))
    })
}

type OpenOptions = PrivacyOptions & { open: number; early?: true }

function openCommand(): Command {
  return ofDraft('open', 'open the vote on a draft')
    .addOption(defaulted('--open <time>', 'how long people can vote: 36h, 3d', duration, '3d'))
    .option('--early', 'close as soon as everybody has voted')
    .addOption(rollCallOption())
    .addOption(hideTallyOption())
    .action(async (typed: string, options: OpenOptions, command: Command) => {
      const { open: openMs, early } = options
      const { output, client: open, pen } = contextOf(command)
      const client = open()
      const draft = await getDraft(client, typed)
      const closesAtMs = pen.now() + openMs
      const terms = {
        closesAtMs,
        closesEarly: early === true,
        answers: null,
        draft: trustedCid(draft.id),
        ...privacyTerms(options),
      }
      const { id } = await say(command, client, 'proposal/opened', { ...contentOfDraft(draft), ...terms })
      output.result({ id, title: draft.title, closesAtMs }, () =>
        [`${shortCid(trustedCid(id))}  ${draft.title}`, `People can vote until ${moment(closesAtMs)}.`].join('\n'),
      )
    })
}

function ofDraft(name: string, description: string): Command {
  return new Command(name).description(description).argument('<id>', 'its id, or the end of it')
}

function findDraft(client: Client, typed: string): Promise<Cid> {
  return findId(client, '/drafts', typed, 'draft/unknown')
}

async function getDraft(client: Client, typed: string): Promise<DraftInfo> {
  return client.get<DraftInfo>(`/drafts/${await findDraft(client, typed)}`)
}

function textOrFile(text: string): string {
  if (!text.startsWith('@')) return prose(text)
  try {
    return prose(readFileSync(text.slice(1), 'utf8').trimEnd())
  } catch {
    throw new InvalidArgumentError(`The file ${text.slice(1)} cannot be read.`)
  }
}

function keys(text: string, before: readonly PublicKeyHex[] | undefined): readonly PublicKeyHex[] {
  return [...(before ?? []), publicKey(text)]
}
