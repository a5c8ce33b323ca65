import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import { granted, stopWith } from '../../node/client/problem.ts'
import type { LogTables } from '../../node/log/log-tables.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { openEntry } from '../../protocol/kinds.ts'
import { decodeEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import { writeLogFile } from '../../protocol/log/log-file.ts'
import { isRefusal, refuse } from '../../protocol/refusal.ts'
import { contextOf } from '../context.ts'
import { findAmong } from '../find-proposal.ts'
import { written } from '../named-file.ts'
import { count } from '../output/words.ts'

const ENTRIES_A_READ = 1_000

/** `comunal export …`: files that anyone can check with `comunal verify`. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write evidence into a file: decision, log')
    .addCommand(decisionCommand())
    .addCommand(logCommand())
}

/** Where decisions are: of the federations, and of the group itself. */
const DECISIONS = ['/federation-proposals', '/proposals']

function decisionCommand(): Command {
  return new Command('decision')
    .description("evidence of a decision, a federation's or the group's own, down to the ballots")
    .argument('<id>', 'id of the proposal, or the end of it')
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
  const [{ storePath }, { openStore }, { openLogTables }] = await Promise.all([
    import('../../node/data-folder.ts'),
    import('../../node/store/open.ts'),
    import('../../node/log/log-tables.ts'),
  ])
  const store = granted(openStore(storePath(dataFolder)))
  try {
    const tables = openLogTables(store)
    const logs = tables.logs()
    const log = logs.find(({ id, own, type }) => (typed === undefined ? own && type === 'group' : id.endsWith(typed)))
    if (!log) return stopWith(refuse('log/unknown', { log: typed ?? null }))
    const { row, id, checkpoint, range } = log
    const lines = writeLogFile(entriesOf(tables, row, range.size), checkpoint)
    await written(file, () => pipeline(Readable.from(lines), createWriteStream(file)))
    return { id, size: range.size }
  } finally {
    store.close()
  }
}

/** The first `size` entries: those that the checkpoint covers, though the node may have gone on since. */
function* entriesOf(tables: LogTables, row: number, size: number): Iterable<SignedEntry> {
  const closed = closedVotes(tables, row, size)
  for (let from = 0; from < size; from += ENTRIES_A_READ) {
    const read = tables.range(row, from, Math.min(ENTRIES_A_READ, size - from))
    for (const { signed } of read) yield forAnyone(signed, closed)
  }
}

function closedVotes(tables: LogTables, row: number, size: number): ReadonlySet<Cid> {
  const closings = tables.ofKinds(row, ['proposal/closed']).filter(({ index }) => index < size)
  return new Set(closings.flatMap(({ signed }) => voteOf(signed, 'proposal/closed') ?? []))
}

/** What a delegation says stays between its two members, a ballot with its voter and a reading of paper with its teller until the close; all can be checked without. */
function forAnyone(signed: SignedEntry, closed: ReadonlySet<Cid>): SignedEntry {
  const { kind } = granted(decodeEntry(signed, nativeSha256)).header
  const vote = kind === 'ballot/cast' || kind === 'paper/keyed' ? voteOf(signed, kind) : undefined
  const isKept = kind.startsWith('delegation/') || (vote !== undefined && !closed.has(vote))
  return isKept ? { ...signed, body: null } : signed
}

/** The vote that a ballot, a reading or a closing is of; undefined where its body was erased. */
function voteOf(signed: SignedEntry, kind: 'ballot/cast' | 'paper/keyed' | 'proposal/closed'): Cid | undefined {
  const known = signed.body && openEntry(granted(decodeEntry(signed, nativeSha256)))
  return known && !isRefusal(known) && known.kind === kind ? known.body.proposal : undefined
}
