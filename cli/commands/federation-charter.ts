import { Command, InvalidArgumentError, Option } from 'commander'
import type { Client } from '../../node/client/client.ts'
import type { CharterChangesInfo, CouncilInfo, FederationInfo } from '../../node/client/shapes.ts'
import { type Cid, shortCid, trustedCid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { councilRule } from '../../protocol/federation/council-rule.ts'
import type { CharterTerms } from '../../protocol/group/charter.ts'
import type { Rational } from '../../protocol/rational.ts'
import { termsIn } from '../charter-in-force.ts'
import { contextOf } from '../context.ts'
import { FEDERATION_OPTION, oneCouncil, oneFederation } from '../find-federation.ts'
import { type MethodOptions, methodRule, withMethod } from '../method-options.ts'
import { changedLines, charterLines } from '../output/charter-text.ts'
import { columns } from '../output/table.ts'
import { moment } from '../output/words.ts'
import { defaulted, duration, fraction, gather, positive, prose, publicKey, whole } from '../read-option.ts'
import { historyText } from './charter.ts'
import { move } from './council-motion.ts'

/** `comunal federation charter …`: the rules of a federation, and how its council changes them. */
export function federationCharterCommand(): Command {
  return new Command('charter')
    .description("a federation's charter: show, history, amend")
    .addCommand(showCommand())
    .addCommand(historyCommand())
    .addCommand(amendCommand())
}

type Held = {
  readonly federation: FederationInfo
  readonly entry: Cid
  readonly terms: CharterTerms
  readonly changes: CharterChangesInfo
  nameOf(key: string): string
}

async function charterOf(client: Client, federation: FederationInfo): Promise<Held> {
  const changes = await client.get<CharterChangesInfo>(`/federations/${federation.id}/charter-changes`)
  const { seats } = await client.get<CouncilInfo>(`/federations/${federation.id}/council`)
  const names = new Map(seats.map(({ delegate, name }) => [delegate, name]))
  const last = changes.versions.at(-1)
  if (!last) throw new Error('a federation without its charter')
  return {
    federation,
    entry: trustedCid(changes.inForce),
    terms: termsIn(last.terms),
    changes,
    nameOf: key => names.get(key) ?? key.slice(0, 12),
  }
}

async function charterIn(client: Client, typed: string | undefined): Promise<Held> {
  return charterOf(client, await oneFederation(client, typed, () => true))
}

function showCommand(): Command {
  return new Command('show')
    .description('show the charter of a federation that is in force')
    .option(...FEDERATION_OPTION, prose)
    .action(async (options: { federation?: string }, command: Command) => {
      const { output, client } = contextOf(command)
      const { federation, entry, terms, nameOf } = await charterIn(client(), options.federation)
      const lines = charterLines(terms, nameOf).filter(([, says]) => says !== '')
      const said = Object.fromEntries(lines)
      output.result({ federation: federation.id, inForce: entry, charter: said }, () => columns(lines))
    })
}

function historyCommand(): Command {
  return new Command('history')
    .description('show how the charter of a federation has changed, and by which motions')
    .option(...FEDERATION_OPTION, prose)
    .action(async (options: { federation?: string }, command: Command) => {
      const { output, client } = contextOf(command)
      const { changes, nameOf } = await charterIn(client(), options.federation)
      output.list(changes.versions, () => historyText(changes, nameOf))
    })
}

type AmendOptions = Pick<MethodOptions, 'method' | 'threshold'> & {
  federation?: string
  open: number
  title?: string
  text: string
  name?: string
  purpose?: string
  quorum?: Rational
  evidence?: 'recount' | 'arithmetic'
  binds?: boolean
  witnesses?: number
  expulsion?: 'decision' | 'stewards' | 'council'
  vetoGround?: readonly string[]
  vetoHeardBy?: 'stewards' | 'groups'
  mediation?: number
  override?: Rational
  steward?: readonly PublicKeyHex[]
  signatures?: number
  councilQuorum?: Rational
}

/** `comunal federation charter amend`: a delegate moves another charter; the council votes on it. */
function amendCommand(): Command {
  return withMethod(
    new Command('amend')
      .description('as a delegate: move that the charter of the federation is changed')
      .option(...FEDERATION_OPTION, prose)
      .addOption(defaulted('--open <time>', 'how long delegates can vote: 36h, 3d', duration, '3d'))
      .option('--title <text>', 'the question', prose)
      .option('--text <text>', 'what there is to say about it', prose, '')
      .option('--name <name>', 'what the federation is called', prose)
      .option('--purpose <text>', 'what it is for', prose)
      .option('--quorum <share>', 'share of the member groups whose mandates must count', fraction),
    { choices: false },
  )
    .option('--council-quorum <share>', 'share of the member groups that must have voted in the council', fraction)
    .addOption(new Option('--evidence <kind>', 'what a mandate needs to count').choices(['recount', 'arithmetic']))
    .option('--binds <yes or no>', 'whether its decisions bind, or recommend', yesOrNo)
    .option('--witnesses <number>', 'how many must vouch for a decision', whole)
    .addOption(
      new Option('--expulsion <rule>', 'who expels a member group').choices(['decision', 'stewards', 'council']),
    )
    .option('--veto-ground <text>', 'a ground on which groups may veto; once for each', gather)
    .addOption(
      new Option('--veto-heard-by <whom>', 'who puts agreements to a group that vetoes').choices([
        'stewards',
        'groups',
      ]),
    )
    .option('--mediation <time>', 'how long a veto is mediated: 48h, 7d', duration)
    .option('--override <share>', 'share of the weight that overrides a veto', fraction)
    .option('--steward <key>', 'key of who is a steward from then on; once for each', stewards)
    .option('--signatures <number>', 'how many of them must sign', positive)
    .action(amend)
}

async function amend(options: AmendOptions, command: Command): Promise<void> {
  const context = contextOf(command)
  const client = context.client()
  const federation = await oneCouncil(client, options.federation)
  const { entry, terms: before, nameOf } = await charterOf(client, federation)
  const terms = amended(before, options)
  const changed = changedLines(charterLines(before, nameOf), charterLines(terms, nameOf))
  const { title = 'Change the charter?', text } = options
  const closesAtMs = context.pen.now() + options.open
  const does = { type: 'charter' as const, amends: entry, terms }
  const id = await move(context, client, trustedCid(federation.id), { title, text, does, closesAtMs })
  context.output.result({ id, federation: federation.id, title, closesAtMs, changed }, () =>
    [
      `${shortCid(id)}  ${title}`,
      ...changed,
      `The council of ${federation.name} can vote until ${moment(closesAtMs)}.`,
    ].join('\n'),
  )
}

/** The terms as they stand, with what was said in place of what it changes. */
function amended(before: CharterTerms, options: AmendOptions): CharterTerms {
  const { name = before.name, purpose = before.purpose, steward, signatures } = options
  return {
    ...before,
    name,
    purpose,
    decisions: { ...before.decisions, method: methodRule(options, before.decisions.method) },
    stewards: steward ?? before.stewards,
    threshold: signatures ?? before.threshold,
    federation: before.federation && federationOf(before, before.federation, options),
  }
}

type FederationTerms = NonNullable<CharterTerms['federation']>

function federationOf(before: CharterTerms, terms: FederationTerms, options: AmendOptions): FederationTerms {
  const { quorum = terms.quorum, evidence = terms.evidence, binds = terms.binds, councilQuorum } = options
  const { witnesses = terms.witnesses, expulsion = terms.expulsion } = options
  const council = councilQuorum ? { ...councilRule(before), quorum: councilQuorum } : terms.council
  const veto = vetoOf(terms, options)
  return {
    ...terms,
    quorum,
    evidence,
    binds,
    ...(witnesses === undefined ? {} : { witnesses }),
    ...(expulsion ? { expulsion } : {}),
    ...(council ? { council } : {}),
    ...(veto ? { veto } : {}),
  }
}

const HOUR_MS = 3_600_000

function vetoOf({ veto }: FederationTerms, options: AmendOptions): FederationTerms['veto'] {
  const { vetoGround: grounds, vetoHeardBy: heardBy, mediation, override } = options
  const said = {
    ...(grounds ? { grounds } : {}),
    ...(heardBy ? { heardBy } : {}),
    ...(mediation === undefined ? {} : { mediationHours: Math.max(1, Math.round(mediation / HOUR_MS)) }),
    ...(override ? { override } : {}),
  }
  return Object.keys(said).length > 0 ? { ...veto, ...said } : veto
}

function stewards(text: string, before: readonly PublicKeyHex[] = []): readonly PublicKeyHex[] {
  return [...before, publicKey(text)]
}

function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes'
  throw new InvalidArgumentError('yes or no.')
}
