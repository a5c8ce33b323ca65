import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import { granted } from '../../node/client/problem.ts'
import { openLogger } from '../../node/ops/logger.ts'
import type { TrialResult } from '../../node/trial/result.ts'
import { runTrial, type TrialStep } from '../../node/trial/trial.ts'
import { contextOf } from '../context.ts'
import { EXIT } from '../exit.ts'
import { emphasis } from '../output/output.ts'
import { openProgressBar } from '../output/progress-bar.ts'
import { table } from '../output/table.ts'
import { count } from '../output/words.ts'

type TrialCommandOptions = { area?: string; keep?: string; network?: true }

/** `comunal trial`: a real participatory budget, from its file through the whole way to a verified decision. */
export function trialCommand(): Command {
  return new Command('trial')
    .description('take a participatory budget (pabulib format) through the whole way, every ballot signed and verified')
    .argument('<file>', 'a .pb file, see pabulib.org')
    .option('--area <column>', 'column of the votes whose values become groups (else neighborhood or district)')
    .option('--network', 'one libp2p node for each group, on this machine, instead of copying between stores')
    .option('--keep <folder>', 'keep the data folder of every node here, and the evidence as decision.car')
    .action(async (file: string, options: TrialCommandOptions, command: Command) => {
      const { output, pen } = contextOf(command)
      const bar = openProgressBar()
      const answer = await runTrial({
        ...{ ...pen, ...options, file, log: openLogger('warn'), verifierThreads: availableParallelism() },
        progress: (step, done, of) => bar.show(STEPS[step], done, of),
      }).finally(bar.clear)
      const result = granted(answer)
      if (!result.verified) process.exitCode = EXIT.refused
      output.result(result, () => resultText(result))
    })
}

const STEPS: Record<TrialStep, string> = { found: 'Founding groups ', vote: 'Voting ', verify: 'Verifying ' }

function resultText(result: TrialResult): string {
  const { projects, groups, ballots, verified, findings, seconds } = result
  const rows = projects
    .toSorted((a, b) => b.score - a.score)
    .map(({ id, count: named, score, selected }) => [id, named, score, selected ? 'yes' : ''])
  return [
    table(['project', 'ballots', 'points', 'funded'], rows),
    '',
    `${count(ballots, 'ballot')} in ${count(groups.length, 'group')}, ${count(projects.length, 'project')}.`,
    verified
      ? emphasis('green', 'Verified from the evidence alone, down to every ballot.')
      : emphasis('red', `Not verified: ${findings.map(({ where, sentence }) => `${where}: ${sentence}`).join(' ')}`),
    ...officialText(result.official),
    `${seconds.total} s: ${seconds.sign} to sign, ${seconds.vote} to accept, ${seconds.decide} to count again and decide, ${seconds.verify} to verify.`,
  ].join('\n')
}

function officialText(official: TrialResult['official']): string[] {
  if (!official) return ['The file states no figures to compare with.']
  const say = (what: string, same: boolean | null) =>
    same === null ? [] : [same ? `${what} the official ones.` : emphasis('red', `${what} NOT the official ones.`)]
  return [...say('The counts are', official.counts), ...say('The funded projects are', official.selected)]
}
