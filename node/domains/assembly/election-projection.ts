import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { electionCalled } from '../../../protocol/governance/election.ts'
import type { Store } from '../../store/open.ts'
import type { Proposals } from '../governance/proposals.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'
import { openElections, type StoredElection } from './elections.ts'
import { openSeating } from './seating.ts'

type ElectionKinds = 'election/called' | 'election/nominated' | 'election/answered' | 'office/resigned'

/** Elections, candidates and offices, as tables. */
export function electionProjection(store: Store, proposals: Proposals): Projection<ElectionKinds> {
  const elections = openElections(store)
  const seating = openSeating(store, proposals)
  const call = store.prepare<[string, number, Uint8Array, Uint8Array, number, string | null]>(
    'INSERT INTO election (cid, log, by, body, called_at_ms, council) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const nominate = store.prepare<[number, Uint8Array, Uint8Array, number | null, number]>(
    `INSERT INTO candidate (election, key, nominated_by, accepts, seq, statement) VALUES (?, ?, ?, ?, ?, '')`,
  )
  const answer = store.prepare<[number, number, string, number, Uint8Array, number]>(
    'UPDATE candidate SET accepts = ?, seq = ?, statement = ? WHERE election = ? AND key = ? AND seq <= ?',
  )
  const find = (id: Cid): StoredElection => {
    const election = elections.get(id)
    if (!election) throw new Error('an entry of an election without its call')
    return election
  }
  return {
    'election/called': ({ entry, body }, { log, acceptedAtMs }) => {
      call.run(
        entry.id,
        log,
        fromHex(entry.header.by),
        toStored(electionCalled, body),
        acceptedAtMs,
        body.council ?? null,
      )
    },
    'election/nominated': ({ entry, body }) => {
      const { by, seq } = entry.header
      const isOwn = by === body.nominee
      // Whoever puts themselves up will stand.
      nominate.run(find(body.election).row, fromHex(body.nominee), fromHex(by), isOwn ? 1 : null, isOwn ? seq : 0)
    },
    'election/answered': ({ entry, body }) => {
      const { by, seq } = entry.header
      answer.run(body.accepts ? 1 : 0, seq, body.statement, find(body.election).row, fromHex(by), seq)
    },
    'office/resigned': ({ entry, body }, { acceptedAtMs }) => {
      // A clock ahead of the node's leaves no office empty until then.
      seating.leave(body.election, entry.header.by, Math.min(entry.header.at, acceptedAtMs))
    },
  }
}
