import { equalBytes } from '../../../protocol/bytes/compare.ts'
import { publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import { MOST_ENTRIES } from '../../../protocol/federation/feed-sync-message.ts'
import { readGenesisEntry } from '../../../protocol/federation/roster.ts'
import { latestKey, successionOf } from '../../../protocol/federation/succession.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { decodeEntry, type Entry } from '../../../protocol/log/entry.ts'
import type { LogFile } from '../../../protocol/log/log-file.ts'
import { appendLeaves, emptyRange, inclusionProof, merkleRoot } from '../../../protocol/log/merkle.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'

/**
 * In an empty store: the log of a federation as its members keep it becomes this node's own to write, once the federation's
 * council has given this node's key its voice. Of several copies the longest is taken, if all are beginnings of it; who
 * holds two histories has to say which one stands. Refuses with `group/exists`, `feed/forked`, `evidence/bad` and what a copy does.
 * @returns how many entries there are.
 */
export async function adoptHistory(core: Core, files: readonly LogFile[]): Promise<number | Refusal> {
  if (core.logs.size > 0) return refuse('group/exists')
  const copies: Entry[][] = []
  for (const file of files) {
    const entries = readEntries(file)
    if (isRefusal(entries)) return entries
    copies.push(entries)
  }
  const longest = copies.toSorted((a, b) => b.length - a.length)[0] ?? []
  const leaves = longest.map(entry => entry.leafHash)
  for (const copy of copies) {
    const same = merkleRoot(leaves.slice(0, copy.length), nativeSha256)
    const own = merkleRoot(
      copy.map(entry => entry.leafHash),
      nativeSha256,
    )
    if (!equalBytes(same, own)) return refuse('feed/forked', { problem: 'two histories: name the one that stands' })
  }
  const file = files[copies.indexOf(longest)]
  const [first] = longest
  const genesis = readGenesisEntry(first ?? refuse('evidence/bad', { problem: 'an empty log' }), verifyOneNatively)
  if (isRefusal(genesis) || !file) return isRefusal(genesis) ? genesis : refuse('evidence/bad')
  if (genesis.charter.members !== 'groups') return refuse('evidence/bad', { problem: 'not the log of a federation' })
  const replacements = longest.flatMap(entry => {
    const known = entry.header.kind === 'node/replaced' ? openBody('node/replaced', entry) : undefined
    return known && !isRefusal(known) ? [known.body.replacement] : []
  })
  const succession = successionOf(genesis, replacements, verifyOneNatively)
  if (isRefusal(succession)) return succession
  const { nodes } = appendLeaves(emptyRange(), leaves, nativeSha256)
  const inTree = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const nodeAt = (level: number, index: number): Uint8Array => {
    const hash = inTree.get(`${level}/${index}`) ?? (level === 0 ? leaves[index] : undefined)
    if (!hash) throw new Error(`Merkle node ${level}/${index} is missing`)
    return hash
  }
  for (let from = 0; from < longest.length; from += MOST_ENTRIES) {
    const entries = longest.slice(from, from + MOST_ENTRIES)
    const answer = await core.writer.replicate({
      log: genesis.id,
      from,
      entries: entries.map(({ signed }) => signed),
      checkpoint: file.checkpoint,
      proof: inclusionProof(from + entries.length - 1, longest.length, nodeAt, nativeSha256),
      writer: publicKeyBytes(latestKey(succession)),
    })
    if (isRefusal(answer)) return answer
  }
  core.tables.adopt(genesis.id)
  return longest.length
}

function readEntries(file: LogFile): Entry[] | Refusal {
  const entries: Entry[] = []
  for (const signed of file.entries) {
    const entry = decodeEntry(signed, nativeSha256)
    if (isRefusal(entry)) return entry
    entries.push(entry)
  }
  return entries
}
