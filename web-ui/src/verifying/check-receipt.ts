import { fromHex } from '../../../protocol/bytes/hex.ts'
import { verifyReceipt } from '../../../protocol/log/receipt.ts'
import { isRefusal, refusalSentence } from '../../../protocol/refusal.ts'

export type CheckedReceipt =
  | { readonly holds: true; readonly index: number; readonly size: number }
  | { readonly holds: false; readonly sentence: string }

/** Whether the node of this group promised, by its signature, that this very entry is in the log. */
export function checkReceipt(text: string, nodeKey: string, entry: string): CheckedReceipt {
  const receipt = verifyReceipt(text, { publicKey: fromHex(nodeKey) })
  if (isRefusal(receipt)) return { holds: false, sentence: refusalSentence(receipt) }
  if (receipt.id !== entry) return { holds: false, sentence: receipt.id }
  return { holds: true, index: receipt.index, size: receipt.checkpoint.size }
}
