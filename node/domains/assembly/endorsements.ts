import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Endorsement } from '../../../protocol/group/endorsement.ts'
import type { Store } from '../../store/open.ts'

/** Whom a member has vouched for, in the order of their keys. */
export function openEndorsements(store: Store): (log: number, voucher: PublicKeyHex) => Endorsement[] {
  const byVoucher = store.prepare<
    [number, Uint8Array],
    { member: Uint8Array; taken_until_ms: number; for_cause: number }
  >('SELECT member, taken_until_ms, for_cause FROM vouch WHERE log = ? AND voucher = ? ORDER BY member')
  return (log, voucher) =>
    byVoucher.all(log, fromHex(voucher)).map(({ member, taken_until_ms, for_cause }) => ({
      member: publicKeyHex(member),
      takenUntilMs: taken_until_ms,
      forCause: for_cause === 1,
    }))
}
