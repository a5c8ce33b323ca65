import { Command, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { Problem } from '../../node/client/problem.ts'
import type { GroupInfo, MyVoice, ProposalInfo, ProposalSummary } from '../../node/client/shapes.ts'
import { write } from '../../node/client/write.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import type { ProposalOpened } from '../../protocol/governance/proposal.ts'
import type { Threshold } from '../../protocol/governance/threshold.ts'
import type { Rational } from '../../protocol/rational.ts'
import { contextOf } from '../context.ts'
import { findProposal } from '../find-proposal.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { table } from '../output/table.ts'
import { tallyText } from '../output/tally-text.ts'
import { voiceText } from '../output/voice-text.ts'
import { moment, outcomeWord } from '../output/words.ts'
import { defaulted, duration, fraction, prose, thresholds } from '../read-option.ts'
import { usualDecisions } from '../usual-decisions.ts'
import { groupId } from './member.ts'

/** `comunal proposal …`: what the group is asked. */
export function proposalCommand(): Command {
  return new Command('proposal')
    .description('proposals: open, list, show, close')
    .addCommand(openCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(closeCommand())
}

type OpenOptions = MethodOptions & {
  title: string
  text: string
  area?: string
  quorum?: Rational
  require?: readonly Threshold[]
  open: number
  early?: true
  settled?: true
}

function openCommand(): Command {
  return withMethod(
    new Command('open')
      .description('ask the group')
      .requiredOption('--title <text>', 'the question', prose)
      .option('--text <text>', 'what there is to say about it', prose, ''),
    { choices: true },
  )
    .option('--area <name>', 'what it is about, for those who delegate by area', prose)
    .option('--quorum <share>', 'share of the members that must take part', fraction)
    .option('--require <share>', 'what must be reached besides: "for 2/3 of cast", "voted 1/2 of eligible"', thresholds)
    .addOption(defaulted('--open <time>', 'how long people can vote: 36h, 3d', duration, '3d'))
    .option('--early', 'close as soon as everybody has voted')
    .option('--settled', 'close as soon as no further vote could change the outcome')
    .action(async (options: OpenOptions, command: Command) => {
      const { output, client: open, member, pen } = contextOf(command)
      const client = open()
      const log = groupId(await client.get<GroupInfo>('/group'))
      const { title, text, early, settled, require, area } = options
      const usual = await usualDecisions(client)
      const quorum = options.quorum ?? usual.quorum
      const closesAtMs = pen.now() + options.open
      const method = methodRule(options, usual.method)
      const closesEarly: ProposalOpened['closesEarly'] = settled ? 'settled' : early === true
      const terms = { method, quorum, ...(require ? { thresholds: require } : {}) }
      const body = {
        title,
        text,
        ...terms,
        closesAtMs,
        closesEarly,
        answers: null,
        ...(area === undefined ? {} : { area }),
      }
      const { id } = await write(client, pen, member().signer, { kind: 'proposal/opened', log, body })
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
      const proposal = await client.get<ProposalInfo>(`/proposals/${id}`)
      const myVoice = await ownVoice(client, id)
      output.result({ ...proposal, myVoice }, () => showText(proposal, myVoice))
    })
}

function showText(proposal: ProposalInfo, myVoice: MyVoice | null): string {
  const { id, text, byName, state, closesAtMs, closed } = proposal
  const until =
    state === 'closed' ? `closed, ${closed?.ballots.count ?? 0} ballots` : `${state} until ${moment(closesAtMs)}`
  return [
    tallyText(proposal),
    `${until}${byName ? `, asked by ${byName}` : ''}`,
    ...(myVoice ? [voiceText(myVoice)] : []),
    id,
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
