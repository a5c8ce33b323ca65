import { OWN_SEQ, OWN_WRITINGS } from './own-places.ts'

/** Something that was signed here without a connection and waits to be sent. */
export type KeptWriting = {
  /** Entry id. */
  readonly id: string
  readonly kind: string
  /** Id of what it is about: a vote, an objection, a task; a key for somebody. */
  readonly about: string
  /** What was said; empty where nothing is. */
  readonly text: string
}

export function readWritings(own: Storage): readonly KeptWriting[] {
  const stored = parsed(own.getItem(OWN_WRITINGS))
  return Array.isArray(stored) ? stored.filter(isWriting) : []
}

export function keepWriting(own: Storage, writing: KeptWriting): void {
  own.setItem(OWN_WRITINGS, JSON.stringify([...readWritings(own), writing]))
}

/** @param isNeeded whether it waits still, or was refused and not yet read. */
export function tidyWritings(own: Storage, isNeeded: (id: string) => boolean): void {
  const all = readWritings(own)
  const needed = all.filter(({ id }) => isNeeded(id))
  if (needed.length < all.length) own.setItem(OWN_WRITINGS, JSON.stringify(needed))
}

/** The highest value of this member's counter in a log that this device knows; 0 where it knows none. */
export function knownSeq(own: Storage, log: string): number {
  const stored = parsed(own.getItem(OWN_SEQ))
  const seq: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, log) : undefined
  return typeof seq === 'number' && Number.isSafeInteger(seq) ? seq : 0
}

export function noteSeq(own: Storage, log: string, seq: number): void {
  own.setItem(OWN_SEQ, JSON.stringify({ [log]: Math.max(seq, knownSeq(own, log)) }))
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

function isWriting(value: unknown): value is KeptWriting {
  if (typeof value !== 'object' || value === null) return false
  return ['id', 'kind', 'about', 'text'].every(name => typeof Reflect.get(value, name) === 'string')
}
