import type { Cast } from '../cast.ts'
import { between, seeded } from '../seeded.ts'
import { bytesAtRest, decideOnce, type FederationRun } from './one-federation.ts'

/** How long a group's vote lasts: the seconds that no network takes away, and that are not counted. */
export const VOTE_MS = 60_000

/** One level of federations, the lowest first: how many there are and what all of them together sent. */
export type Level = {
  readonly federations: number
  readonly groups: number
  /** Federations that were run; the others are draws among them. */
  readonly run: number
  readonly messages: number
  readonly bytes: number
  /** Of them the largest decision body. */
  readonly decisionBytes: number
}

/** One decision over all levels. */
export type Decision = {
  readonly groups: number
  readonly perFederation: number
  readonly levels: readonly Level[]
  readonly messages: number
  readonly bytes: number
  readonly bytesPerNode: number
  /** From the proposal at the top until every node of the top federation has its decision, the vote itself left out. */
  readonly seconds: number
}

export type Parts = {
  readonly cast: Cast
  readonly groups: number
  readonly perFederation: number
  /** How many federations of a level are run. */
  readonly sample: number
  readonly seed: number
  readonly say: (sentence: string) => void
}

/** How many federations there are at each level, the lowest first, up to the one at the top. */
export function shapeOf(groups: number, perFederation: number): number[] {
  const shape: number[] = []
  for (let below = groups; shape.length === 0 || below > 1; ) {
    below = Math.ceil(below / perFederation)
    shape.push(below)
  }
  return shape
}

/**
 * A decision of all groups: the proposal goes down level by level, each group votes, each federation decides over its members'
 * mandates and answers the one above. A federation below is, for the one above, a member that takes as long as it takes.
 */
export function decideOverLevels({ cast, groups, perFederation, sample, seed, say }: Parts): Decision {
  const random = seeded(seed)
  const levels: Level[] = []
  let below: readonly number[] = [VOTE_MS]
  let members = groups
  let top: FederationRun | undefined
  for (const federations of shapeOf(groups, perFederation)) {
    const size = Math.ceil(members / federations)
    const runs: FederationRun[] = []
    for (let i = 0; i < Math.min(sample, federations); i++) {
      const answersAfterMs = Array.from({ length: size }, () => below[between(random, 0, below.length - 1)] ?? VOTE_MS)
      runs.push(decideOnce(cast, between(random, 1, 2 ** 30), answersAfterMs))
      say(`${groups} groups, level ${levels.length + 1}: ${i + 1} of ${federations} federations`)
    }
    const mean = (of: (run: FederationRun) => number) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length
    levels.push({
      federations,
      groups: size,
      run: runs.length,
      messages: Math.round(mean(({ messages }) => messages) * federations),
      bytes: Math.round(mean(({ bytes, idBytes }) => bytes + idBytes) * federations),
      decisionBytes: Math.max(...runs.map(({ decisionBytes }) => decisionBytes)),
    })
    below = runs.map(({ decidedMs }) => decidedMs)
    top = runs.at(-1)
    members = federations
  }
  const messages = levels.reduce((sum, level) => sum + level.messages, 0)
  const bytes = levels.reduce((sum, level) => sum + level.bytes, 0)
  const nodes = groups + levels.reduce((sum, { federations }) => sum + federations, 0)
  const seconds = ((top?.knownMs ?? 0) - VOTE_MS) / 1_000
  return { groups, perFederation, levels, messages, bytes, bytesPerNode: bytes / nodes, seconds }
}

/** What a node moves in an hour only to know that nothing is missing. */
export function bytesPerHourAtRest(cast: Cast, seed: number, groups: number): number {
  return 60 * bytesAtRest(cast, seed, groups)
}
