/** A ranking from the best on; options in one tier are equally good. In a ranking without ties each stands alone. */
export type Tiers = readonly (readonly string[])[]

/** Where an option is let go: alone between tiers (before the one of this number), together with a tier, or off the ranking. */
export type Target = { readonly before: number } | { readonly into: number } | 'out'

/** A row of a ranking as it lies on the page; rows of one tier lie together. */
export type RowPlace = { readonly tier: number; readonly top: number; readonly bottom: number }

/** The ranking with an option moved; the tiers of the target are counted as they stood before. */
export function moveTo(tiers: Tiers, option: string, target: Target): string[][] {
  const held = tiers.map(tier => tier.filter(name => name !== option))
  if (target === 'out') return held.filter(isTaken)
  if ('into' in target) {
    return held.map((tier, place) => (place === target.into ? [...tier, option] : tier)).filter(isTaken)
  }
  return [...held.slice(0, target.before), [option], ...held.slice(target.before)].filter(isTaken)
}

/**
 * Where one step up (-1) or down (1) leads. Where options may share a place, who stands alone joins the neighbours first,
 * and who is with others leaves them. Undefined at either end.
 */
export function stepFrom(tiers: Tiers, option: string, by: -1 | 1, mayShare: boolean): Target | undefined {
  const at = placeOf(tiers, option)
  if (at === -1) return { before: tiers.length }
  if ((tiers[at] ?? []).length > 1) return { before: by < 0 ? at : at + 1 }
  const next = at + by
  if (next < 0 || next >= tiers.length) return undefined
  if (mayShare) return { into: next }
  return { before: by < 0 ? next : next + 1 }
}

/**
 * Where an option is let go at a height of the page. The middle half of a row is together with it, where places may be
 * shared; what is above or below is before or after it.
 * @param bottom where the ranking ends: below it is off the ranking.
 */
export function targetAt(y: number, rows: readonly RowPlace[], bottom: number, mayShare: boolean): Target {
  if (y > bottom) return 'out'
  for (const [place, { tier, top, bottom: end }] of rows.entries()) {
    if (y >= end) continue
    const edge = mayShare ? (end - top) / 4 : (end - top) / 2
    if (y < top + edge) return rows[place - 1]?.tier === tier ? { into: tier } : { before: tier }
    if (mayShare && y < end - edge) return { into: tier }
    return rows[place + 1]?.tier === tier ? { into: tier } : { before: tier + 1 }
  }
  return { before: (rows.at(-1)?.tier ?? -1) + 1 }
}

/** The number of an option's tier, from 0; -1 where it has none. */
export function placeOf(tiers: Tiers, option: string): number {
  return tiers.findIndex(tier => tier.includes(option))
}

function isTaken(tier: readonly string[]): boolean {
  return tier.length > 0
}
