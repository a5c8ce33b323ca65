import type { DeviceKey } from '../device-key.ts'
import { shelfPlace } from '../own-places.ts'
import { type Holder, readHolders, withHolder, writeHolders } from './holders.ts'
import { leftOf, waitAfter } from './pin-rules.ts'
import type { Wrap } from './vault.ts'

/** The wrapped keys on a shared device, each read from and written to the browser's storage at once. */
export function openKeyRing(storage: Storage, now: () => number) {
  const holders = () => readHolders(storage)
  const find = (key: string) => holders()?.find(holder => holder.key === key)
  const put = (holder: Holder) => writeHolders(storage, withHolder(holders() ?? [], holder))
  const change = (key: string, part: Partial<Holder>) => {
    const holder = find(key)
    if (holder) put({ ...holder, ...part })
  }
  return {
    /** Undefined where the device is one person's. */
    holders,
    find,
    change,
    begin: () => writeHolders(storage, []),
    end: () => writeHolders(storage, undefined),
    add(deviceKey: DeviceKey, wrap: Wrap): void {
      const { key } = deviceKey
      put({ key, name: find(key)?.name ?? '', wrapped: wrap(deviceKey), wrong: 0, waitUntilMs: 0 })
    },
    drop(key: string): void {
      storage.removeItem(shelfPlace(key))
      writeHolders(
        storage,
        (holders() ?? []).filter(holder => holder.key !== key),
      )
    },
    /**
     * Tries a PIN; `open` unwraps with it. A try counts as wrong before it is made, so that a reload is no way around
     * the wait.
     */
    async tryPin(
      key: string,
      open: (holder: Holder) => Promise<DeviceKey | undefined>,
    ): Promise<DeviceKey | 'wrong' | 'wait'> {
      const holder = find(key)
      if (!holder) return 'wrong'
      if (leftOf(holder.waitUntilMs, now()) > 0) return 'wait'
      const wrong = holder.wrong + 1
      change(key, { wrong, waitUntilMs: now() + waitAfter(wrong) })
      const deviceKey = await open(holder)
      if (deviceKey) change(key, { wrong: 0, waitUntilMs: 0 })
      else change(key, { waitUntilMs: now() + waitAfter(wrong) })
      return deviceKey ?? 'wrong'
    },
  }
}
