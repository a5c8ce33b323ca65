import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { DelegationRow } from './delegation-table.ts'
import type { Choice, Profile } from './method.ts'
import { weightedProfileOf } from './methods/profile.ts'
import { representedBy, resolveDelegations } from './resolve-delegations.ts'

/**
 * The final ballots of a vote with what they weigh: one for the voter, and one for everybody for whom they speak by the
 * table of delegations. Whoever votes on paper passes nothing on, and a sheet weighs one.
 */
export function weighBallots(
  ballots: ReadonlyMap<PublicKeyHex, { readonly choice: Choice }>,
  table: readonly DelegationRow[],
  paper: { readonly keys: ReadonlySet<PublicKeyHex>; readonly choices: readonly Choice[] } = NO_PAPER,
): Profile {
  const delegates = new Map(table.filter(([voter]) => !paper.keys.has(voter)))
  const voices = resolveDelegations(
    delegates.keys(),
    key => delegates.get(key),
    key => ballots.has(key),
  )
  const represented = representedBy(voices)
  return weightedProfileOf(weighed())

  function* weighed() {
    for (const [key, { choice }] of ballots) yield { choice, weight: 1 + (represented.get(key) ?? 0) }
    for (const choice of paper.choices) yield { choice, weight: 1 }
  }
}

const NO_PAPER = { keys: new Set<PublicKeyHex>(), choices: [] }
