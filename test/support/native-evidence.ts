import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { verifyNatively, verifyOneNatively } from '../../node/log/native-verify.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { Blocks } from '../../protocol/federation/evidence.ts'
import { type DecisionReport, verifyDecision } from '../../protocol/federation/verify-decision.ts'
import type { VerifyMany } from '../../protocol/keys/verify-many.ts'

/** What a node checks files of evidence with: for tests that recount again and again. */
export const NATIVE: { hash: typeof nativeSha256; verify: typeof verifyOneNatively; verifyMany: VerifyMany } = {
  hash: nativeSha256,
  verify: verifyOneNatively,
  verifyMany: async messages => messages.map(verifyNatively),
}

/** `verifyDecision` at the speed of a node. */
export function recounted(root: Cid, blocks: Iterable<readonly [Cid, Uint8Array]>): Promise<DecisionReport> {
  const held = new Map(blocks)
  const { hash, verify, verifyMany } = NATIVE
  const native: Blocks = { get: id => held.get(id), hash, verify }
  return verifyDecision(root, native, verifyMany)
}
