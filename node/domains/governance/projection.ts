import { fromHex } from '../../../protocol/bytes/hex.ts'
import { replaces } from '../../../protocol/governance/ballot.ts'
import { choiceCodec } from '../../../protocol/governance/method.ts'
import { proposalElectorate, proposalOpened } from '../../../protocol/governance/proposal.ts'
import { proposalClosed } from '../../../protocol/governance/tally.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'
import type { Proposals } from './proposals.ts'

type GovernanceKinds = 'proposal/opened' | 'proposal/electorate' | 'ballot/cast' | 'proposal/closed'

/** A voter's row; nulls until the first ballot. */
type Voter = { id: number; seq: number | null; ballot: number | null; chosen: number | null }

/** Proposals, electorates and ballots, as tables. */
export function governanceProjection(store: Store, proposals: Proposals): Projection<GovernanceKinds> {
  const addProposal = store.prepare<[string, number, Uint8Array, Uint8Array, number, number, string | null]>(
    `INSERT INTO proposal (cid, log, by, body, state, opened_at_ms, closes_at_ms, answers)
     VALUES (?, ?, ?, ?, 'opening', ?, ?, ?)`,
  )
  const addPart = store.prepare<[Uint8Array, number, Uint8Array | null, string, number]>(
    `UPDATE proposal SET electorate = ?, keys_seen = keys_seen + ?, last_key = coalesce(?, last_key), state = ?
     WHERE id = ?`,
  )
  const addEntry = store.prepare<[number, number, string]>(
    'INSERT INTO electorate_part (proposal, part, entry) VALUES (?, ?, ?)',
  )
  const addVoter = store.prepare<[number, Uint8Array]>('INSERT INTO voter (proposal, key) VALUES (?, ?)')
  const voterByKey = store.prepare<[number, Uint8Array], Voter>(
    'SELECT id, seq, ballot, chosen FROM voter WHERE proposal = ? AND key = ?',
  )
  const setBallot = store.prepare<[number, number, number, number]>(
    'UPDATE voter SET seq = ?, ballot = ?, chosen = ? WHERE id = ?',
  )
  const addChoice = store
    .prepare<[number, Uint8Array], number>(
      `INSERT INTO choice (proposal, choice, voters) VALUES (?, ?, 1)
       ON CONFLICT (proposal, choice) DO UPDATE SET voters = voters + 1 RETURNING id`,
    )
    .pluck()
  const leaveChoice = store.prepare<[number]>('UPDATE choice SET voters = voters - 1 WHERE id = ?')
  const addBallot = store.prepare<[number, number]>('INSERT INTO ballot (position, proposal) VALUES (?, ?)')
  const close = store.prepare<[Uint8Array, number, string, number]>(
    `UPDATE proposal SET state = 'closed', closed = ?, closed_at_ms = ?, closed_entry = ? WHERE id = ?`,
  )
  return {
    'proposal/opened': ({ entry, body }, { log, acceptedAtMs }) => {
      const { by } = entry.header
      const answers = body.answers?.proposal ?? null
      const bytes = toStored(proposalOpened, body)
      addProposal.run(entry.id, log, fromHex(by), bytes, acceptedAtMs, body.closesAtMs, answers)
    },
    'proposal/electorate': ({ entry, body }) => {
      const proposal = proposals.get(body.proposal)
      if (!proposal) throw new Error('an electorate without its proposal')
      addEntry.run(proposal.row, body.part, entry.id)
      for (const key of body.keys) addVoter.run(proposal.row, fromHex(key))
      const last = body.keys.at(-1)
      const state = body.part === body.parts - 1 ? 'open' : 'opening'
      const part = toStored(proposalElectorate, { ...body, keys: [] })
      addPart.run(part, body.keys.length, last ? fromHex(last) : null, state, proposal.row)
      proposals.forget(proposal.id)
    },
    'ballot/cast': ({ entry, body }, { position }) => {
      const { by, seq } = entry.header
      const proposal = proposals.get(body.proposal)
      const voter = proposal && voterByKey.get(proposal.row, fromHex(by))
      if (!proposal || !voter) throw new Error('a ballot without its voter')
      addBallot.run(position, proposal.row)
      const held = voter.seq === null || voter.ballot === null ? null : { seq: voter.seq, index: voter.ballot }
      if (held && !replaces({ seq, index: position }, held)) return
      if (voter.chosen !== null) leaveChoice.run(voter.chosen)
      const chosen = addChoice.get(proposal.row, toStored(choiceCodec, body.choice))
      if (chosen === undefined) throw new Error('a choice without its row')
      setBallot.run(seq, position, chosen, voter.id)
    },
    'proposal/closed': ({ entry, body }) => {
      const proposal = proposals.get(body.proposal)
      if (!proposal) throw new Error('a closing without its proposal')
      close.run(toStored(proposalClosed, body), entry.header.at, entry.id, proposal.row)
      proposals.forget(proposal.id)
    },
  }
}
