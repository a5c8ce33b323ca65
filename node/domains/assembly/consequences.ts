import { fromHex } from '../../../protocol/bytes/hex.ts'
import { candidateOptions } from '../../../protocol/governance/election.ts'
import type { KindName } from '../../../protocol/kinds.ts'
import type { Store } from '../../store/open.ts'
import type { Proposals } from '../governance/proposals.ts'
import type { Projection } from '../projection.ts'
import { openElections } from './elections.ts'
import { openSeating } from './seating.ts'

/** What other domains' entries mean for initiatives, elections and offices; runs after their own have taken them in. */
export function assemblyConsequences(store: Store, proposals: Proposals): Partial<Projection<KindName>> {
  const elections = openElections(store)
  const seating = openSeating(store, proposals)
  const becomeProposal = store.prepare<[string, string]>('UPDATE initiative SET proposal = ? WHERE cid = ?')
  const becomeVote = store.prepare<[string, number]>('UPDATE election SET proposal = ? WHERE id = ?')
  const nameOnBallot = store.prepare<[string, number, Uint8Array]>(
    'UPDATE candidate SET option = ? WHERE election = ? AND key = ?',
  )
  return {
    'proposal/opened': ({ entry, body }) => {
      if (body.origin?.type === 'initiative') becomeProposal.run(entry.id, body.origin.id)
      const election = body.origin?.type === 'election' ? elections.get(body.origin.id) : undefined
      if (!election) return
      becomeVote.run(entry.id, election.row)
      for (const { option, key } of candidateOptions(elections.candidates(election))) {
        nameOnBallot.run(option, election.row, fromHex(key))
      }
    },
    'proposal/closed': ({ entry, body }) => seating.fill(body.proposal, entry.header.at),
    'member/removed': ({ entry, body }, { log }) => seating.leaveAll(log, body.member, entry.header.at),
  }
}
