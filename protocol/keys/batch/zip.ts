/** What `combine` makes of each pair from two lists of one length. */
export function zip<A, B, C>(a: readonly A[], b: readonly B[], combine: (a: A, b: B) => C): C[] {
  if (a.length !== b.length) throw new RangeError('lists of one length')
  return a.flatMap((x, index) => b.slice(index, index + 1).map(y => combine(x, y)))
}
