import { Command } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { writeToFederation } from '../../node/client/federate.ts'
import { stopWith } from '../../node/client/problem.ts'
import type { FederationInfo, FederationProposalDetails, FederationProposalInfo } from '../../node/client/shapes.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import type { FederationProposed } from '../../protocol/federation/proposal.ts'
import type { Stage } from '../../protocol/federation/round.ts'
import { isBinary } from '../../protocol/governance/method.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { findId } from '../find-proposal.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { table } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { defaulted, duration, gather, prose } from '../read-option.ts'
import { usualDecisions } from '../usual-decisions.ts'

/** `comunal federation round …`: survey, council plan, ratification, implementation, each opened from the one before. */
export function roundCommand(): Command {
  return new Command('round')
    .description('ratification in rounds: survey, plan of the council, ratification by the groups, implementation')
    .addCommand(startCommand())
    .addCommand(nextCommand())
    .addCommand(listCommand())
}

type RoundOptions = MethodOptions & {
  title?: string
  text: string
  clause?: readonly string[]
  federation?: string
  open: number
  mandates: number
}

function startCommand(): Command {
  return asked(new Command('start').description('begin with a survey of all members'))
    .option('--federation <name>', 'which, where the group is in several')
    .action(async (options: RoundOptions, command: Command) => {
      const context = contextOf(command)
      const client = context.client()
      const { id } = await federationNamed(client, options.federation)
      const title = options.title ?? stopWith(refuse('request/bad', { problem: '--title is missing' }))
      await openRound(context, client, options, { federation: id, title, stage: 'survey', follows: null, clauses: [] })
    })
}

function nextCommand(): Command {
  return asked(new Command('next').description('open the round that comes after one that is decided'))
    .argument('<id>', 'id of the round before, or the end of it')
    .action(async (typed: string, options: RoundOptions, command: Command) => {
      const context = contextOf(command)
      const client = context.client()
      const found = await findId(client, '/federation-proposals', typed)
      const before = await client.get<FederationProposalDetails>(`/federation-proposals/${found}`)
      const { federation, round, title } = before
      const stage = round?.next
      if (!stage) return stopWith(refuse('proposal/bad', { field: 'round', problem: 'nothing can follow yet' }))
      const clauses = options.clause ?? clausesAfter(before)
      await openRound(context, client, options, { federation, title, stage, follows: found, clauses })
    })
}

/** What was planned is ratified, and what was ratified carried out: the clauses that hold. */
function clausesAfter({ clauses, verdict }: FederationProposalDetails): readonly string[] {
  const contest = verdict?.accepted ? verdict.contest : null
  return contest?.clauses.flatMap(({ text, standing }) => (text && standing === 'holds' ? [text] : [])) ?? clauses
}

function asked(command: Command): Command {
  return withMethod(
    command
      .option('--title <text>', 'the question; else that of the round before', prose)
      .option('--text <text>', 'what there is to say about it', prose, '')
      .option('--clause <text>', 'a clause; once for each; else those of the round before', gather),
    { choices: true },
  )
    .addOption(defaulted('--open <time>', 'how long people can vote: 36h, 3d', duration, '3d'))
    .addOption(defaulted('--mandates <time>', 'how long after that groups can hand in their results', duration, '1d'))
}

type Opening = {
  federation: string
  title: string
  stage: Stage
  follows: FederationProposalDetails['id'] | null
  clauses: readonly string[]
}

async function openRound(
  { member, pen, output }: Context,
  client: Client,
  options: RoundOptions,
  { federation, title, stage, follows, clauses }: Opening,
): Promise<void> {
  const usual = (await usualDecisions(client)).method
  const rule = methodRule(options, usual)
  const closesAtMs = pen.now() + options.open
  const body: FederationProposed = {
    title: options.title ?? title,
    text: options.text,
    // The usual rule of a group may be one that takes options: from the plan on it is yes or no.
    method: stage === 'survey' || isBinary(rule) ? rule : { method: 'majority' },
    closesAtMs,
    mandatesByMs: closesAtMs + options.mandates,
    answers: null,
    ...(clauses.length > 0 ? { clauses } : {}),
    round: { stage, follows: follows === null ? null : trustedCid(follows) },
  }
  const log = trustedCid(federation)
  const { id } = await writeToFederation(client, pen, member().signer, { kind: 'federation/proposed', log, body })
  output.result({ id, stage, title: body.title, closesAtMs, clauses }, () =>
    [`${shortCid(trustedCid(id))}  ${stage}: ${body.title}`, `People can vote until ${moment(closesAtMs)}.`].join('\n'),
  )
}

function listCommand(): Command {
  return new Command('list')
    .description('list rounds, those of one ratification together')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const proposals = await client().get<FederationProposalInfo[]>('/federation-proposals')
      const rounds = inOrder(proposals)
      output.list(rounds, () =>
        rounds.length === 0
          ? 'No rounds.'
          : table(
              ['id', 'round', 'title', 'state', 'next'],
              rounds.map(({ id, round, title, state, closesAtMs, verdict }) => [
                shortCid(trustedCid(id)),
                round?.stage ?? '',
                title,
                state === 'open' ? `until ${moment(closesAtMs)}` : outcomeOf(verdict),
                round?.next ?? '',
              ]),
            ),
      )
    })
}

function outcomeOf(verdict: FederationProposalInfo['verdict']): string {
  if (verdict?.accepted === null || verdict === null) return verdict?.selected.join(', ') || 'decided'
  return verdict.accepted ? 'passed' : 'did not pass'
}

/** Every survey with what followed from it, depth first. */
function inOrder(proposals: readonly FederationProposalInfo[]): FederationProposalInfo[] {
  const after = (id: string | null): FederationProposalInfo[] =>
    proposals
      .filter(({ round }) => round && round.follows === id)
      .toReversed()
      .flatMap(proposal => [proposal, ...after(proposal.id)])
  return after(null)
}

async function federationNamed(client: Client, name: string | undefined): Promise<FederationInfo> {
  const federations = await client.get<FederationInfo[]>('/federations')
  const seat = federations.find(({ role }) => role === 'seat')
  const named = name === undefined ? (seat ? [seat] : federations) : federations.filter(f => f.name === name)
  const [found, other] = named
  if (!found || other) return stopWith(refuse('federation/unknown', name === undefined ? {} : { name }))
  return found
}
