import { drawOrder } from './draw.ts'
import type { Tie } from './outcome.ts'

/** The votes of every option that stands at the end of a stage of a count, in whatever unit that stage has. */
export type Stage = ReadonlyMap<string, bigint>

/**
 * Most votes first: at the last stage; where these are equal at the one before, back to the first; then by the draw or,
 * without a seed, by name, where the order decides nothing.
 */
export function orderByStages(options: readonly string[], stages: readonly Stage[], seed?: Uint8Array): string[] {
  const byName = options.toSorted().sort((a, b) => compareStages(b, a, stages))
  const isTied = (option: string, place: number) =>
    place > 0 && compareStages(byName[place - 1] ?? '', option, stages) === 0
  if (!seed || !byName.some(isTied)) return byName
  return drawOrder(seed, options).sort((a, b) => compareStages(b, a, stages))
}

/** The tie that a cut goes through, of ordered options with the same votes on both sides of it; none where they differ. */
export function tieAcross(ordered: readonly string[], cut: number, stages: readonly Stage[]): Tie[] {
  const [above, below] = [ordered[cut - 1], ordered[cut]]
  const last = stages.slice(-1)
  if (above === undefined || below === undefined || compareStages(above, below, last) !== 0) return []
  return [
    {
      options: ordered.filter(option => compareStages(option, above, last) === 0),
      brokenBy: compareStages(above, below, stages) === 0 ? 'draw' : 'method',
    },
  ]
}

/** Ordered options in tiers of the same votes at the last stage. */
export function tiersByVotes(ordered: readonly string[], stages: readonly Stage[]): string[][] {
  const tiers: string[][] = []
  for (const option of ordered) {
    const tier = tiers.at(-1)
    if (tier?.[0] !== undefined && compareStages(tier[0], option, stages.slice(-1)) === 0) tier.push(option)
    else tiers.push([option])
  }
  return tiers
}

function compareStages(a: string, b: string, stages: readonly Stage[]): number {
  for (let stage = stages.length - 1; stage >= 0; stage--) {
    const [one, other] = [stages[stage]?.get(a) ?? 0n, stages[stage]?.get(b) ?? 0n]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
