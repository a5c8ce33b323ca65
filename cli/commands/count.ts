import { extname } from 'node:path'
import { Command, Option } from 'commander'
import { granted, stopWith } from '../../node/client/problem.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { badBallots } from '../../protocol/ballot-files/bad-ballots.ts'
import type { BallotFile } from '../../protocol/ballot-files/ballot-file.ts'
import {
  COUNTED_METHODS,
  type CountedMethod,
  type CountTerms,
  countBallots,
  isCountedMethod,
  tableUse,
} from '../../protocol/ballot-files/count-ballots.ts'
import { readBallots } from '../../protocol/ballot-files/read-ballots.ts'
import { type CaseSection, parseJson, readCases, readRankList } from '../../protocol/ballot-files/read-cases.ts'
import { BUDGET_METHODS, countInstance } from '../../protocol/pabulib/count.ts'
import { differencesFromOfficial } from '../../protocol/pabulib/official.ts'
import { readPabulib } from '../../protocol/pabulib/read.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { readFile } from '../named-file.ts'
import { ballotsResult, ballotsText, casesText } from '../output/ballots-count.ts'
import { budgetResult, budgetText } from '../output/budget-count.ts'
import { bytes32, fraction, positive, prose } from '../read-option.ts'

type CountOptions = CountTerms & { method?: string; seed?: Uint8Array; column?: string }
type Task = {
  readonly context: Context
  readonly text: string
  readonly options: CountOptions
  readonly seed: Uint8Array
}

/** `comunal count`: counts a file of ballots, with no node and no network. */
export function countCommand(): Command {
  return new Command('count')
    .description('count the ballots of a file by any method; needs no node')
    .argument('<file>', '.pb (pabulib), .abif, .blt, .csv, .tsv, or .json of many cases')
    .addOption(
      new Option('--method <name>', 'how (else the rule of a .pb, or of each case)').choices([
        ...BUDGET_METHODS,
        ...COUNTED_METHODS,
      ]),
    )
    .option('--seats <number>', 'how many are elected (else as the file says, else one)', positive)
    .option('--threshold <share>', 'supermajority: share of for and against that passes (else 2/3)', fraction)
    .option('--credits <number>', 'quadratic: what the votes on a ballot may cost together', positive)
    .option('--column <name>', 'of a table: the column of what was chosen, where it does not say so itself', prose)
    .option('--seed <hex>', '32 bytes that order a draw (else the SHA-256 of the file)', bytes32)
    .action((path: string, options: CountOptions, command: Command) => {
      const bytes = readFile(path)
      const ending = extname(path).slice(1).toLowerCase()
      const task = {
        context: contextOf(command),
        text: decode(bytes),
        options,
        seed: options.seed ?? nativeSha256(bytes),
      }
      if (options.column !== undefined && ending !== 'csv' && ending !== 'tsv') {
        stopWith(refuse('ballots/misfit', { problem: 'a file without columns', column: options.column }))
      }
      if (ending === 'pb') return countBudget(task)
      if (ending === 'json' && !task.text.trimStart().startsWith('[')) return countCases(task)
      if (ending === 'json') granted(parseJson(task.text))
      const method = options.method
      if (method === undefined) return command.error(`error: --method says how a .${ending} file is counted`)
      countOne(task, method, ending)
    })
}

function countBudget({ context, text, options, seed }: Task): void {
  const method = BUDGET_METHODS.find(name => name === options.method)
  if (options.method !== undefined && !method) {
    stopWith(refuse('ballots/misfit', { problem: 'a budget is counted otherwise', takes: BUDGET_METHODS.join(', ') }))
  }
  if (options.seats !== undefined) stopWith(refuse('ballots/misfit', { problem: 'a budget has no seats' }))
  const instance = granted(readPabulib(text))
  const counted = granted(countInstance(instance, method, seed))
  const differences = differencesFromOfficial(instance, counted.counted, counted.outcome)
  context.output.result(budgetResult(counted, seed), () => budgetText(instance, counted, differences, seed))
}

function countOne({ context, text, options, seed }: Task, name: string, ending: string): void {
  const method = methodOfBallots(name)
  const file = granted(
    ending === 'json' ? readRankList(text) : readBallots(ending, text, { ...tableUse(method), column: options.column }),
  )
  const counted = granted(countBallots(file, method, options, seed))
  context.output.result(ballotsResult(file, counted, seed), () => ballotsText(file, counted, seed))
}

/** The methods of the cases of each kind, its own first. */
const METHODS_OF_SECTION: Readonly<Record<CaseSection, readonly string[]>> = {
  schulze: ['schulze', 'copeland'],
  stv: ['stv', 'irv'],
  mj: ['majority-judgment'],
}

/** A file of many cases: each by the method of its kind, or those only that `--method` counts. */
function countCases({ context, text, options, seed }: Task): void {
  const results: { readonly file: BallotFile; readonly counted: ReturnType<typeof count> }[] = []
  for (const { section, elections } of granted(readCases(text))) {
    const names = METHODS_OF_SECTION[section]
    const name = options.method === undefined ? names[0] : names.find(other => other === options.method)
    if (name === undefined) continue
    for (const file of elections) results.push({ file, counted: count(file, methodOfBallots(name)) })
  }
  if (results.length === 0)
    stopWith(refuse('ballots/misfit', { problem: 'no cases of this method', method: options.method ?? '' }))
  context.output.result(
    results.map(({ file, counted }) => ballotsResult(file, counted, seed)),
    () => casesText(results),
  )

  function count(file: BallotFile, method: CountedMethod) {
    return granted(countBallots(file, method, options, seed))
  }
}

function methodOfBallots(name: string): CountedMethod {
  if (isCountedMethod(name)) return name
  return stopWith(refuse('ballots/misfit', { problem: 'a method for budgets', takes: COUNTED_METHODS.join(', ') }))
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return stopWith(badBallots(null, 'not UTF-8'))
  }
}
