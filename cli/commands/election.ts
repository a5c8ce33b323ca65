import { Command, InvalidArgumentError, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import { stopWith } from '../../node/client/problem.ts'
import type { ElectionInfo, FederationInfo, OfficeInfo } from '../../node/client/shapes.ts'
import type { CanonicalMap } from '../../protocol/bytes/canonical.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import { LONGEST_TERM_MS, SHORTEST_TERM_MS } from '../../protocol/governance/election.ts'
import { usualBallot } from '../../protocol/governance/election-ballot.ts'
import { ROLES, type Role } from '../../protocol/group/role.ts'
import type { Rational } from '../../protocol/rational.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { oneFederation } from '../find-federation.ts'
import { findMember } from '../find-member.ts'
import { findId } from '../find-proposal.ts'
import { nameOrKey } from '../output/name-or-key.ts'
import { table } from '../output/table.ts'
import { count, moment } from '../output/words.ts'
import { defaulted, duration, fraction, positive, prose } from '../read-option.ts'
import { say } from '../say.ts'

/** `comunal election …`: who does what for the group, and for how long. */
export function electionCommand(): Command {
  return new Command('election')
    .description('elections: call, nominate, accept, decline, list, show, holders, resign')
    .addCommand(callCommand())
    .addCommand(nominateCommand())
    .addCommand(answerCommand('accept', true))
    .addCommand(answerCommand('decline', false))
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(holdersCommand())
    .addCommand(resignCommand())
}

type CallOptions = {
  office: string
  text: string
  role?: Role
  council?: string
  seats: number
  method: string
  rule: CanonicalMap
  quorum: Rational
  nominations: number
  open: number
  term: number
}

function callCommand(): Command {
  return new Command('call')
    .description('have the group elect members to an office, for a time')
    .requiredOption('--office <name>', 'what they will be: coordinator', prose)
    .option('--text <text>', 'what there is to say about it', prose, '')
    .addOption(new Option('--role <role>', 'the role in the group that it gives while it is held').choices(ROLES))
    .option('--council <federation>', 'who is elected sits for the group on the council of this federation', prose)
    .option('--seats <number>', 'how many are elected', positive, 1)
    .option('--method <name>', 'any method that chooses among options: approval, score, stv', prose, 'approval')
    .addOption(defaulted('--rule <json>', 'more of the rule of that method, as JSON', json, '{}'))
    .addOption(defaulted('--quorum <share>', 'share of the members that must take part', fraction, '0'))
    .addOption(defaulted('--nominations <time>', 'how long members can be put up', duration, '7d'))
    .addOption(defaulted('--open <time>', 'how long people can vote after that', duration, '3d'))
    .addOption(defaulted('--term <time>', 'how long the office is held', term, '52w'))
    .action(async (options: CallOptions, command: Command) => {
      const { output, client, pen } = contextOf(command)
      const { office, text, role, seats, method, rule, quorum, nominations, open, term: termMs } = options
      const nominationsUntilMs = pen.now() + nominations
      const votesUntilMs = nominationsUntilMs + open
      const ballot = { ...usualBallot(method), ...rule }
      const times = { nominationsUntilMs, votesUntilMs, termMs }
      const council = await councilNamed(client(), options.council)
      const body = { office, text, role: role ?? null, seats, ballot, quorum, ...times, ...council }
      const { id } = await say(command, client(), 'election/called', body)
      output.result({ id, office, seats, method, role: body.role, ...times }, () =>
        [
          `${shortCid(trustedCid(id))}  ${office}`,
          `Members can be put up until ${moment(nominationsUntilMs)}; then people can vote until ${moment(votesUntilMs)}.`,
        ].join('\n'),
      )
    })
}

/** The federation on whose council who is elected will sit. */
async function councilNamed(client: Client, typed: string | undefined): Promise<{ council?: Cid }> {
  if (typed === undefined) return {}
  const isAbove = ({ role }: FederationInfo) => role === 'member'
  return { council: trustedCid((await oneFederation(client, typed, isAbove)).id) }
}

/** From an hour to ten years, as offices are held. */
function term(text: string): number {
  const ms = duration(text)
  if (ms < SHORTEST_TERM_MS || ms > LONGEST_TERM_MS) throw new InvalidArgumentError('From an hour to ten years.')
  return ms
}

function nominateCommand(): Command {
  return new Command('nominate')
    .description('put a member up; yourself, to stand')
    .argument('<id>', 'id of the election, or the end of it')
    .argument('<member>', 'their name, key or did:key')
    .action(async (typed: string, who: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { key, name } = await findMember(client, who)
      const election = await findElection(client, typed)
      const { id } = await say(command, client, 'election/nominated', { election, nominee: key })
      output.result({ id, nominee: key }, () => `${name} is put up.`)
    })
}

function answerCommand(verb: string, accepts: boolean): Command {
  return new Command(verb)
    .description(accepts ? 'stand, where somebody has put you up' : 'do not stand')
    .argument('<id>', 'id of the election, or the end of it')
    .option('--statement <text>', 'what you have to say', prose, '')
    .action(async (typed: string, { statement }: { statement: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const election = await findElection(client, typed)
      const { id } = await say(command, client, 'election/answered', { election, accepts, statement })
      output.result({ id, accepts, statement }, () => (accepts ? 'You stand.' : 'You do not stand.'))
    })
}

function listCommand(): Command {
  return new Command('list').description('list elections, newest first').action(async (_: object, command: Command) => {
    const { output, client } = contextOf(command)
    const all = await client().get<ElectionInfo[]>('/elections')
    output.list(all, () =>
      all.length === 0
        ? 'There are no elections.'
        : table(
            ['id', 'office', 'state', 'seats', 'stand', 'votes until'],
            all.map(({ id, office, state, seats, nominees, votesUntilMs }) => [
              shortCid(trustedCid(id)),
              office,
              state,
              seats,
              nominees.filter(({ accepts }) => accepts).length,
              moment(votesUntilMs),
            ]),
          ),
    )
  })
}

function showCommand(): Command {
  return new Command('show')
    .description('show an election: who stands, and who was elected')
    .argument('<id>', 'its id, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const election = await client.get<ElectionInfo>(`/elections/${await findElection(client, typed)}`)
      output.result(election, () => showText(election))
    })
}

function showText(election: ElectionInfo): string {
  const {
    id,
    office,
    text,
    state,
    seats,
    council,
    method,
    nominees,
    nominationsUntilMs,
    votesUntilMs,
    proposal,
    terms,
  } = election
  const until = state === 'nominating' ? ` until ${moment(nominationsUntilMs)}` : ''
  const answers = { true: 'stands', false: 'does not stand', null: 'has not answered' }
  return [
    office,
    `${count(seats, 'seat')} by ${method}: ${state}${until}`,
    ...(council ? [`Who is elected sits for us on the council of ${council.name}.`] : []),
    ...nominees.map(({ person, accepts }) => `${nameOrKey(person)} ${answers[`${accepts}`]}`),
    ...(proposal ? [`The vote is ${shortCid(trustedCid(proposal))}, until ${moment(votesUntilMs)}.`] : []),
    ...(terms.length > 0 ? [officeTable(terms)] : []),
    id,
    ...(text ? ['', text] : []),
  ].join('\n')
}

function holdersCommand(): Command {
  return new Command('holders')
    .description('list who holds which office now')
    .action(async (_: object, command: Command) => {
      const { output, client } = contextOf(command)
      const held = await client().get<OfficeInfo[]>('/offices')
      output.list(held, () => (held.length === 0 ? 'Nobody holds an office.' : officeTable(held)))
    })
}

function officeTable(terms: readonly OfficeInfo[]): string {
  return table(
    ['office', 'who', 'role', 'from', 'until'],
    terms.map(({ office, holder, role, fromMs, untilMs, leftAtMs }) => [
      office,
      nameOrKey(holder),
      role ?? '–',
      moment(fromMs),
      leftAtMs === null ? moment(untilMs) : `left ${moment(leftAtMs)}`,
    ]),
  )
}

function resignCommand(): Command {
  return new Command('resign')
    .description('leave an office before its time; who is next by the ballots takes it')
    .argument('<id>', 'id of the election, or the end of it')
    .action(async (typed: string, _: object, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id } = await say(command, client, 'office/resigned', { election: await findElection(client, typed) })
      output.result({ id }, () => 'You have left the office.')
    })
}

function json(text: string): CanonicalMap {
  try {
    return JSON.parse(text)
  } catch {
    return stopWith(refuse('election/bad', { field: 'rule', problem: 'not JSON' }))
  }
}

function findElection(client: Client, typed: string): Promise<Cid> {
  return findId(client, '/elections', typed, 'election/unknown')
}
