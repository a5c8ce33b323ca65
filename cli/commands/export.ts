import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import { granted, stopWith } from '../../node/client/problem.ts'
import { writeLogFile } from '../../protocol/log/log-file.ts'
import { refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { findAmong } from '../find-proposal.ts'
import { written } from '../named-file.ts'
import { count } from '../output/words.ts'

/** `comunal export …`: files that anyone can check with `comunal verify`. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write evidence into a file: decision, log')
    .addCommand(decisionCommand())
    .addCommand(logCommand())
}

/** Where decisions are: of the federations, of their councils, and of the group itself. */
const DECISIONS = ['/federation-proposals', '/council-motions', '/proposals']

function decisionCommand(): Command {
  return new Command('decision')
    .description("evidence of a decision, a federation's, its council's or the group's own, down to the ballots")
    .argument('<id>', 'id of the proposal or the motion, or the end of it')
    .requiredOption('-o, --output <file>', 'file to write, such as decision.car')
    .action(async (typed: string, { output: file }: { output: string }, command: Command) => {
      const { output, client: open } = contextOf(command)
      const client = open()
      const { id, path } = await findAmong(client, DECISIONS, typed)
      const bytes = await client.bytes(`${path}/${id}/evidence`)
      await written(file, () => pipeline(Readable.from([bytes]), createWriteStream(file)))
      output.result({ file, bytes: bytes.length, proposal: id }, () => `${file}: ${count(bytes.length, 'byte')}`)
    })
}

function logCommand(): Command {
  return new Command('log')
    .description('a whole log of the data folder; the node may run meanwhile')
    .argument('[id]', "id of the log, or the end of it; else the group's own")
    .requiredOption('-o, --output <file>', 'file to write')
    .action(async (typed: string | undefined, { output: file }: { output: string }, command: Command) => {
      const { output, dataFolder } = contextOf(command)
      const { id, size } = await exportLog(dataFolder, typed, file)
      output.result({ file, log: id, size }, () => `${file}: ${count(size, 'entry', 'entries')}`)
    })
}

async function exportLog(dataFolder: string, typed: string | undefined, file: string) {
  const [{ storePath }, { openStore }, { openLogTables }, { exportedEntries }] = await Promise.all([
    import('../../node/data-folder.ts'),
    import('../../node/store/open.ts'),
    import('../../node/log/log-tables.ts'),
    import('../../node/domains/exported.ts'),
  ])
  const store = granted(openStore(storePath(dataFolder)))
  try {
    const tables = openLogTables(store)
    const logs = tables.logs()
    const log = logs.find(({ id, own, type }) => (typed === undefined ? own && type === 'group' : id.endsWith(typed)))
    if (!log) return stopWith(refuse('log/unknown', { log: typed ?? null }))
    const { row, id, checkpoint, range } = log
    const lines = writeLogFile(exportedEntries(store, row, range.size), checkpoint)
    await written(file, () => pipeline(Readable.from(lines), createWriteStream(file)))
    return { id, size: range.size }
  } finally {
    store.close()
  }
}
