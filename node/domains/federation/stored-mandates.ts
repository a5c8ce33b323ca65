import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type Mandate, mandateIssued } from '../../../protocol/federation/mandate.ts'
import { readBody } from '../../../protocol/log/body.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** What groups have answered to federated proposals, in their feeds. */
export function openStoredMandates(store: Store) {
  const mandatesOf = store.prepare<[string], { cid: string; body: Uint8Array; feed: string }>(
    `SELECT mandate.cid, body, log.cid AS feed FROM mandate JOIN log ON log.id = mandate.log
     WHERE proposal = ? ORDER BY mandate.cid`,
  )
  const refusedMandates = store.prepare<
    [],
    { header: Uint8Array; signature: Uint8Array; body: Uint8Array | null; group_cid: string }
  >(
    `SELECT header, signature, entry.body, group_cid FROM feed CROSS JOIN entry ON entry.log = feed.log
     WHERE kind = 'mandate/issued' AND kind <> 'ballot/cast' AND refused IS NOT NULL ORDER BY position`,
  )
  const mandateOf = store.prepare<[string], Uint8Array>('SELECT body FROM mandate WHERE cid = ?').pluck()

  return {
    /** With the feed that each stands in: a group whose node got a new key begins another. */
    mandates: (proposalId: Cid): (Mandate & { feed: Cid })[] =>
      mandatesOf.all(proposalId).map(({ cid, body, feed }) => ({
        ...readStored(mandateIssued, body),
        id: storedCid(cid),
        feed: storedCid(feed),
      })),
    /** Mandates that stand in a group's own feed and were refused there, for one proposal: without effect, but named. */
    refusedMandates(proposalId: Cid): Mandate[] {
      return refusedMandates.all().flatMap(({ header, signature, body, group_cid }) => {
        const entry = decodeEntry({ header, signature, body })
        const mandate = isRefusal(entry) ? entry : readBody(mandateIssued, entry)
        if (isRefusal(entry) || isRefusal(mandate) || mandate.proposal !== proposalId) return []
        if (mandate.group !== group_cid) return []
        return [{ ...mandate, id: entry.id }]
      })
    },
    mandate(id: Cid): Mandate | undefined {
      const body = mandateOf.get(id)
      return body && { ...readStored(mandateIssued, body), id }
    },
  }
}
