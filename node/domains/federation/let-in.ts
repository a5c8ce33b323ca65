import { readSigned } from '../../../protocol/federation/read-signed.ts'
import { readAmendment } from '../../../protocol/federation/replay-charter.ts'
import type { KeyChange, StewardKey } from '../../../protocol/federation/steward-key.ts'
import { keyReplaced } from '../../../protocol/group/lost-key.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'

/** A key of a steward that the rules have let in. */
export function keyIn({ replaced }: KeyChange): StewardKey {
  const known = readSigned(replaced, 'key/replaced', keyReplaced, verifyOneNatively)
  if (isRefusal(known)) throw new Error(`stored key does not read: ${known.code}`)
  return { member: known.body.member, key: known.body.key }
}

/** An amendment that the rules have let in. */
export function amendmentIn(encoded: Uint8Array) {
  const known = readAmendment(encoded, verifyOneNatively)
  if (isRefusal(known)) throw new Error(`stored amendment does not read: ${known.code}`)
  return known
}
