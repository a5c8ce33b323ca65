import { Command, CommanderError } from 'commander'
import { Problem, problemText } from '../node/client/problem.ts'
import { version } from '../node/version.ts'
import { EXIT, exitOf } from './exit.ts'
import { examples } from './help.ts'
import { moment } from './output/words.ts'

/** Every noun there is; its module is loaded when it is asked for, so that each command starts as fast as it can. */
const COMMANDS: Readonly<Record<string, (program: Command) => Promise<Command>>> = {
  init: () => import('./commands/init.ts').then(({ initCommand }) => initCommand()),
  start: () => import('./commands/start.ts').then(({ startCommand }) => startCommand()),
  status: () => import('./commands/status.ts').then(({ statusCommand }) => statusCommand()),
  charter: () => import('./commands/charter.ts').then(({ charterCommand }) => charterCommand()),
  member: () => import('./commands/member.ts').then(({ memberCommand }) => memberCommand()),
  proposal: () => import('./commands/proposal.ts').then(({ proposalCommand }) => proposalCommand()),
  draft: () => import('./commands/draft.ts').then(({ draftCommand }) => draftCommand()),
  task: () => import('./commands/task.ts').then(({ taskCommand }) => taskCommand()),
  search: () => import('./commands/search.ts').then(({ searchCommand }) => searchCommand()),
  due: () => import('./commands/due.ts').then(({ dueCommand }) => dueCommand()),
  vote: () => import('./commands/vote.ts').then(({ voteCommand }) => voteCommand()),
  objection: () => import('./commands/objection.ts').then(({ objectionCommand }) => objectionCommand()),
  paper: () => import('./commands/paper.ts').then(({ paperCommand }) => paperCommand()),
  delegation: () => import('./commands/delegation.ts').then(({ delegationCommand }) => delegationCommand()),
  tally: () => import('./commands/tally.ts').then(({ tallyCommand }) => tallyCommand()),
  node: () => import('./commands/node.ts').then(({ nodeCommand }) => nodeCommand()),
  federation: () => import('./commands/federation.ts').then(({ federationCommand }) => federationCommand()),
  network: () => import('./commands/network.ts').then(({ networkCommand }) => networkCommand()),
  witness: () => import('./commands/witness.ts').then(({ witnessCommand }) => witnessCommand()),
  offer: () => import('./commands/offer.ts').then(({ offerCommand }) => offerCommand()),
  bulletin: () => import('./commands/bulletin.ts').then(({ bulletinCommand }) => bulletinCommand()),
  election: () => import('./commands/election.ts').then(({ electionCommand }) => electionCommand()),
  initiative: () => import('./commands/initiative.ts').then(({ initiativeCommand }) => initiativeCommand()),
  sortition: () => import('./commands/sortition.ts').then(({ sortitionCommand }) => sortitionCommand()),
  verify: () => import('./commands/verify.ts').then(({ verifyCommand }) => verifyCommand()),
  export: () => import('./commands/export.ts').then(({ exportCommand }) => exportCommand()),
  rebuild: () => import('./commands/rebuild.ts').then(({ rebuildCommand }) => rebuildCommand()),
  key: () => import('./commands/key.ts').then(({ keyCommand }) => keyCommand()),
  count: () => import('./commands/count.ts').then(({ countCommand }) => countCommand()),
  demo: () => import('./commands/demo.ts').then(({ demoCommand }) => demoCommand()),
  trial: () => import('./commands/trial.ts').then(({ trialCommand }) => trialCommand()),
  completion: program => import('./commands/completion.ts').then(({ completionCommand }) => completionCommand(program)),
}

/** The program with the options that all commands take, and with the command of a noun; without one, with all of them. */
export async function buildProgram(noun?: string): Promise<Command> {
  const program = new Command('comunal')
    .description('Group commons on a node of your own: members, proposals, votes, federations.')
    .version(version)
    .option('--data <folder>', 'data folder (COMUNAL_DATA, else $XDG_DATA_HOME/comunal)')
    .option('--json', 'print JSON: one object, or one a line for lists')
    .option('--node <url>', 'address of the node (else the one that runs on the data folder)')
    .option('--key <file>', "file of the member's key (else member.key in the data folder)")
    .helpOption('-h, --help', 'say what a command does')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(comunal help shows what there is)')
    .addHelpText('after', examples)
  const isKnown = noun !== undefined && noun !== 'completion' && Object.hasOwn(COMMANDS, noun)
  const alone = isKnown ? COMMANDS[noun] : undefined
  for (const load of alone ? [alone] : Object.values(COMMANDS)) program.addCommand(await load(program))
  for (const command of withAllBelow(program)) inherit(command)
  return program
}

/** The first word that is neither an option nor the value of one. */
function nounOf(args: readonly string[]): string | undefined {
  const takesValue = ['--data', '--node', '--key']
  return args.find((arg, at) => !arg.startsWith('-') && !takesValue.includes(args[at - 1] ?? ''))
}

/**
 * Runs one command line. What was refused goes to standard error as a sentence with the next step, and with `--json` to
 * standard output as an object.
 * @returns the exit code: 0 done, 1 refused, 2 wrong usage, 3 could not reach the node.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = await buildProgram(nounOf(args))
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? EXIT.done)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    if (!(error instanceof Problem)) throw error
    if (program.opts().json) process.stdout.write(`${JSON.stringify(error.details)}\n`)
    else process.stderr.write(`${problemText(error.details, moment)}\n`)
    return exitOf(error.details)
  }
}

function withAllBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)]
}

/** Commands throw instead of ending the process, so that the exit code is decided in one place. */
function inherit(command: Command): void {
  command.exitOverride().configureHelp({ showGlobalOptions: true })
  if (command.commands.length === 0) command.showHelpAfterError(`(${usageOf(command)} --help shows how)`)
}

function usageOf(command: Command): string {
  return command.parent ? `${usageOf(command.parent)} ${command.name()}` : command.name()
}
