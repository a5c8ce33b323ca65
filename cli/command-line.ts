import { Command, CommanderError } from 'commander'
import { Problem, problemText } from '../node/client/problem.ts'
import { version } from '../node/version.ts'
import { completionCommand } from './commands/completion.ts'
import { demoCommand } from './commands/demo.ts'
import { exportCommand } from './commands/export.ts'
import { federationCommand } from './commands/federation.ts'
import { initCommand } from './commands/init.ts'
import { keyCommand } from './commands/key.ts'
import { memberCommand } from './commands/member.ts'
import { offerCommand } from './commands/offer.ts'
import { proposalCommand } from './commands/proposal.ts'
import { startCommand } from './commands/start.ts'
import { statusCommand } from './commands/status.ts'
import { tallyCommand } from './commands/tally.ts'
import { trialCommand } from './commands/trial.ts'
import { verifyCommand } from './commands/verify.ts'
import { voteCommand } from './commands/vote.ts'
import { EXIT, exitOf } from './exit.ts'
import { examples } from './help.ts'

/** Every command there is, with the options that all of them take. */
export function buildProgram(): Command {
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
  const commands = [
    initCommand(),
    startCommand(),
    statusCommand(),
    memberCommand(),
    proposalCommand(),
    voteCommand(),
    tallyCommand(),
    federationCommand(),
    offerCommand(),
    verifyCommand(),
    exportCommand(),
    keyCommand(),
    demoCommand(),
    trialCommand(),
  ]
  for (const command of commands) program.addCommand(command)
  program.addCommand(completionCommand(program))
  for (const command of withAllBelow(program)) inherit(command)
  return program
}

/**
 * Runs one command line. What was refused goes to standard error as a sentence with the next step, and with `--json` to
 * standard output as an object.
 * @returns the exit code: 0 done, 1 refused, 2 wrong usage, 3 could not reach the node.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = buildProgram()
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? EXIT.done)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    if (!(error instanceof Problem)) throw error
    if (program.opts().json) process.stdout.write(`${JSON.stringify(error.details)}\n`)
    else process.stderr.write(`${problemText(error.details)}\n`)
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
