import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { Charter } from '../group/charter.ts'
import { type KindName, type KnownEntry, openEntry } from '../kinds.ts'
import type { Entry } from '../log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { type Blocks, readEntry, readKnown } from './evidence.ts'

/** One recount under way: whatever does not hold goes into the notebook, and every entry read has its signature checked. */
export type Desk = {
  readonly blocks: Blocks
  readonly group: Cid
  /** The founding terms. */
  readonly founding: Charter
  /** The charters that were in force, by the entry that set each: the founding terms, then as they were amended. */
  readonly charters: ReadonlyMap<Cid, Charter>
  /** Keys that spoke for the group one after the other. */
  readonly nodes: readonly PublicKeyHex[]
  /** Hands an entry to have its signature checked. */
  check(entry: Entry): void
  find(refusal: Refusal, id?: Cid): void
}

/** An entry of the group's own log; whatever else it is goes into the notebook. */
export function readOwn<K extends KindName>(desk: Desk, id: Cid, kind: K): KnownEntry<K> | undefined {
  const known = readKnown(desk.blocks, id, kind)
  if (isRefusal(known)) return void desk.find(known, id)
  if (known.entry.header.log !== desk.group) return void desk.find(refuse('entry/wrong-log'), id)
  desk.check(known.entry)
  return known
}

/** The same, of whatever kind it is. */
export function readAny(desk: Desk, id: Cid): KnownEntry | undefined {
  const entry = readEntry(desk.blocks, id)
  const known = isRefusal(entry) ? entry : openEntry(entry)
  if (isRefusal(known)) return void desk.find(known, id)
  if (known.entry.header.log !== desk.group) return void desk.find(refuse('entry/wrong-log'), id)
  desk.check(known.entry)
  return known
}

export function requireNode({ nodes, find }: Desk, { id, header }: Entry): void {
  if (!nodes.includes(header.by)) find(refuse('entry/bad-signature', { problem: 'not by the node' }), id)
}
