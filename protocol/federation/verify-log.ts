import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { type PublicKeyHex, publicKeyBytes } from '../bytes/public-key.ts'
import { verifySignature } from '../keys/verify.ts'
import { type VerifyMany, verifyEach } from '../keys/verify-many.ts'
import { openBody } from '../kinds.ts'
import { openCheckpoint } from '../log/checkpoint.ts'
import { decodeEntry, type Entry, signedMessage } from '../log/entry.ts'
import type { LogFile } from '../log/log-file.ts'
import { merkleRoot } from '../log/merkle.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { voiceOfFeed } from './feed.ts'
import { openNotebook, type Report } from './report.ts'
import { readGenesis, readGenesisEntry } from './roster.ts'

export type LogReport = Report & {
  readonly log: Cid | null
  /** What the log's group is called. */
  readonly name: string
  readonly size: number
}

/**
 * Checks a whole log from its file alone: that it begins with a charter, every entry's bytes, place and signature, and
 * that the node which the charter authorises has signed exactly this tree. Whether each entry was allowed, a node says
 * that replays it.
 */
export async function verifyLog(file: LogFile, verifyMany: VerifyMany = verifyEach): Promise<LogReport> {
  const notebook = openNotebook()
  const entries: Entry[] = []
  for (const [index, signed] of file.entries.entries()) {
    const entry = decodeEntry(signed)
    if (isRefusal(entry)) notebook.find(`entry ${index}`, entry)
    else entries.push(entry)
  }
  const [first] = entries
  const size = file.entries.length
  const genesis = first ? genesisOf(first) : refuse('charter/bad', { problem: 'a log without entries' })
  if (!first || isRefusal(genesis)) {
    if (isRefusal(genesis)) notebook.find('entry 0', genesis)
    return { ...notebook.report(), log: null, name: '', size }
  }
  for (const [index, entry] of entries.entries()) {
    const expected = index === 0 ? null : first.id
    if (entry.header.log !== expected) notebook.find(`entry ${index}`, refuse('entry/wrong-log'), entry.id)
  }
  const verdicts = await verifyMany(entries.map(signedMessage))
  notebook.checked('signatures', entries.length)
  notebook.checked('ballots', entries.filter(({ header }) => header.kind === 'ballot/cast').length)
  for (const [index, entry] of entries.entries()) {
    if (!verdicts[index]) notebook.find(`entry ${index}`, refuse('entry/bad-signature'), entry.id)
  }
  const checkpoint = openCheckpoint(file.checkpoint, first.id, publicKeyBytes(genesis.node))
  if (isRefusal(checkpoint)) notebook.find('checkpoint', checkpoint)
  else {
    const root = merkleRoot(entries.map(({ leafHash }) => leafHash))
    if (checkpoint.size !== size || !equalBytes(checkpoint.root, root)) {
      notebook.find('checkpoint', refuse('feed/bad-checkpoint', { size: checkpoint.size, entries: size }))
    }
  }
  return { ...notebook.report(), log: first.id, name: genesis.name, size }
}

/** Whose log it is, and the key of the node that writes it: a group's own charter, or the one in its feed. */
function genesisOf(first: Entry): { name: string; node: PublicKeyHex } | Refusal {
  const isFeed = first.header.kind === 'feed/founded'
  const feed = isFeed ? openBody('feed/founded', first) : undefined
  if (feed && isRefusal(feed)) return feed
  const genesis = feed ? readGenesis(feed.body.charter) : readGenesisEntry(first)
  if (isRefusal(genesis)) return genesis
  const voice = feed && voiceOfFeed(feed.body, verifySignature)
  if (voice && isRefusal(voice)) return voice
  return { name: genesis.charter.name, node: voice?.node ?? genesis.charter.node }
}
