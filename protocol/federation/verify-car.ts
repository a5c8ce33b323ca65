import type { Cid } from '../bytes/cid.ts'
import type { Sha256 } from '../bytes/sha256.ts'
import type { VerifyMany } from '../keys/verify-many.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { readCar } from './car.ts'
import { openNotebook } from './report.ts'
import { type DecisionReport, verifyDecision } from './verify-decision.ts'

/** What a file of evidence shows, and the id of its table of contents. */
export type CarReport = DecisionReport & { readonly root: Cid }

/**
 * Verifies a file of evidence: its bytes, what it shows (`verifyDecision`), and that it holds nothing besides.
 * Each finding has the byte of the file at which its entry begins. Refuses with `evidence/bad` what is no such file.
 */
export async function verifyCar(
  file: Uint8Array,
  options: { hash?: Sha256; verifyMany?: VerifyMany } = {},
): Promise<CarReport | Refusal> {
  const car = readCar(file, options.hash)
  if (isRefusal(car)) return car
  const { root, blocks } = car
  const report = await verifyDecision(root, blocks, options.verifyMany)
  // Where something does not hold the walk may have ended early.
  const [stray] = report.verified ? blocks.unread() : []
  const found = stray ? strayBlock(stray) : report.findings
  const findings = found.map(finding => ({
    ...finding,
    byte: (finding.id && blocks.startOf(finding.id)) ?? null,
  }))
  return { ...report, verified: findings.length === 0, findings, root }
}

/** A block that nothing names would pass for evidence with whoever looks into the file. */
function strayBlock(id: Cid): DecisionReport['findings'] {
  const notebook = openNotebook()
  notebook.find('', refuse('evidence/bad', { problem: 'a block that nothing names' }), id)
  return notebook.report().findings
}
