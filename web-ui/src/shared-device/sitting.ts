import { type DeviceKey, forgetDeviceKey, readDeviceKey, writeDeviceKey } from '../device-key.ts'
import { forgetReads } from '../offline/kept-reads.ts'
import { OWN_LOOKED, OWN_PLACES } from '../own-places.ts'
import { type Holder, MOST_HOLDERS } from './holders.ts'
import { openKeyRing } from './key-ring.ts'
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

type Unlocked = 'open' | 'wrong' | 'wait'

/** A PIN that was chosen, made into what wraps a key and opens the shelf of whose it is. */
type Prepared = { readonly wrap: Wrap; shelfOf(key: DeviceKey): Storage }

type Parts = {
  readonly storage: Storage
  readonly now: () => number
  /** How slow a PIN is made; the usual where left out. */
  readonly cost?: number
  /** Settles when what is theirs who sat here before is put away. */
  readonly left: () => Promise<unknown>
  /** The page begins anew. `putAway`: puts away what is theirs. */
  onLock(putAway: () => Promise<void>): void
}

/** The modules that wrap and seal: not for the first load. */
const loadVault = () => import('./vault.ts')
const loadShelf = () => import('./shelf.ts')
const loadReads = () => import('./sealed-reads.ts')

/** One person's time at this page: on a device of one's own all of it, on a shared one from the unlocking to the lock. */
export type Sitting = ReturnType<typeof openSitting>

export function openSitting({ storage, now, cost, left, onLock }: Parts) {
  const ring = openKeyRing(storage, now)
  const listeners = new Set<() => void>()
  const isShared = ring.holders() !== undefined
  let prepared: Prepared | undefined
  let seat: Seat = {
    deviceKey: isShared ? undefined : readDeviceKey(storage),
    ...ownIn(isShared ? nobodys() : storage),
    holders: ring.holders(),
    isPrepared: false,
  }
  /** Takes over what changed, with the list of keys as it stands now. */
  const become = (change: Partial<Seat>) => {
    seat = { ...seat, ...change, holders: ring.holders(), isPrepared: prepared !== undefined }
    for (const listener of listeners) listener()
  }
  const made = async (pin: string): Promise<Prepared> => {
    const [{ wrapWith, sealOf }, { openShelf }] = await Promise.all([loadVault(), loadShelf()])
    const wrap = await wrapWith(pin, cost)
    return { wrap, shelfOf: deviceKey => openShelf(storage, deviceKey.key, sealOf(deviceKey)) }
  }
  const seatHolder = (deviceKey: DeviceKey, { wrap, shelfOf }: Prepared) => {
    ring.add(deviceKey, wrap)
    prepared = undefined
    become({ deviceKey, ...ownIn(shelfOf(deviceKey)) })
  }
  const drop = (key: string) => {
    ring.drop(key)
    loadReads()
      .then(({ dropReads }) => dropReads(key))
      .catch(() => undefined)
    become({})
  }
  const lock = () => {
    const { deviceKey } = seat
    prepared = undefined
    become({ deviceKey: undefined, ...ownIn(nobodys()) })
    onLock(async () => {
      if (!deviceKey || !ring.find(deviceKey.key)) return
      const [{ sealOf }, { sealReads }] = await Promise.all([loadVault(), loadReads()])
      await sealReads(deviceKey.key, sealOf(deviceKey))
    })
  }

  return {
    seat: () => seat,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** What unlocking needs is fetched before it is asked for: the node may be away by then. */
    warm: () => Promise.all([loadVault(), loadShelf(), loadReads()]).then(() => undefined),
    isFull: () => (seat.holders?.length ?? 0) >= MOST_HOLDERS,

    /** A key has come to this device: made here, or brought. On a shared one a PIN was chosen before. */
    keep(deviceKey: DeviceKey): void {
      if (seat.holders) {
        if (!prepared) throw new Error('no PIN was chosen for this key')
        seatHolder(deviceKey, prepared)
        return
      }
      forgetReads()
      writeDeviceKey(storage, deviceKey)
      become({ deviceKey })
    },
    /** Takes the key of who sits here off the device, with all that they kept. */
    forget(): void {
      const { deviceKey, holders } = seat
      if (holders) {
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
      const { key = '' } = seat.deviceKey ?? {}
      const holder = ring.find(key)
      if (!holder || holder.name === name) return
      ring.change(key, { name })
      become({})
    },

    /** Makes the device shared; who has a key on it keeps it, under the PIN. */
    async share(pin: string | undefined): Promise<void> {
      const { deviceKey } = seat
      if (!deviceKey || pin === undefined) {
        ring.begin()
        become(ownIn(nobodys()))
        return
      }
      const ready = await made(pin)
      move(storage, ready.shelfOf(deviceKey))
      seatHolder(deviceKey, ready)
      forgetDeviceKey(storage)
      forgetReads()
    },
    /** Makes the device that of who sits here, alone on it; or nobody's. */
    unshare(): void {
      const { deviceKey, own } = seat
      if (ring.holders()?.some(({ key }) => key !== deviceKey?.key)) throw new Error('others have keys here')
      if (deviceKey) {
        move(own, storage)
        writeDeviceKey(storage, deviceKey)
        drop(deviceKey.key)
      }
      ring.end()
      become(ownIn(storage))
    },
    /** Chooses the PIN for the key that comes next. */
    async prepare(pin: string): Promise<void> {
      prepared = await made(pin)
      become({})
    },
    /** Nobody came after all: the PIN that was chosen is not for whoever comes next. */
    unprepare(): void {
      if (!prepared) return
      prepared = undefined
      become({})
    },
    async changePin(pin: string): Promise<void> {
      const { wrap } = await made(pin)
      if (seat.deviceKey) ring.change(seat.deviceKey.key, { wrapped: wrap(seat.deviceKey) })
      become({})
    },
    /** Takes somebody else's key off the device. */
    drop,
    /** In another window the list of keys has changed: whoever sits here without one any more is gone. */
    follow(): void {
      const { holders, deviceKey } = seat
      if (holders && deviceKey && !ring.find(deviceKey.key)) lock()
      else become({})
    },

    /** Opens a key with its PIN. */
    async unlock(key: string, pin: string): Promise<Unlocked> {
      const [{ unwrap, sealOf }, { openShelf }, { unsealReads }] = await Promise.all([
        loadVault(),
        loadShelf(),
        loadReads(),
      ])
      const found = await ring.tryPin(key, holder => unwrap(pin, holder))
      if (typeof found === 'string') {
        become({})
        return found
      }
      await left()
      const seal = sealOf(found)
      await unsealReads(key, seal).catch(() => undefined)
      become({ deviceKey: found, ...ownIn(openShelf(storage, key, seal)) })
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
