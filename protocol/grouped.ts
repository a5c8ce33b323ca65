/**
 * Items by what they have in common, in the order in which they come. It is `Map.groupBy`, which browsers of 2023 do not have:
 * they recount votes by these rules, too.
 */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
