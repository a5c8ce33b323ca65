import { Command } from 'commander'
import { Problem, problemText, stopWith } from '../../node/client/problem.ts'
import { type DemoEvent, type DemoNode, playDemo } from '../../node/demo/demo.ts'
import { iberianCommons } from '../../node/demo/scenario.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import type { DecisionReport } from '../../protocol/federation/verify-decision.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { EXIT } from '../exit.ts'
import { emphasis } from '../output/output.ts'
import { reportText } from '../output/report-text.ts'
import { treeOfReport } from '../output/report-tree.ts'
import { columns } from '../output/table.ts'
import { branchText, verdictText } from '../output/verdict-text.ts'

/** `comunal demo`: nine groups, three federations and their assembly decide together, on this machine. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('watch nine groups in three federations decide together, on this machine')
    .option('--stay', 'keep the nodes up afterwards, until Ctrl-C')
    .action(async ({ stay }: { stay?: true }, command: Command) => {
      await demo(contextOf(command), stay === true)
    })
}

async function demo({ output, pen }: Context, stay: boolean): Promise<void> {
  const startedAtMs = performance.now()
  const interrupt = interruption()
  let nodes: readonly DemoNode[] = []
  let finished = false
  const say = (text: string) => void (output.json || process.stdout.write(`${text}\n`))
  const tell = (event: DemoEvent) => {
    if (event.type === 'nodes') nodes = event.nodes
    const text = eventText(event)
    if (text !== '') say(text)
    if (event.type !== 'decided' || event.level > 0) return
    const { decision, ...checked } = event.report
    const tree = decision && 'federation' in decision ? treeOfReport(decision) : null
    const seconds = Number(((performance.now() - startedAtMs) / 1000).toFixed(1))
    if (!checked.verified) process.exitCode = EXIT.refused
    output.result({ ...checked, seconds, nodes, decision: tree }, () => `From nothing to here in ${seconds} s.`)
  }
  const afterwards = async () => {
    finished = true
    if (!stay) return
    say('The nodes stay up, their pages too. Ctrl-C stops them.')
    await interrupt.asked
  }
  await using verifier = startVerifier(1)
  const { verifyMany } = verifier
  const program = process.argv[1] ?? ''
  try {
    await playDemo({ scenario: iberianCommons(), program, pen, verifyMany, signal: interrupt.signal, tell }, afterwards)
  } catch (error) {
    if (finished && interrupt.signal.aborted) return
    if (!(error instanceof Error) || error instanceof TypeError) throw error
    stopWith(refuse('demo/failed', { problem: error instanceof Problem ? problemText(error.details) : error.message }))
  } finally {
    interrupt.ignore()
  }
}

function eventText(event: DemoEvent): string {
  switch (event.type) {
    case 'starting':
      return `Starting ${event.nodes} nodes, each a process with a store and an address of its own …`
    case 'nodes':
      return columns(event.nodes.map(({ name, level, url }) => [`${'  '.repeat(level + 1)}${name}`, url]))
    case 'joined':
      return `All groups are in their federations, and these in the assembly.`
    case 'proposed':
      return `\n${event.by} asks: ${emphasis('bold', event.title)}`
    case 'voted':
      return `  ${event.group} has voted: ${event.for} for, ${event.against} against`
    case 'decided':
      return decisionText(event.report, event.level)
  }
}

function decisionText(report: DecisionReport, level: number): string {
  const { decision } = report
  if (!decision || !('federation' in decision)) return reportText(report)
  const tree = treeOfReport(decision)
  return [
    '',
    level === 0 ? verdictText(tree) : branchText(tree),
    reportText(report),
    ...(level === 0 ? [''] : []),
  ].join('\n')
}

/** Ctrl-C, and a service manager's signal: asked once, the demo takes its nodes down. */
function interruption() {
  const controller = new AbortController()
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  const onSignal = () => {
    resolve()
    controller.abort(new Error('stopped before its end'))
  }
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.on(name, onSignal)
  return {
    asked,
    signal: controller.signal,
    ignore: () => {
      for (const name of names) process.off(name, onSignal)
    },
  }
}
