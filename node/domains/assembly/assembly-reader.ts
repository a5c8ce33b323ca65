import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { AssemblyReader } from '../../../protocol/log-reader.ts'
import type { Store } from '../../store/open.ts'
import { openElections } from './elections.ts'
import { openEndorsements } from './endorsements.ts'
import { openInitiatives } from './initiatives.ts'
import { openPool } from './pool.ts'
import { openSortitions } from './sortitions.ts'
import { openTerms } from './terms.ts'

/** Opens what the rules may know of the endorsements, draws, initiatives and elections of a group. @returns the reader of one log row. */
export function openAssemblyReaders(store: Store): (log: number) => AssemblyReader {
  const sortitions = openSortitions(store)
  const pool = openPool(store)
  const initiatives = openInitiatives(store)
  const elections = openElections(store)
  const terms = openTerms(store)
  const endorsements = openEndorsements(store)
  return log => {
    const sortition = (id: Cid) => {
      const found = sortitions.get(id)
      return found?.log === log ? found : undefined
    }
    const election = (id: Cid) => {
      const found = elections.get(id)
      return found?.log === log ? found : undefined
    }
    return {
      endorsements: voucher => endorsements(log, voucher),
      pool: role => pool(log, role),
      sortition,
      election,
      isNominated(id, member) {
        const found = election(id)
        return found !== undefined && elections.isNominated(found, member)
      },
      candidates(id) {
        const found = election(id)
        return found ? elections.candidates(found) : []
      },
      terms: holder => terms.of(log, holder),
      initiative(id) {
        const found = initiatives.get(id)
        return found?.log === log ? found : undefined
      },
      hasContributed(id, member) {
        const found = sortition(id)
        return found !== undefined && sortitions.hasContributed(found, member)
      },
      contributions(id) {
        const found = sortition(id)
        return found ? sortitions.contributions(found) : []
      },
      mayBeDrawn(id, member) {
        const found = sortition(id)
        return found !== undefined && sortitions.mayBeDrawn(found, member)
      },
    }
  }
}
