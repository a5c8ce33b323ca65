/** Signed entries that have not reached the node: sent in order, exactly once, when the connection is back. */
export type Waiting = { readonly id: string; readonly entry: string }

/** What the node refused when it came: who wrote it does not know yet. */
export type Refused = { readonly id: string; readonly code: string; readonly sentence: string }

const PLACE = 'comunal.outbox'
const REFUSED = 'comunal.refused'
const MOST_REFUSED = 50

export type Outbox = {
  readonly waiting: () => readonly Waiting[]
  readonly refused: () => readonly Refused[]
  /** Who wrote it has seen that it was refused. */
  read(id: string): void
  add(item: Waiting): void
  /** Hands each to `deliver`, oldest first; stops at the first that throws what `isBroken` says is the connection's fault. */
  flush(deliver: (entry: string) => Promise<unknown>): Promise<void>
  subscribe(listener: () => void): () => void
}

/** The outbox in a browser's storage: it survives a closed page, and is the same for whoever sits at the device. */
export function openOutbox(storage: Storage, isBroken: (error: unknown) => boolean): Outbox {
  const listeners = new Set<() => void>()
  let items: readonly Waiting[] = read(storage, PLACE, isWaiting)
  let refused: readonly Refused[] = read(storage, REFUSED, isRefused)
  let flushing = false
  const tell = () => {
    for (const listener of listeners) listener()
  }
  // Read again before each change: another window of the page may have added to it.
  const change = (changed: (items: readonly Waiting[]) => readonly Waiting[]) => {
    items = changed(read(storage, PLACE, isWaiting))
    storage.setItem(PLACE, JSON.stringify(items))
    tell()
  }
  const changeRefused = (changed: (answers: readonly Refused[]) => readonly Refused[]) => {
    refused = changed(read(storage, REFUSED, isRefused)).slice(-MOST_REFUSED)
    storage.setItem(REFUSED, JSON.stringify(refused))
    tell()
  }
  return {
    waiting: () => items,
    refused: () => refused,
    read: id => changeRefused(answers => answers.filter(answer => answer.id !== id)),
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
            changeRefused(answers => [...answers, { id, ...refusalIn(error) }])
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

function refusalIn(error: unknown): { code: string; sentence: string } {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return { code: typeof code === 'string' ? code : '', sentence: error instanceof Error ? error.message : '' }
}

function read<Item>(storage: Storage, place: string, is: (value: unknown) => value is Item): readonly Item[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(place) ?? '[]')
    return Array.isArray(stored) ? stored.filter(is) : []
  } catch {
    return []
  }
}

const isWaiting = (value: unknown): value is Waiting => hasTexts(value, ['id', 'entry'])
const isRefused = (value: unknown): value is Refused => hasTexts(value, ['id', 'code', 'sentence'])

function hasTexts(value: unknown, names: readonly string[]): boolean {
  return (
    typeof value === 'object' && value !== null && names.every(name => typeof Reflect.get(value, name) === 'string')
  )
}
