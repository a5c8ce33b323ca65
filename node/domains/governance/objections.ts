import { type Cid, digestOfCid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import {
  type ObjectionJudged,
  type ObjectionRaised,
  type ObjectionReader,
  objectionJudged,
  objectionRaised,
} from '../../../protocol/governance/objection.ts'
import {
  type ObjectionSaid,
  type ObjectionState,
  objectionStates,
} from '../../../protocol/governance/standing-objections.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { readStored, storedCid, toStored } from '../stored.ts'

type By = { readonly by: PublicKeyHex; readonly atMs: number }

/** An objection with what was said about it, in the order of the log. */
export type StoredObjection = ObjectionRaised &
  By &
  ObjectionState & {
    readonly withdrawnAtMs: number | null
    readonly judgements: readonly (ObjectionJudged & By)[]
  }

type Row = {
  position: number
  cid: string
  proposal: string
  about: string
  what: ObjectionSaid['what']
  by: Uint8Array
  seq: number
  at_ms: number
  body: Uint8Array
}

export type StoredObjections = ReturnType<typeof openObjections>

/** Objections to the proposals of a group. */
export function openObjections(store: Store) {
  const ofProposal = store.prepare<[string], Row>('SELECT * FROM objection WHERE proposal = ? ORDER BY position')
  const raised = store.prepare<[string], Row>(`SELECT * FROM objection WHERE cid = ? AND what = 'raised'`)
  const newest = store
    .prepare<[string], number>('SELECT coalesce(max(position), 0) FROM objection WHERE proposal = ?')
    .pluck()
  return {
    /** Everything said about the objections to a proposal, in the order of the log. */
    said: (proposal: Cid): ObjectionSaid[] => ofProposal.all(proposal).map(readSaid),
    /** The proposal that an objection is to, and who raised it. */
    get(id: Cid): { proposal: Cid; by: PublicKeyHex } | undefined {
      const row = raised.get(id)
      return row && { proposal: storedCid(row.proposal), by: publicKeyHex(row.by) }
    },
    list(proposal: Cid): StoredObjection[] {
      const rows = ofProposal.all(proposal)
      const states = new Map(objectionStates(rows.map(readSaid)).map(state => [state.id, state]))
      return rows.flatMap(row => {
        const state = states.get(storedCid(row.cid))
        return state ? [readObjection(row, state, rows)] : []
      })
    },
    /** Position of the newest entry about objections to a proposal; 0 where there is none. */
    newest: (proposal: Cid): number => newest.get(proposal) ?? 0,
  }
}

/** What the rules may know of them: of proposals that are in their log. */
export function openObjectionReader(store: Store): ObjectionReader {
  const objections = openObjections(store)
  const entitled = store
    .prepare<[Uint8Array, Uint8Array], number>('SELECT 1 FROM ballot_key WHERE proposal = ? AND member = ?')
    .pluck()
  return {
    get: objections.get,
    said: objections.said,
    isEntitled: (proposal, member) => entitled.get(digestOfCid(proposal), fromHex(member)) !== undefined,
  }
}

type ObjectionKinds = 'objection/raised' | 'objection/withdrawn' | 'objection/judged'

/** Objections, as a table. */
export function objectionProjection(store: Store): Projection<ObjectionKinds> {
  const { get } = openObjections(store)
  const add = store.prepare<[number, string, string, string, string, Uint8Array, number, number, Uint8Array]>(
    'INSERT INTO objection (position, cid, proposal, about, what, by, seq, at_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const proposalOf = (objection: Cid): Cid => {
    const found = get(objection)
    if (!found) throw new Error('an objection that nobody raised')
    return found.proposal
  }
  return {
    'objection/raised': ({ entry: { id, header }, body }, { position, acceptedAtMs }) => {
      const by = fromHex(header.by)
      const bytes = toStored(objectionRaised, body)
      add.run(position, id, body.proposal, id, 'raised', by, header.seq, acceptedAtMs, bytes)
    },
    'objection/withdrawn': ({ entry: { id, header }, body: { objection } }, { position, acceptedAtMs }) => {
      const by = fromHex(header.by)
      const proposal = proposalOf(objection)
      add.run(position, id, proposal, objection, 'withdrawn', by, header.seq, acceptedAtMs, new Uint8Array())
    },
    'objection/judged': ({ entry: { id, header }, body }, { position, acceptedAtMs }) => {
      const by = fromHex(header.by)
      const bytes = toStored(objectionJudged, body)
      const proposal = proposalOf(body.objection)
      add.run(position, id, proposal, body.objection, 'judged', by, header.seq, acceptedAtMs, bytes)
    },
  }
}

function readSaid({ cid, about, what, by, seq, body }: Row): ObjectionSaid {
  const said = { id: storedCid(cid), by: publicKeyHex(by), seq, objection: storedCid(about) }
  return what === 'judged' ? { ...said, what, upheld: readStored(objectionJudged, body).upheld } : { ...said, what }
}

function readObjection(row: Row, state: ObjectionState, all: readonly Row[]): StoredObjection {
  const about = all.filter(other => other.about === row.cid)
  return {
    ...readStored(objectionRaised, row.body),
    ...state,
    atMs: row.at_ms,
    withdrawnAtMs: about.find(({ what }) => what === 'withdrawn')?.at_ms ?? null,
    judgements: about
      .filter(({ what }) => what === 'judged')
      .map(({ by, at_ms, body }) => ({ ...readStored(objectionJudged, body), by: publicKeyHex(by), atMs: at_ms })),
  }
}
