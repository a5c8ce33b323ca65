/** The key of this device's member. The seed stays in this browser's storage and is never sent. */
export type DeviceKey = {
  /** Public key, 64 hex digits. */
  readonly key: string
  /** 32 secret bytes as hex. */
  readonly seed: string
}

/** Where it lies in the browser's storage. */
export const DEVICE_KEY = 'comunal.key'

export function readDeviceKey(storage: Storage): DeviceKey | undefined {
  try {
    const stored: unknown = JSON.parse(storage.getItem(DEVICE_KEY) ?? 'null')
    if (typeof stored !== 'object' || stored === null || !('key' in stored && 'seed' in stored)) return undefined
    const { key, seed } = stored
    if (typeof key !== 'string' || typeof seed !== 'string') return undefined
    return /^[0-9a-f]{64}$/.test(key) && /^[0-9a-f]{64}$/.test(seed) ? { key, seed } : undefined
  } catch {
    return undefined
  }
}

export function writeDeviceKey(storage: Storage, { key, seed }: DeviceKey): void {
  storage.setItem(DEVICE_KEY, JSON.stringify({ key, seed }))
}

export function forgetDeviceKey(storage: Storage): void {
  storage.removeItem(DEVICE_KEY)
}
