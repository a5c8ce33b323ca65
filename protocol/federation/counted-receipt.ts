import type { Cid } from '../bytes/cid.ts'
import { publicKeyBytes } from '../bytes/public-key.ts'
import { verifySignature } from '../keys/verify.ts'
import { logOfCheckpoint } from '../log/checkpoint.ts'
import { checkEntrySignature } from '../log/entry.ts'
import { type Receipt, readReceipt, verifyReceipt } from '../log/receipt.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { type Blocks, type GroupEvidence, readEntry, readEvidence, readKnown } from './evidence.ts'
import { readGenesisEntry } from './roster.ts'

/**
 * Whether the ballot of a receipt is among those of a verified bundle. The receipt is checked by the key of the node that
 * the group's charter names, so nothing but the two is needed.
 * Refuses with `ballot/left-out` where the voter is of this electorate and the ballot is not there: receipt and bundle
 * together convict the node. Refuses with `receipt/bad` a receipt of anything else.
 */
export function checkCounted(text: string, root: Cid, blocks: Blocks): Receipt | Refusal {
  const parts = readReceipt(text)
  const log = isRefusal(parts) ? undefined : logOfCheckpoint(parts.checkpoint)
  const vote = log && voteOf(log, root, blocks)
  if (!vote) return refuse('receipt/bad', { problem: 'of no vote in this file' })
  const genesis = readGenesisEntry(readEntry(blocks, vote.genesis), blocks.verify)
  if (isRefusal(genesis)) return genesis
  const receipt = verifyReceipt(text, { publicKey: publicKeyBytes(genesis.charter.node) })
  if (isRefusal(receipt)) return receipt
  const { id, index, entry } = receipt
  if (!checkEntrySignature(entry, verifySignature)) return refuse('entry/bad-signature', { id })
  if (vote.ballots.includes(id)) return receipt
  return entry.header.kind === 'ballot/cast' && isEntitled(entry.header.by, vote, blocks)
    ? refuse('ballot/left-out', { id, index })
    : refuse('receipt/bad', { problem: 'not of a ballot of this vote' })
}

/** The vote of a group, wherever it is in a bundle. What a bundle names is its own way down: it cannot lead in a ring. */
function voteOf(group: Cid, root: Cid, blocks: Blocks): GroupEvidence | undefined {
  const evidence = readEvidence(blocks, root)
  if (isRefusal(evidence)) return undefined
  if (evidence.type === 'group') return evidence.genesis === group ? evidence : undefined
  if (evidence.type === 'motion') return undefined
  for (const { evidence: below } of evidence.mandates) {
    const found = below && voteOf(group, below, blocks)
    if (found) return found
  }
}

/** A ballot key is made for one vote alone: whose key is in the electorate has voted in this one. */
function isEntitled(key: string, { electorate }: GroupEvidence, blocks: Blocks): boolean {
  return electorate.some(id => {
    const part = readKnown(blocks, id, 'proposal/electorate')
    return !isRefusal(part) && part.body.keys.some(entitled => entitled === key)
  })
}
