import type { Cid } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type AmendmentRecord, amendmentOffered } from '../../../protocol/life/amendment.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

/** `own`: the draft that it became. `declined`: why the author did not take it over. */
export type StoredAmendment = AmendmentRecord & {
  readonly atMs: number
  readonly own: Cid | null
  readonly declined: string | null
}

type Row = {
  cid: string
  by: Uint8Array
  at_ms: number
  state: AmendmentRecord['state']
  own: string | null
  declined: string | null
  body: Uint8Array
}

export type Amendments = ReturnType<typeof openAmendments>

/** Other texts that members offer for a draft. */
export function openAmendments(store: Store) {
  const byId = store.prepare<[string], Row>('SELECT * FROM amendment WHERE cid = ?')
  const ofDraft = store.prepare<[string], Row>('SELECT * FROM amendment WHERE draft = ? ORDER BY position')
  return {
    get(id: Cid): StoredAmendment | undefined {
      const row = byId.get(id)
      return row && read(row)
    },
    /** In the order of the log. */
    list: (draft: Cid): StoredAmendment[] => ofDraft.all(draft).map(read),
  }
}

function read({ cid, by, at_ms, state, own, declined, body }: Row): StoredAmendment {
  return {
    ...readStored(amendmentOffered, body),
    id: storedCid(cid),
    by: publicKeyHex(by),
    atMs: at_ms,
    state,
    own: own === null ? null : storedCid(own),
    declined,
  }
}
