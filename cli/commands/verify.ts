import { Command } from 'commander'
import { granted, stopWith } from '../../node/client/problem.ts'
import { tallyView } from '../../node/http/views/proposal.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { verifyOneNatively } from '../../node/log/native-verify.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyBytes } from '../../protocol/bytes/public-key.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { verifyLog } from '../../protocol/federation/verify-log.ts'
import { decisionState } from '../../protocol/federation/witnesses.ts'
import { verifySignature } from '../../protocol/keys/verify.ts'
import type { VerifyMany } from '../../protocol/keys/verify-many.ts'
import { logOfCheckpoint } from '../../protocol/log/checkpoint.ts'
import { checkEntrySignature } from '../../protocol/log/entry.ts'
import { isLogFile, readLogFile } from '../../protocol/log/log-file.ts'
import { readReceipt, verifyReceipt } from '../../protocol/log/receipt.ts'
import { refuse } from '../../protocol/refusal.ts'
import { type Context, contextOf } from '../context.ts'
import { EXIT } from '../exit.ts'
import { knownNode } from '../known-nodes.ts'
import { readFile } from '../named-file.ts'
import { motionOfReport, motionText } from '../output/motion-text.ts'
import { recountText, reportText } from '../output/report-text.ts'
import { treeOfReport } from '../output/report-tree.ts'
import { verdictText } from '../output/verdict-text.ts'
import { count, moment } from '../output/words.ts'
import { publicKey } from '../read-option.ts'

/** Threads that check signatures: past two, reading the file is what takes the time. */
const THREADS = 2

type Options = { readonly nodeKey?: PublicKeyHex; readonly receipt?: string }

/** `comunal verify`: checks a file by itself, with no node and no network. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('check a receipt, the evidence of a vote or decision, or a whole log; needs no node')
    .argument('<file>', 'the file')
    .option('--node-key <key>', 'key of the node that signed a receipt (else as this machine knows it)', publicKey)
    .option('--receipt <file>', 'receipt whose ballot has to be among those counted')
    .action(async (path: string, { nodeKey, receipt }: Options, command: Command) => {
      const context = contextOf(command)
      const bytes = readFile(path)
      const text = new TextDecoder().decode(bytes.subarray(0, 40))
      if (text.startsWith('c2sp.org/tlog-proof')) return verifyReceiptFile(context, decode(bytes), nodeKey)
      await using verifier = startVerifier(THREADS)
      process.exitCode = isLogFile(text)
        ? await verifyLogFile(context, decode(bytes), verifier.verifyMany)
        : await verifyEvidence(context, bytes, verifier.verifyMany, receipt && decode(readFile(receipt)))
    })
}

function verifyReceiptFile({ output, dataFolder }: Context, text: string, given: PublicKeyHex | undefined): void {
  const log = logOfCheckpoint(granted(readReceipt(text)).checkpoint)
  const nodeKey = given ?? (log && knownNode(dataFolder, log))
  if (!nodeKey) stopWith(refuse('receipt/unknown-node', { log: log ?? null }))
  const { id, index, checkpoint, entry } = granted(verifyReceipt(text, { publicKey: publicKeyBytes(nodeKey) }))
  if (!checkEntrySignature(entry, verifySignature)) stopWith(refuse('entry/bad-signature', { id }))
  const { kind, by, at } = entry.header
  const { size, root } = checkpoint
  const result = { verified: true, id, log: checkpoint.log, index, size, root: toHex(root), kind, by, at, nodeKey }
  output.result(result, () =>
    [
      'The receipt holds.',
      `Entry ${index} of ${size} in the log ${checkpoint.log}: ${kind}, signed ${moment(at)}`,
      `by ${by}.`,
    ].join('\n'),
  )
}

async function verifyLogFile({ output }: Context, text: string, verifyMany: VerifyMany): Promise<number> {
  const report = await verifyLog(granted(readLogFile(text)), verifyMany)
  output.result(
    report,
    () => `${report.name}: a log of ${count(report.size, 'entry', 'entries')}.\n${reportText(report)}`,
  )
  return report.verified ? EXIT.done : EXIT.refused
}

/** A decision that holds and is not yet witnessed by enough has an exit code of its own. */
async function verifyEvidence(
  { output }: Context,
  bytes: Uint8Array,
  verifyMany: VerifyMany,
  receiptText: string | undefined,
): Promise<number> {
  const options = { hash: nativeSha256, verify: verifyOneNatively, verifyMany, receipt: receiptText }
  const { decision, root: _, receipt, ...report } = granted(await verifyCar(bytes, options))
  const plain = { ...report, ...(receipt ? { receipt: { id: receipt.id, index: receipt.index } } : {}) }
  const text = () =>
    receipt ? `${reportText(plain)}\nThe ballot of the receipt is among them: ${receipt.id}.` : reportText(plain)
  if (!decision) output.result({ ...plain, decision: null }, text)
  else if ('motion' in decision) {
    const said = motionOfReport(decision)
    output.result({ ...plain, decision: said }, () => [motionText(said), text()].join('\n'))
  } else if ('tally' in decision) {
    const { group, charter, proposal, tally } = decision
    const {
      final: _,
      delegated: __,
      ...counted
    } = tallyView(decision.proposal.method, {
      ...tally,
      final: true,
      delegated: true,
    })
    const result = { group, name: charter.name, proposal: proposal.id, title: proposal.title, ...counted }
    output.result({ ...plain, decision: result }, () => [recountText(decision), text()].join('\n'))
  } else {
    const tree = treeOfReport(decision)
    output.result({ ...plain, decision: tree }, () => [verdictText(tree), text()].join('\n'))
  }
  if (!plain.verified) return EXIT.refused
  const isWaiting = decision && 'witnesses' in decision && decisionState(true, decision.witnesses) === 'waiting'
  return isWaiting ? EXIT.waiting : EXIT.done
}

/** Text as it was written; what is no UTF-8 becomes something that no receipt and no log has in it. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
