import type { Cid } from '../../protocol/bytes/cid.ts'
import { cidOfBytes } from '../../protocol/bytes/cid.ts'
import { publicKeyBytes } from '../../protocol/bytes/public-key.ts'
import { readGenesis } from '../../protocol/federation/roster.ts'
import { logOfCheckpoint } from '../../protocol/log/checkpoint.ts'
import { checkEntrySignature, leafBytes } from '../../protocol/log/entry.ts'
import { readReceipt, verifyReceipt } from '../../protocol/log/receipt.ts'
import { isRefusal, type Refusal, refusalSentence, refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import { verifyNatively } from '../log/native-verify.ts'
import type { ReportView } from './schema/report.ts'

/**
 * Whether a receipt holds, and whether this node's copy of the log keeps what it promises.
 * `receipt/bad` for what is no receipt, `receipt/unknown-node` for one of a log that this node does not keep.
 */
export function reportOnReceipt(core: Core, text: string): ReportView | Refusal {
  const parts = readReceipt(text)
  if (isRefusal(parts)) return parts
  const log = logOfCheckpoint(parts.checkpoint)
  const publicKey = log && nodeKeyOf(core, log)
  if (!log || !publicKey) return refuse('receipt/unknown-node', { log: log ?? null })
  const receipt = verifyReceipt(text, { publicKey, verify })
  const found = isRefusal(receipt) ? receipt : keptHere(core, log, receipt.index, receipt.id)
  const isSigned = isRefusal(receipt) || checkEntrySignature(receipt.entry, verify)
  const findings = [...(found ? [found] : []), ...(isSigned ? [] : [refuse('entry/bad-signature')])]
  return {
    what: 'receipt',
    verified: findings.length === 0,
    findings: findings.map(refusal => ({
      where: 'receipt',
      code: refusal.code,
      sentence: refusalSentence(refusal),
      id: isRefusal(receipt) ? null : receipt.id,
      byte: null,
    })),
    id: isRefusal(receipt) ? null : receipt.id,
    log,
    index: isRefusal(receipt) ? null : receipt.index,
  }
}

const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  verifyNatively({ publicKey, message, signature })

/** The key that signs the checkpoints of a log kept here. */
function nodeKeyOf(core: Core, id: Cid): Uint8Array | undefined {
  const log = core.logs.get(id)
  const reader = log && core.reader(log)
  const charter = reader?.charter()
  if (charter) return publicKeyBytes(charter.node)
  const feed = reader?.feed()
  const genesis = feed && readGenesis(feed.charter)
  return genesis && !isRefusal(genesis) ? publicKeyBytes(genesis.charter.node) : undefined
}

/** A promise that the log itself does not keep shows that it was rewritten. */
function keptHere(core: Core, id: Cid, index: number, entry: Cid): Refusal | undefined {
  const log = core.logs.get(id)
  const stored = log && core.tables.entryAt(log.row, index)
  if (!stored) return log && index < log.range.size ? refuse('feed/forked', { index }) : undefined
  return cidOfBytes(leafBytes(stored.signed)) === entry ? undefined : refuse('feed/forked', { index })
}
