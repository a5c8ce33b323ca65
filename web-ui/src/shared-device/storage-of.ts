/**
 * A browser's storage over a map.
 * @param onChange after every change.
 */
export function storageOf(items: Map<string, string>, onChange: () => void = () => undefined): Storage {
  return {
    get length() {
      return items.size
    },
    clear() {
      items.clear()
      onChange()
    },
    getItem: name => items.get(name) ?? null,
    key: index => [...items.keys()][index] ?? null,
    removeItem(name) {
      if (items.delete(name)) onChange()
    },
    setItem(name, value) {
      items.set(name, value)
      onChange()
    },
  }
}
