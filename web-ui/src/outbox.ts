/** Signed entries that have not reached the node: sent in order, exactly once, when the connection is back. */
export type Waiting = { readonly id: string; readonly entry: string }

const PLACE = 'comunal.outbox'

export type Outbox = {
  readonly waiting: () => readonly Waiting[]
  add(item: Waiting): void
  /** Hands each to `deliver`, oldest first; stops at the first that throws what `isBroken` says is the connection's fault. */
  flush(deliver: (entry: string) => Promise<unknown>): Promise<void>
  subscribe(listener: () => void): () => void
}

/** The outbox in a browser's storage: it survives a closed page, and is the same for whoever sits at the device. */
export function openOutbox(storage: Storage, isBroken: (error: unknown) => boolean): Outbox {
  const listeners = new Set<() => void>()
  let items: readonly Waiting[] = read(storage)
  let flushing = false
  // Read again before each change: another window of the page may have added to it.
  const change = (changed: (items: readonly Waiting[]) => readonly Waiting[]) => {
    items = changed(read(storage))
    storage.setItem(PLACE, JSON.stringify(items))
    for (const listener of listeners) listener()
  }
  return {
    waiting: () => items,
    add: item => change(others => [...others, item]),
    async flush(deliver) {
      if (flushing) return
      flushing = true
      try {
        for (let first = items[0]; first; first = items[0]) {
          const { id, entry } = first
          try {
            await deliver(entry)
          } catch (error) {
            // A refusal is final: the node has judged it. Anything else is tried again.
            if (isBroken(error)) return
          }
          change(others => others.filter(item => item.id !== id))
        }
      } finally {
        flushing = false
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function read(storage: Storage): readonly Waiting[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(PLACE) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isWaiting) : []
  } catch {
    return []
  }
}

function isWaiting(value: unknown): value is Waiting {
  if (typeof value !== 'object' || value === null) return false
  return 'id' in value && typeof value.id === 'string' && 'entry' in value && typeof value.entry === 'string'
}
