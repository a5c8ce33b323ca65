import { type Command, InvalidArgumentError } from 'commander'
import { DEFAULT_CONSENSUS, DEFAULT_SUPERMAJORITY, type MethodRule } from '../protocol/governance/method.ts'
import type { Rational } from '../protocol/rational.ts'
import { fraction, gather, whole } from './read-option.ts'

/** How a question is decided, as it was said on the command line. */
export type MethodOptions = {
  method?: string
  threshold?: Rational
  option?: readonly string[]
  seats?: number
  most?: number
}

const METHODS = ['majority', 'supermajority', 'consensus', 'approval', 'score'] as const

/** Adds the options that name a method: with `options` also those where people choose among several. */
export function withMethod(command: Command, { choices }: { choices: boolean }): Command {
  const names = choices ? METHODS : METHODS.slice(0, 3)
  command
    .option('--method <name>', `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`, method(names))
    .option('--threshold <share>', 'share of for and against that passes: 2/3, 66/100', fraction)
  if (!choices) return command
  return command
    .option('--option <text>', 'one of the options to choose among; once for each', gather)
    .option('--seats <number>', 'how many options win', whole)
    .option('--most <number>', 'most approvals on a ballot, or the highest score', whole)
}

function method(names: readonly string[]): (text: string) => string {
  return text => {
    if (names.includes(text)) return text
    throw new InvalidArgumentError(`One of ${names.join(', ')}.`)
  }
}

/** The rule that the options say, else the usual one; whether it makes sense, the node judges. */
export function methodRule(options: MethodOptions, usual: MethodRule = { method: 'majority' }): MethodRule {
  const { threshold, option = [], seats = 1, most } = options
  switch (options.method) {
    case 'supermajority':
      return { method: 'supermajority', threshold: threshold ?? DEFAULT_SUPERMAJORITY }
    case 'consensus':
      return { method: 'consensus', threshold: threshold ?? DEFAULT_CONSENSUS }
    case 'approval':
      return { method: 'approval', options: option, minApprovals: 0, maxApprovals: most ?? option.length, seats }
    case 'score':
      return { method: 'score', options: option, maxScore: most ?? 5, seats }
    case 'majority':
      return { method: 'majority' }
    default:
      return usual
  }
}
