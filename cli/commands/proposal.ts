import { Command, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { Problem } from '../../node/client/problem.ts'
import type {
  ArgumentInfo,
  FollowUpInfo,
  MyVoice,
  ObjectionInfo,
  ProposalInfo,
  ProposalSummary,
} from '../../node/client/shapes.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { USUAL_KEYING_MS } from '../../protocol/governance/paper-entries.ts'
import type { ProposalOpened } from '../../protocol/governance/proposal.ts'
import type { Threshold } from '../../protocol/governance/threshold.ts'
import { askedBefore } from '../asked-before.ts'
import { contextOf } from '../context.ts'
import { findProposal, findProposalOrDraft } from '../find-proposal.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { amendmentLines } from '../output/amendment-lines.ts'
import { ARGUES, argumentLines } from '../output/argument-lines.ts'
import { followUpLines, MET } from '../output/follow-up-lines.ts'
import { objectionLines } from '../output/objection-lines.ts'
import { rollCallSentence } from '../output/roll-call-text.ts'
import { ruleText } from '../output/rule-text.ts'
import { table } from '../output/table.ts'
import { standingText } from '../output/tally-text.ts'
import { voiceText } from '../output/voice-text.ts'
import { moment, outcomeWord } from '../output/words.ts'
import { hideTallyOption, type PrivacyOptions, privacyTerms, rollCallOption } from '../privacy-options.ts'
import { defaulted, duration, prose, type Quorum, quorum, thresholds } from '../read-option.ts'
import { say } from '../say.ts'
import { usualDecisions } from '../usual-decisions.ts'
import { rollCallCommand } from './roll-call.ts'

/** `comunal proposal …`: what the group is asked. */
export function proposalCommand(): Command {
  return new Command('proposal')
    .description('proposals: open, list, show, argue, close, roll-call, feedback, evaluate')
    .addCommand(openCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(argueCommand())
    .addCommand(closeCommand())
    .addCommand(rollCallCommand())
    .addCommand(feedbackCommand())
    .addCommand(evaluateCommand())
}

type OpenOptions = MethodOptions &
  PrivacyOptions & {
    title?: string
    text?: string
    area?: string
    quorum?: Quorum
    require?: readonly Threshold[]
    open: number
    early?: true
    settled?: true
    again?: string
    evaluate?: number
    paper?: number | true
  }

function openCommand(): Command {
  return withMethod(
    new Command('open')
      .description('ask the group')
      .option('--title <text>', 'the question', prose)
      .option('--text <text>', 'what there is to say about it', prose),
    { choices: true },
  )
    .option('--area <name>', 'what it is about, for those who delegate by area', prose)
    .option('--quorum <share>', 'share of the members that must take part: 1/2, "1/2 of active"', quorum)
    .option(
      '--require <share>',
      'what must be reached besides: "for 2/3 of cast", "voted 1/2 of active", "no objection"',
      thresholds,
    )
    .addOption(defaulted('--open <time>', 'how long people can vote: 36h, 3d', duration, '3d'))
    .option('--early', 'close as soon as everybody has voted')
    .option('--settled', 'close as soon as no further vote could change the outcome')
    .addOption(rollCallOption())
    .addOption(hideTallyOption())
    .option(
      '--paper [time]',
      'members may vote on paper; how long sheets are keyed in after the deadline: 24h',
      duration,
    )
    .option('--again <id>', 'the rejected proposal that is put again, with all it said but what you say anew')
    .option('--evaluate <time>', 'when to look back at what came of it: 90d, 12w', duration)
    .action(async (options: OpenOptions, command: Command) => {
      const { output, client: open, pen } = contextOf(command)
      const client = open()
      const before = options.again === undefined ? undefined : await askedBefore(client, options.again)
      const { title = before?.content.title, early, settled, require, area } = options
      if (title === undefined) return command.error('error: say --title, or --again')
      const usual = await usualDecisions(client)
      const closesAtMs = pen.now() + options.open
      const method = methodRule(options, before?.content.method ?? usual.method)
      const closesEarly: ProposalOpened['closesEarly'] = settled ? 'settled' : early === true
      const body = {
        text: '',
        ...before?.content,
        ...(options.quorum ?? before?.quorum ?? usual.quorum),
        title,
        method,
        ...(options.text === undefined ? {} : { text: options.text }),
        ...(require ? { thresholds: require } : {}),
        closesAtMs,
        closesEarly,
        answers: null,
        ...privacyTerms(options),
        ...(area === undefined ? {} : { area }),
        ...(before ? { again: before.id } : {}),
        ...(options.evaluate === undefined ? {} : { evaluatesAtMs: pen.now() + options.evaluate }),
        ...(options.paper === undefined
          ? {}
          : { paper: { keyingMs: options.paper === true ? USUAL_KEYING_MS : options.paper } }),
      }
      const { id } = await say(command, client, 'proposal/opened', body)
      output.result({ id, title, method: method.method, closesAtMs }, () =>
        [`${shortCid(trustedCid(id))}  ${title}`, `People can vote until ${moment(closesAtMs)}.`].join('\n'),
      )
    })
}

function listCommand(): Command {
  return new Command('list')
    .description('list proposals, newest first')
    .addOption(new Option('--state <state>', 'only those that are').choices(['opening', 'open', 'closed']))
    .action(async ({ state }: { state?: string }, command: Command) => {
      const { output, client } = contextOf(command)
      const proposals = await client().get<ProposalSummary[]>(`/proposals${state ? `?state=${state}` : ''}`)
      output.list(proposals, () =>
        proposals.length === 0
          ? 'There are no proposals.'
          : table(['id', 'title', 'state', 'voted', 'of', 'until'], proposals.map(row)),
      )
    })
}

function row({ id, title, state, accepted, voters, electorate, closesAtMs }: ProposalSummary): (string | number)[] {
  const final = state === 'closed'
  return [
    shortCid(trustedCid(id)),
    title,
    final ? outcomeWord(accepted, true) : state,
    voters,
    electorate,
    moment(closesAtMs),
  ]
}

function showCommand(): Command {
  return new Command('show')
    .description('show a proposal and how it stands')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const id = await findProposal(client, typed)
      const [proposal, said, objections, after] = await Promise.all([
        client.get<ProposalInfo>(`/proposals/${id}`),
        client.get<ArgumentInfo[]>(`/proposals/${id}/arguments`),
        client.get<ObjectionInfo[]>(`/proposals/${id}/objections`),
        client.get<FollowUpInfo>(`/proposals/${id}/follow-up`),
      ])
      const myVoice = await ownVoice(client, id)
      output.result({ ...proposal, myVoice, arguments: said, objections, followUp: after }, () =>
        [
          showText(proposal, myVoice),
          ...(objections.length > 0 ? ['Objections', ...objectionLines(objections).map(line => `  ${line}`)] : []),
          ...argumentLines(said),
          ...followUpLines(after),
        ].join('\n'),
      )
    })
}

function showText(proposal: ProposalInfo, myVoice: MyVoice | null): string {
  const { id, text, byName, state, closesAtMs, closed } = proposal
  const until =
    state === 'closed' ? `closed, ${closed?.ballots.count ?? 0} ballots` : `${state} until ${moment(closesAtMs)}`
  return [
    standingText(proposal),
    ruleText(proposal),
    rollCallSentence(proposal.rollCall),
    `${until}${byName ? `, asked by ${byName}` : ''}`,
    ...(myVoice ? [voiceText(myVoice)] : []),
    id,
    ...amendmentLines(proposal),
    ...(text ? ['', text] : []),
  ].join('\n')
}

/** Null for who is no member of the group. */
async function ownVoice(client: Client, proposal: Cid): Promise<MyVoice | null> {
  try {
    return await client.get<MyVoice>(`/proposals/${proposal}/my-voice`)
  } catch (error) {
    const isStranger = error instanceof Problem && (error.details.status === 401 || error.details.status === 403)
    if (isStranger) return null
    throw error
  }
}

type ArgueOptions = { for?: true; against?: true }

function argueCommand(): Command {
  return new Command('argue')
    .description('give a reason for or against a proposal or a draft, under your name')
    .argument('<id>', 'its id, or the end of it')
    .argument('<text...>', 'what you have to say', (text: string, before: string[] = []) => [...before, prose(text)])
    .addOption(new Option('--for', 'it speaks for the proposal').conflicts('against'))
    .option('--against', 'it speaks against it')
    .action(async (typed: string, words: string[], options: ArgueOptions, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const proposal = await findProposalOrDraft(client, typed)
      const side = options.for ? 'for' : options.against ? 'against' : 'neutral'
      const body = { proposal, side, text: words.join(' ') } as const
      const { id } = await say(command, client, 'argument/made', body)
      output.result({ id, ...body }, () => `${ARGUES[side]}: ${body.text}`)
    })
}

function closeCommand(): Command {
  return new Command('close')
    .description('close a proposal that is due (the node does so by itself)')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const id = await findProposal(client, typed)
      const closed = await client.post<ProposalSummary>(`/proposals/${id}/close`, {})
      output.result(closed, () => `${closed.title}: ${outcomeWord(closed.accepted, true)}`)
    })
}

function feedbackCommand(): Command {
  return new Command('feedback')
    .description('say to the author of a rejected proposal what would have to be different')
    .argument('<id>', 'its id, or the end of it')
    .argument('<text>', 'what you have to say', prose)
    .action(async (typed: string, text: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const proposal = await findProposal(client, typed)
      const { id } = await say(command, client, 'feedback/given', { proposal, text })
      output.result({ id, proposal, text }, () => `Feedback: ${text}`)
    })
}

function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('say what came of an accepted proposal')
    .argument('<id>', 'its id, or the end of it')
    .argument('<text>', 'what came of it', prose)
    .addOption(
      new Option('--met <how>', 'whether it did what it was for').choices(['yes', 'partly', 'no']).default('yes'),
    )
    .action(async (typed: string, text: string, { met }: { met: 'yes' | 'partly' | 'no' }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const proposal = await findProposal(client, typed)
      const { id } = await say(command, client, 'evaluation/given', { proposal, text, met })
      output.result({ id, proposal, text, met }, () => `${MET[met]}: ${text}`)
    })
}
