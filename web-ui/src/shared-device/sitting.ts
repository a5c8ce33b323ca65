import { type DeviceKey, forgetDeviceKey, readDeviceKey, writeDeviceKey } from '../device-key.ts'
import { forgetReads } from '../offline/kept-reads.ts'
import { OWN_LOOKED, OWN_PLACES, shelfPlace } from '../own-places.ts'
import { type Holder, MOST_HOLDERS, readHolders, withHolder, writeHolders } from './holders.ts'
import { leftOf, waitAfter } from './pin-rules.ts'
import { storageOf } from './storage-of.ts'
import type { Wrap } from './vault.ts'

/** What the page knows of who sits here. */
export type Seat = {
  /** Whose key is in memory. */
  readonly deviceKey: DeviceKey | undefined
  /** Where this device keeps what is theirs alone. */
  readonly own: Storage
  /** Where their last visit ended, as a position of the log: it stands still while this one lasts. */
  readonly looked: number
  /** Who has a key here, wrapped; undefined where the device is one person's. */
  readonly holders: readonly Holder[] | undefined
  /** A PIN is chosen for the next key that comes to a shared device. */
  readonly isPrepared: boolean
}

export type Unlocked = 'open' | 'wrong' | 'wait'

/** One person's time at this page: on a device of one's own all of it, on a shared one from the unlocking to the lock. */
export type Sitting = ReturnType<typeof openSitting>

/** The module that wraps and seals: not for the first load. */
const vault = () => import('./vault.ts')
const reads = () => import('./sealed-reads.ts')
const shelves = () => import('./shelf.ts')

export function openSitting({
  storage,
  now,
  left,
  onLock,
  cost,
}: {
  readonly storage: Storage
  readonly now: () => number
  /** How slow a PIN is made; the usual where left out. */
  readonly cost?: number
  /** Settles when what is theirs who sat here before is put away. */
  readonly left: () => Promise<unknown>
  /** The page begins anew. `put`: puts away what is theirs. */
  onLock(put: () => Promise<void>): void
}) {
  const listeners = new Set<() => void>()
  const holders = readHolders(storage)
  let seat: Seat = {
    deviceKey: holders ? undefined : readDeviceKey(storage),
    ...ownIn(holders ? nobodys() : storage),
    holders,
    isPrepared: false,
  }
  let prepared: { readonly wrap: Wrap; shelfOf(key: DeviceKey): Storage } | undefined
  const become = (change: Partial<Seat>) => {
    seat = { ...seat, ...change }
    for (const listener of listeners) listener()
  }
  const writeDown = (next: readonly Holder[] | undefined) => {
    writeHolders(storage, next)
    become({ holders: next })
  }
  const standing = (key: string) => readHolders(storage)?.find(holder => holder.key === key)
  const put = (change: Partial<Holder> & Pick<Holder, 'key'>) => {
    const holder = standing(change.key)
    if (holder) writeDown(withHolder(readHolders(storage) ?? [], { ...holder, ...change }))
  }
  const prepare = async (pin: string) => {
    const [{ wrapWith, sealOf }, { openShelf }] = await Promise.all([vault(), shelves()])
    const wrap = await wrapWith(pin, cost)
    return { wrap, shelfOf: (key: DeviceKey) => openShelf(storage, key.key, sealOf(key)) }
  }
  const seatHolder = (deviceKey: DeviceKey, { wrap, shelfOf }: NonNullable<typeof prepared>) => {
    const name = standing(deviceKey.key)?.name ?? ''
    const holder = { key: deviceKey.key, name, wrapped: wrap(deviceKey), wrong: 0, waitUntilMs: 0 }
    writeHolders(storage, withHolder(readHolders(storage) ?? [], holder))
    become({ deviceKey, ...ownIn(shelfOf(deviceKey)), holders: readHolders(storage), isPrepared: false })
    prepared = undefined
  }
  const lock = () => {
    const { deviceKey } = seat
    become({ deviceKey: undefined, ...ownIn(nobodys()), isPrepared: false })
    prepared = undefined
    onLock(async () => {
      if (!deviceKey || !standing(deviceKey.key)) return
      const [{ sealOf }, { sealReads }] = await Promise.all([vault(), reads()])
      await sealReads(deviceKey.key, sealOf(deviceKey))
    })
  }
  const drop = (key: string) => {
    storage.removeItem(shelfPlace(key))
    writeDown((readHolders(storage) ?? []).filter(holder => holder.key !== key))
    reads()
      .then(({ dropReads }) => dropReads(key))
      .catch(() => undefined)
  }

  return {
    seat: () => seat,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** What unlocking needs is fetched before it is asked for: the node may be away by then. */
    warm: () => Promise.all([vault(), reads(), shelves()]).then(() => undefined),
    isFull: () => (seat.holders?.length ?? 0) >= MOST_HOLDERS,

    /** A key has come to this device: made here, or brought. On a shared one a PIN was chosen before. */
    keep(deviceKey: DeviceKey): void {
      if (!seat.holders) {
        forgetReads()
        writeDeviceKey(storage, deviceKey)
        become({ deviceKey })
        return
      }
      if (!prepared) throw new Error('no PIN was chosen for this key')
      seatHolder(deviceKey, prepared)
    },
    /** Takes the key of who sits here off the device, with all that they kept. */
    forget(): void {
      const { deviceKey } = seat
      if (seat.holders) {
        if (deviceKey) drop(deviceKey.key)
        lock()
        return
      }
      forgetReads()
      forgetDeviceKey(storage)
      become({ deviceKey: undefined })
    },
    /** The name by which the start screen calls who sits here. */
    callMe(name: string): void {
      const { deviceKey } = seat
      if (deviceKey && standing(deviceKey.key)?.name !== name) put({ key: deviceKey.key, name })
    },

    /** Makes the device shared; who has a key on it keeps it, under the PIN. */
    async share(pin: string | undefined): Promise<void> {
      const { deviceKey } = seat
      if (!deviceKey || pin === undefined) {
        writeDown([])
        return become(ownIn(nobodys()))
      }
      const ready = await prepare(pin)
      move(storage, ready.shelfOf(deviceKey))
      seatHolder(deviceKey, ready)
      forgetDeviceKey(storage)
      forgetReads()
    },
    /** Makes the device that of who sits here, alone on it; or nobody's. */
    unshare(): void {
      const { deviceKey, own } = seat
      const others = (readHolders(storage) ?? []).filter(({ key }) => key !== deviceKey?.key)
      if (others.length > 0) throw new Error('others have keys here')
      if (deviceKey) {
        move(own, storage)
        writeDeviceKey(storage, deviceKey)
        drop(deviceKey.key)
      }
      writeDown(undefined)
      become(ownIn(storage))
    },
    /** Chooses the PIN for the key that comes next. */
    async prepare(pin: string): Promise<void> {
      prepared = await prepare(pin)
      become({ isPrepared: true })
    },
    async changePin(pin: string): Promise<void> {
      const ready = await prepare(pin)
      if (seat.deviceKey) put({ key: seat.deviceKey.key, wrapped: ready.wrap(seat.deviceKey) })
    },
    /** Takes somebody else's key off the device. */
    drop,

    /** Tries a PIN. It is counted before it is tried, so that a reload is no way around the wait. */
    async unlock(key: string, pin: string): Promise<Unlocked> {
      const holder = standing(key)
      if (!holder) return 'wrong'
      if (leftOf(holder.waitUntilMs, now()) > 0) return 'wait'
      const wrong = holder.wrong + 1
      put({ key, wrong, waitUntilMs: now() + waitAfter(wrong) })
      const [{ unwrap, sealOf }, { openShelf }, { unsealReads }] = await Promise.all([vault(), shelves(), reads()])
      const deviceKey = await unwrap(pin, holder)
      if (!deviceKey) {
        put({ key, waitUntilMs: now() + waitAfter(wrong) })
        return 'wrong'
      }
      await left()
      const seal = sealOf(deviceKey)
      await unsealReads(key, seal).catch(() => undefined)
      put({ key, wrong: 0, waitUntilMs: 0 })
      become({ deviceKey, ...ownIn(openShelf(storage, key, seal)) })
      return 'open'
    },
    lock,
  }
}

/** What is kept for nobody lasts as long as the page. */
const nobodys = () => storageOf(new Map())

const ownIn = (own: Storage) => ({ own, looked: Number(own.getItem(OWN_LOOKED) ?? 0) || 0 })

function move(from: Storage, to: Storage): void {
  for (const place of OWN_PLACES) {
    const item = from.getItem(place)
    if (item !== null) to.setItem(place, item)
    from.removeItem(place)
  }
}
