import type { Cid } from '../bytes/cid.ts'
import type { Sha256 } from '../bytes/sha256.ts'
import type { Verify } from '../keys/verify.ts'
import type { VerifyMany } from '../keys/verify-many.ts'
import type { Receipt } from '../log/receipt.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { readCar } from './car.ts'
import { checkCounted } from './counted-receipt.ts'
import { openNotebook } from './report.ts'
import { type DecisionReport, verifyDecision } from './verify-decision.ts'

/** What a file of evidence shows, and the id of its table of contents. */
export type CarReport = DecisionReport & {
  readonly root: Cid
  /** The receipt that was asked about, where its ballot is among those counted. */
  readonly receipt: Receipt | null
}

/**
 * Verifies a file of evidence: its bytes, what it shows (`verifyDecision`), and that it holds nothing besides.
 * Each finding has the byte of the file at which its entry begins. Refuses with `evidence/bad` what is no such file.
 * @param options.receipt text of a receipt whose ballot has to be among those counted.
 */
export async function verifyCar(
  file: Uint8Array,
  options: { hash?: Sha256; verify?: Verify; verifyMany?: VerifyMany; receipt?: string | undefined } = {},
): Promise<CarReport | Refusal> {
  const car = readCar(file, options.hash)
  if (isRefusal(car)) return car
  const { root } = car
  const blocks = options.verify ? { ...car.blocks, verify: options.verify } : car.blocks
  const report = await verifyDecision(root, blocks, options.verifyMany)
  const notebook = openNotebook()
  // Where something does not hold the walk may have ended early.
  const [stray] = report.verified ? blocks.unread() : []
  // It would pass for evidence with whoever looks into the file.
  if (stray) notebook.find('', refuse('evidence/bad', { problem: 'a block that nothing names' }), stray)
  const receipt = report.verified && options.receipt !== undefined ? checkCounted(options.receipt, root, blocks) : null
  if (isRefusal(receipt)) notebook.find('the receipt', receipt)
  const findings = [...report.findings, ...notebook.report().findings].map(finding => ({
    ...finding,
    byte: (finding.id && blocks.startOf(finding.id)) ?? null,
  }))
  return { ...report, verified: findings.length === 0, findings, root, receipt: isRefusal(receipt) ? null : receipt }
}
