/**
 * What an entry may lose of its time on the way to the node, and by clocks that differ: a deadline that its author put an
 * hour ahead is a little less than an hour away when the node reads it.
 */
export const ON_THE_WAY_MS = 60_000
