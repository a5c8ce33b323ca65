import type { DeviceKey } from '../device-key.ts'

/** A key that waits on this device until it is somebody's, apart from the key that may be here. */
export type AskingKey = { readonly key: DeviceKey; readonly request: string }

const PLACE = 'comunal.asking-key'

export function readAskingKey(storage: Storage): AskingKey | undefined {
  try {
    const stored: unknown = JSON.parse(storage.getItem(PLACE) ?? 'null')
    if (typeof stored !== 'object' || stored === null || !('key' in stored && 'request' in stored)) return undefined
    const key = keyIn(stored.key)
    return key && typeof stored.request === 'string' ? { key, request: stored.request } : undefined
  } catch {
    return undefined
  }
}

export function writeAskingKey(storage: Storage, { key, request }: AskingKey): void {
  storage.setItem(PLACE, JSON.stringify({ key, request }))
}

export function forgetAskingKey(storage: Storage): void {
  storage.removeItem(PLACE)
}

function keyIn(stored: unknown): DeviceKey | undefined {
  if (typeof stored !== 'object' || stored === null || !('key' in stored && 'seed' in stored)) return undefined
  const { key, seed } = stored
  return typeof key === 'string' && typeof seed === 'string' ? { key, seed } : undefined
}
