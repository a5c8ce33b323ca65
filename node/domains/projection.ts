import type { Cid } from '../../protocol/bytes/cid.ts'
import type { KindName, KnownEntry } from '../../protocol/kinds.ts'

/** Where an entry stands in the store. */
export type Place = {
  /** Row of its log. */
  readonly log: number
  readonly logId: Cid
  /** Place in its log. */
  readonly index: number
  /** Order of arrival over all logs. */
  readonly position: number
  /** The node's clock when it was accepted. */
  readonly acceptedAtMs: number
}

/** What one domain does with the kinds that are its own; runs inside the transaction that appends the entry. */
export type Projection<K extends KindName> = {
  readonly [N in K]: (known: KnownEntry<N>, place: Place) => void
}
