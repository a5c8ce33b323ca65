import type { VerifyMany } from '../keys/verify-many.ts'
import { type Entry, signedMessage } from '../log/entry.ts'
import { refuse } from '../refusal.ts'
import type { Desk } from './desk.ts'

/** Entries whose signatures are checked at once while the next are read: threads and reader work side by side. */
const CHECKED_AT_ONCE = 2_048

/** Has signatures checked in batches while more entries are read; what does not hold is found. */
export function checkAlongside(verifyMany: VerifyMany, find: Desk['find']) {
  const batches: Promise<void>[] = []
  let unchecked: Entry[] = []
  let count = 0
  const checkBatch = async (batch: readonly Entry[]) => {
    const verdicts = await verifyMany(batch.map(signedMessage))
    for (const [i, { id, header }] of batch.entries()) {
      if (!verdicts[i]) find(refuse(header.kind === 'ballot/cast' ? 'ballot/bad-signature' : 'entry/bad-signature'), id)
    }
  }
  const flush = () => {
    batches.push(checkBatch(unchecked))
    unchecked = []
  }
  return {
    check(entry: Entry): void {
      count++
      if (unchecked.push(entry) === CHECKED_AT_ONCE) flush()
    },
    /** How many signatures were checked, once all are. */
    async finish(): Promise<number> {
      flush()
      await Promise.all(batches)
      return count
    },
  }
}
