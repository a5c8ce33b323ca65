import type { Cid } from '../../../protocol/bytes/cid.ts'
import { sha256 } from '../../../protocol/bytes/sha256.ts'
import { electorateRoot } from '../../../protocol/governance/electorate.ts'
import { contributionsRoot, hasLapsed } from '../../../protocol/governance/sortition.ts'
import { commitStrata, strataOf } from '../../../protocol/governance/strata.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { Settler } from '../../jobs/settling.ts'
import { openPool } from './pool.ts'
import { openSortitions, type StoredSortition } from './sortitions.ts'

/** What the node does for every draw: commits to a seed over the pool, and reveals it once nobody can add any more. */
export function openSortitionClerk(core: Core): Settler {
  const sortitions = openSortitions(core.store)
  const pool = openPool(core.store)
  const secrets = openSecrets(core)

  const commit = (log: Cid, { id, log: row, pool: role, stratify }: StoredSortition) => {
    const keys = pool(row, role)
    return core.write(log, 'sortition/committed', {
      sortition: id,
      seedCommitment: sha256(secrets.keep(id)),
      pool: { count: keys.length, root: electorateRoot(keys) },
      ...(stratify === undefined ? {} : { strata: commitStrata(strataOf(name => pool(row, name))) }),
    })
  }
  const draw = (log: Cid, sortition: StoredSortition) => {
    const seed = secrets.get(sortition.id)
    if (!seed) throw new Error(`the seed of the draw ${sortition.id} is lost`)
    const ids = sortitions.contributions(sortition)
    const contributions = { count: ids.length, root: contributionsRoot(ids) }
    return core.write(log, 'sortition/drawn', { sortition: sortition.id, seed, contributions })
  }
  const pending = (log: number) =>
    sortitions
      .pending(log)
      .filter(sortition => !hasLapsed(sortition, sortitions.contributions(sortition).length, core.now()))
  return {
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      for (const sortition of pending(own.row)) {
        if (sortition.state === 'joining' && core.now() <= sortition.joinsUntilMs) continue
        const answer = await (sortition.state === 'called' ? commit(own.id, sortition) : draw(own.id, sortition))
        // Who joined the group or added to the seed meanwhile is in by the next round.
        if (isRefusal(answer)) core.log.warn({ code: answer.code, sortition: sortition.id }, 'draw-refused')
      }
    },
    nextDueMs() {
      const own = core.ownGroup()
      const times = own ? pending(own.row).map(({ joinsUntilMs }) => joinsUntilMs) : []
      return times.length === 0 ? null : Math.min(...times)
    },
  }
}

/** The node's own parts of seeds, kept before what follows from them is written. */
function openSecrets({ store, randomBytes }: Core) {
  const seedOf = store.prepare<[string], Uint8Array>('SELECT seed FROM sortition_secret WHERE sortition = ?').pluck()
  const insert = store.prepare<[string, Uint8Array]>('INSERT INTO sortition_secret (sortition, seed) VALUES (?, ?)')
  const get = (id: Cid): Uint8Array | undefined => seedOf.get(id)
  return {
    get,
    /** The seed that is kept, else a new one. */
    keep(id: Cid): Uint8Array {
      const held = get(id)
      if (held) return held
      const seed = randomBytes(32)
      insert.run(id, seed)
      return seed
    },
  }
}
