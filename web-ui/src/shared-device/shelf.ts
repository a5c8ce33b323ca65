import { parseBase64, toBase64 } from '../../../protocol/bytes/base64.ts'
import { shelfPlace } from '../own-places.ts'
import { storageOf } from './storage-of.ts'
import type { Seal } from './vault.ts'

/** What one member keeps on a shared device: open in memory, sealed in the browser's storage after each change. */
export function openShelf(storage: Storage, key: string, { seal, open }: Seal): Storage {
  const sealed = parseBase64(storage.getItem(shelfPlace(key)) ?? '')
  const items = itemsIn(sealed && open(sealed))
  return storageOf(items, () => storage.setItem(shelfPlace(key), toBase64(seal(JSON.stringify([...items])))))
}

function itemsIn(text: string | undefined): Map<string, string> {
  const items: unknown = JSON.parse(text ?? '[]')
  if (!Array.isArray(items)) return new Map()
  return new Map(items.flatMap(([name, value]) => (typeof value === 'string' ? [[String(name), value]] : [])))
}
