/** Somebody whose key is on a shared device, wrapped with their PIN. */
export type Holder = {
  /** Public key, 64 hex digits. */
  readonly key: string
  readonly name: string
  readonly wrapped: Wrapped
  /** Wrong PINs in a row, and until when none is taken. */
  readonly wrong: number
  readonly waitUntilMs: number
}

/** A seed under a PIN: `salt` and `sealed` as hex, `cost` the logarithm of scrypt's N. */
export type Wrapped = { readonly salt: string; readonly cost: number; readonly sealed: string }

/** Where it stands that a device is shared, and by whom. */
export const SHARED = 'comunal.shared'
/** Names on one screen. */
export const MOST_HOLDERS = 50

/** Who has a key on this device, in the order of their coming; undefined where the device is one person's. */
export function readHolders(storage: Storage): readonly Holder[] | undefined {
  const stored = storage.getItem(SHARED)
  if (stored === null) return undefined
  try {
    const holders: unknown = JSON.parse(stored)
    return Array.isArray(holders) ? holders.filter(isHolder) : []
  } catch {
    return []
  }
}

/** @param holders undefined: the device is one person's again. */
export function writeHolders(storage: Storage, holders: readonly Holder[] | undefined): void {
  if (holders) storage.setItem(SHARED, JSON.stringify(holders))
  else storage.removeItem(SHARED)
}

/** Puts somebody on the list, in place of what stood there of them. */
export function withHolder(holders: readonly Holder[], holder: Holder): readonly Holder[] {
  const isThere = holders.some(({ key }) => key === holder.key)
  return isThere ? holders.map(one => (one.key === holder.key ? holder : one)) : [...holders, holder]
}

function isHolder(value: unknown): value is Holder {
  const [key, name, wrong, wait] = fieldsOf(value, ['key', 'name', 'wrong', 'waitUntilMs'])
  const [salt, cost, sealed] = fieldsOf(fieldsOf(value, ['wrapped'])[0], ['salt', 'cost', 'sealed'])
  const isWrapped = isHex(salt) && isHex(sealed) && typeof cost === 'number'
  const isCounted = typeof wrong === 'number' && typeof wait === 'number'
  return isWrapped && isCounted && typeof name === 'string' && typeof key === 'string' && /^[0-9a-f]{64}$/.test(key)
}

function fieldsOf(value: unknown, names: readonly string[]): unknown[] {
  return names.map(name => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined))
}

const isHex = (value: unknown) => typeof value === 'string' && /^(?:[0-9a-f]{2})+$/.test(value)
