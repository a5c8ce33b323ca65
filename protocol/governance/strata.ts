import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, type Infer, integer, list, object } from '../bytes/schema.ts'
import { permits, ROLES, type Role, role } from '../group/role.ts'
import { electorateRoot } from './electorate.ts'
import { drawOrder } from './methods/draw.ts'

/** The holders of one role in a pool: what a draw may be in proportion to. */
export type Stratum = { readonly role: Role; readonly keys: readonly PublicKeyHex[] }

/** Strata as the node commits to them; `root`: Merkle root over the keys in ascending order. */
export const strataCodec = list(object({ role, count: integer({ min: 1 }), root: bytes(32) }), { max: ROLES.length })
export type CommittedStrata = Infer<typeof strataCodec>

/** Everyone who may vote by their roles, in the order of roles; roles that nobody has are left out. */
export function strataOf(holders: (role: Role) => readonly PublicKeyHex[]): Stratum[] {
  return ROLES.filter(name => permits(name, 'vote'))
    .map(name => ({ role: name, keys: holders(name) }))
    .filter(({ keys }) => keys.length > 0)
}

export function commitStrata(strata: readonly Stratum[]): CommittedStrata {
  return strata.map(({ role: name, keys }) => ({ role: name, count: keys.length, root: electorateRoot(keys) }))
}

/** Whether these are the very strata that were committed to. Keys are in ascending order. */
export function areCommitted(strata: readonly Stratum[], committed: CommittedStrata): boolean {
  return (
    strata.length === committed.length &&
    commitStrata(strata).every(({ role: name, count, root }, i) => {
      const other = committed[i]
      return other !== undefined && other.role === name && other.count === count && equalBytes(other.root, root)
    })
  )
}

/**
 * Seats in proportion to the sizes of strata, by largest remainder (Hare quota): each gets the whole part of
 * seats · size / all, and the seats that are left go to the largest remainders. Equal remainders are put in order by the
 * draw. Exact: whole numbers only. No stratum gets more seats than it has members, where there are not more seats than members.
 * @param seed 32 bytes.
 */
export function apportion(strata: readonly Stratum[], seats: number, seed: Uint8Array): ReadonlyMap<Role, number> {
  const all = strata.reduce((sum, { keys }) => sum + keys.length, 0)
  const given = new Map<Role, number>()
  if (all === 0) return given
  const shared = Math.min(seats, all)
  const remainders = new Map<string, number>()
  for (const { role: name, keys } of strata) {
    given.set(name, Math.floor((shared * keys.length) / all))
    remainders.set(name, (shared * keys.length) % all)
  }
  const lots = drawOrder(seed, [...remainders.keys()])
  const left = shared - [...given.values()].reduce((sum, count) => sum + count, 0)
  const first = lots.toSorted((a, b) => (remainders.get(b) ?? 0) - (remainders.get(a) ?? 0)).slice(0, left)
  for (const { role: name } of strata) if (first.includes(name)) given.set(name, (given.get(name) ?? 0) + 1)
  return given
}
