/** Hashes in a full tile: a subtree of height 8. */
export const TILE_WIDTH = 256
/** Levels of the Merkle tree between one level of tiles and the next. */
export const TILE_HEIGHT = 8

/** One tile of hashes, or one bundle of entries; `width` is 256 where it is full. */
export type TilePath = { readonly level: number | 'entries'; readonly index: number; readonly width: number }

/**
 * What stands after `tile/`: level, index in groups of three digits, and the width of one that is not full, as in
 * `0/x001/x234/067.p/8`. Undefined for anything else. Source: https://c2sp.org/tlog-tiles
 */
export function parseTilePath(path: string): TilePath | undefined {
  const [, level = '', groups = '', partial] =
    /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? []
  if (groups === '' || groups.startsWith('x000/')) return undefined
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const width = partial === undefined ? TILE_WIDTH : Number(partial)
  if (!Number.isSafeInteger(index) || (partial !== undefined && width >= TILE_WIDTH)) return undefined
  if (level === 'entries') return { level, index, width }
  return Number(level) > 63 ? undefined : { level: Number(level), index, width }
}

/** How many hashes there are of a level of tiles in a tree of `size` leaves: only full tiles below are hashed into it. */
export function hashesAtTileLevel(level: number, size: number): number {
  let hashes = size
  for (let at = 0; at < level && hashes > 0; at++) hashes = Math.floor(hashes / TILE_WIDTH)
  return hashes
}
