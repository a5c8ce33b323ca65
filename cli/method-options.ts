import { type Command, InvalidArgumentError } from 'commander'
import { DEFAULT_CONSENSUS, DEFAULT_SUPERMAJORITY, type MethodRule } from '../protocol/governance/method.ts'
import { DEFAULT_STARS } from '../protocol/governance/methods/star.ts'
import type { Rational } from '../protocol/rational.ts'
import { fraction, gather, prose, whole } from './read-option.ts'

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
}

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
] as const

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
    case 'consent':
      return { method: 'consent' }
    case 'majority':
      return { method: 'majority' }
    default:
      return usual
  }
}
