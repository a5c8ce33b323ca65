import { type Command, InvalidArgumentError, Option } from 'commander'
import { DEFAULT_CONSENSUS, DEFAULT_SUPERMAJORITY, type MethodRule } from '../protocol/governance/method.ts'
import { DEFAULT_STARS } from '../protocol/governance/methods/star.ts'
import type { Rational } from '../protocol/rational.ts'
import { fraction, gather, positive, prose, whole } from './read-option.ts'

/** How a question is decided, as it was said on the command line. */
export type MethodOptions = {
  method?: string
  threshold?: Rational
  option?: readonly string[]
  seats?: number
  most?: number
  grades?: number
  credits?: number
  statusQuo?: string
  budget?: number
  project?: readonly Project[]
  fund?: Fund
}

type Project = { readonly id: string; readonly cost: number }
type Fund = (typeof FUNDS)[number]

const YES_OR_NO = ['majority', 'supermajority', 'consensus', 'consent'] as const
const AMONG_OPTIONS = [
  'approval',
  'score',
  'star',
  'majority-judgment',
  'irv',
  'stv',
  'schulze',
  'copeland',
  'quadratic',
  'budget',
] as const

/** How the money of a budget is given out. */
const FUNDS = ['greedy', 'greedy-no-skip', 'equal-shares'] as const

/** Adds the options that name a method: with `options` also those where people choose among several. */
export function withMethod(command: Command, { choices }: { choices: boolean }): Command {
  const names = choices ? [...YES_OR_NO, ...AMONG_OPTIONS] : YES_OR_NO
  command
    .option('--method <name>', `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`, method(names))
    .option('--threshold <share>', 'share of for and against that passes: 2/3, 66/100', fraction)
  if (!choices) return command
  return command
    .option('--option <text>', 'one of the options to choose among; once for each', gather)
    .option('--seats <number>', 'how many options win', whole)
    .option('--most <number>', 'most approvals on a ballot, or the highest score', whole)
    .option('--grades <number>', 'how many grades there are, from 0 up', whole)
    .option('--credits <number>', 'what the votes on a ballot may cost together', whole)
    .option('--status-quo <option>', 'the option of leaving things as they are: only what beats it wins', prose)
    .option('--budget <money>', 'budget: the money there is, in whole units', positive)
    .option('--project <name=cost>', 'budget: one of the projects; once for each', project)
    .addOption(new Option('--fund <how>', 'budget: how the money is given out').choices(FUNDS).default('greedy'))
}

function method(names: readonly string[]): (text: string) => string {
  return text => {
    if (names.includes(text)) return text
    throw new InvalidArgumentError(`One of ${names.join(', ')}.`)
  }
}

/** The rule that the options say, else the usual one; whether it makes sense, the node judges. */
export function methodRule(options: MethodOptions, usual: MethodRule = { method: 'majority' }): MethodRule {
  const { threshold, option = [], seats = 1, most, statusQuo } = options
  const contest = { options: option, seats }
  switch (options.method) {
    case 'supermajority':
      return { method: 'supermajority', threshold: threshold ?? DEFAULT_SUPERMAJORITY }
    case 'consensus':
      return { method: 'consensus', threshold: threshold ?? DEFAULT_CONSENSUS }
    case 'approval':
      return { method: 'approval', ...contest, minApprovals: 0, maxApprovals: most ?? option.length }
    case 'score':
    case 'star':
      return { method: options.method, ...contest, maxScore: most ?? DEFAULT_STARS }
    case 'majority-judgment':
      return { method: 'majority-judgment', ...contest, grades: options.grades ?? 6 }
    case 'irv':
      return { method: 'irv', options: option }
    case 'stv':
      return { method: 'stv', ...contest }
    case 'schulze':
    case 'copeland':
      return { method: options.method, ...contest, ...(statusQuo === undefined ? {} : { statusQuo }) }
    case 'quadratic':
      return { method: 'quadratic', ...contest, credits: options.credits ?? 25 }
    case 'budget':
      return budgetRule(options)
    case 'consent':
      return { method: 'consent' }
    case 'majority':
      return { method: 'majority' }
    default:
      return usual
  }
}

/** `Benches=1200` */
function project(text: string, before: readonly Project[] = []): readonly Project[] {
  const [, id, cost] = /^(.+?)\s*=\s*(\d{1,15})$/.exec(text) ?? []
  if (id === undefined || cost === undefined) throw new InvalidArgumentError('A name and a whole cost: Benches=1200.')
  return [...before, { id: prose(id), cost: Number(cost) }]
}

/** Everyone marks the projects that they want. Equal shares are raised, and held against plain support. */
function budgetRule({ budget = 0, project: options = [], fund = 'greedy' }: MethodOptions): MethodRule {
  const ballot = { type: 'approval', min: 1, max: options.length } as const
  const selection =
    fund === 'equal-shares' ? ({ rule: fund, completion: 'add-one', comparison: true } as const) : { rule: fund }
  return { method: 'budget', options, budget, ballot, selection }
}
