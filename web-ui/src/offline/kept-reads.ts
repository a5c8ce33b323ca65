import { KEPT_AT, READS } from './kept-header.ts'

/** When what the page shows was read, where that was not just now: the oldest of it, in milliseconds. */
export type KeptReads = {
  oldestMs(): number | undefined
  /** An answer came: kept on this device, or fresh from the node, which is there again then. */
  note(answer: Response): void
  subscribe(listener: () => void): () => void
}

/** @param onKept something older than now was answered. */
export function openKeptReads(onKept: () => void): KeptReads {
  const listeners = new Set<() => void>()
  let oldest: number | undefined
  const become = (ms: number | undefined) => {
    if (ms === oldest) return
    oldest = ms
    for (const listener of listeners) listener()
  }
  return {
    oldestMs: () => oldest,
    note(answer) {
      const keptAt = answer.headers.get(KEPT_AT)
      if (keptAt !== null) onKept()
      become(keptAt === null ? undefined : Math.min(Number(keptAt), oldest ?? Number(keptAt)))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Forgets what the node has told this device: it was for another member's eyes. Browsers know caches on safe origins only. */
export function forgetReads(): void {
  if ('caches' in globalThis) forgetCaches().catch(() => undefined)
}

async function forgetCaches(): Promise<void> {
  const names = (await caches.keys()).filter(name => name.startsWith(READS))
  await Promise.all(names.map(name => caches.delete(name)))
}

/**
 * Keeps the page on this device, every file of it. Only where the origin is safe: HTTPS, or this machine itself.
 * @returns whether it is; a full device, or a file that was cut off, keeps none.
 */
export async function keepPageOnDevice(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false
  const registered = navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
  const { installing, waiting, active } = (await registered) ?? {}
  const coming = installing ?? waiting
  return coming ? isInstalled(coming) : Boolean(active)
}

/** Settles when the browser is done with it, one way or the other. */
function isInstalled(worker: ServiceWorker): Promise<boolean> {
  return new Promise(resolve => {
    const look = () => {
      if (worker.state === 'activated' || worker.state === 'redundant') resolve(worker.state === 'activated')
    }
    worker.addEventListener('statechange', look)
    look()
  })
}
