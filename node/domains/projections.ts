import { createHash } from 'node:crypto'
import { asMember } from '../../protocol/group/lost-key.ts'
import type { KindName, KnownEntry } from '../../protocol/kinds.ts'
import type { LogReader } from '../../protocol/log-reader.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Store } from '../store/open.ts'
import { assemblyConsequences } from './assembly/consequences.ts'
import { electionProjection } from './assembly/election-projection.ts'
import { initiativeProjection } from './assembly/initiative-projection.ts'
import { sortitionProjection } from './assembly/sortition-projection.ts'
import { delegationProjection } from './delegation/projection.ts'
import { bulletinProjection } from './federation/bulletin-projection.ts'
import { councilProjection } from './federation/council-projection.ts'
import { type Federations, openFederations } from './federation/federations.ts'
import { motionProjection } from './federation/motion-projection.ts'
import { federationProjection } from './federation/projection.ts'
import { rosterProjection } from './federation/roster-projection.ts'
import { objectionProjection } from './governance/objections.ts'
import { governanceProjection } from './governance/projection.ts'
import { openProposals, type Proposals } from './governance/proposals.ts'
import { charterOfOpening, charterProjection } from './group/charter-projection.ts'
import { type Charters, openCharters } from './group/charters.ts'
import { keyProjection } from './group/key-projection.ts'
import { type MemberKeys, openMemberKeys } from './group/keys.ts'
import { groupProjection } from './group/projection.ts'
import { type Life, openLife } from './life/life.ts'
import { draftOpening, lifeProjection } from './life/projection.ts'
import { openLogReaders } from './log-reader.ts'
import { paperProjection } from './paper/paper-projection.ts'
import type { Place, Projection } from './projection.ts'

/** Tables that follow from the logs alone: dropped and replayed by `rebuild`, compared by the state digest. */
const PROJECTED_TABLES = [
  'charter',
  'charter_version',
  'charter_draft',
  'charter_signature',
  'charter_vote',
  'member',
  'invitation',
  'vouch',
  'key_request',
  'key_backing',
  'member_key',
  'proposal',
  'electorate_part',
  'voter',
  'choice',
  'ballot',
  'objection',
  'paper_entry',
  'paper_issue',
  'paper_print',
  'paper_reading',
  'paper_sheet',
  'paper_part',
  'argument',
  'draft',
  'revision',
  'co_written',
  'confirmation',
  'review',
  'amendment',
  'task',
  'looking_back',
  'delegation',
  'delegation_part',
  'delegation_row',
  'federated',
  'ticket',
  'federation_group',
  'federation_proposal',
  'feed',
  'feed_charter',
  'feed_key',
  'charter_told',
  'reachable',
  'mandate',
  'offer',
  'expulsion_ground',
  'spanned',
  'council_seat',
  'motion',
  'motion_voice',
  'merger',
  'fork',
  'veto',
  'contested',
  'bulletin',
  'bulletin_reach',
  'sortition',
  'sortition_pool',
  'sortition_contribution',
  'initiative',
  'support',
  'election',
  'candidate',
  'term',
] as const

/** Kinds by which a charter is another from their place on. */
const CHANGES_CHARTER: ReadonlySet<KindName> = new Set([
  'node/replaced',
  'charter/amended',
  'group/amended',
  'group/key-replaced',
])

/** All domains' tables together: what the rules read, and what an accepted entry changes. */
export type Projections = {
  readonly proposals: Proposals
  readonly federations: Federations
  readonly charters: Charters
  readonly life: Life
  readonly keys: MemberKeys
  /** The state of one log as the rules see it. */
  reader(log: number): LogReader
  project<K extends KindName>(known: KnownEntry<K>, place: Place): void
  /** Drops what is held in memory; after a transaction that did not hold. */
  forget(): void
  /** Empties every projected table; only inside a rebuild. */
  clear(): void
  /** SHA-256 over every projected row, in an order that does not depend on how it came about. */
  digest(): string
}

export function openProjections(store: Store): Projections {
  const proposals = openProposals(store)
  const federations = openFederations(store)
  const charters = openCharters(store)
  const life = openLife(store, proposals)
  const keys = openMemberKeys(store)
  let generation = 0
  const openReader = openLogReaders(store, { proposals, federations, charters, life, keys }, () => generation)
  const readers = new Map<number, LogReader>()
  const reader = (log: number): LogReader => {
    const held = readers.get(log) ?? openReader(log)
    readers.set(log, held)
    return held
  }
  const governance = governanceProjection(store, proposals)
  const openItsDraft = draftOpening(store)
  const noteCharter = charterOfOpening(store)
  const handlers: Projection<KindName> = {
    ...groupProjection(store, reader),
    ...keyProjection(store, keys),
    ...charterProjection(store, keys),
    ...governance,
    'proposal/opened': (known, place) => {
      governance['proposal/opened'](known, place)
      noteCharter(known, place)
      if (known.body.draft) openItsDraft(known.body.draft, known.entry.id)
    },
    ...objectionProjection(store),
    ...paperProjection(store, proposals),
    ...lifeProjection(store, life),
    ...delegationProjection(store, proposals),
    ...federationProjection(store),
    ...rosterProjection(store),
    ...bulletinProjection(store),
    ...councilProjection(store),
    ...motionProjection(store),
    ...sortitionProjection(store),
    ...initiativeProjection(store, reader),
    ...electionProjection(store, proposals),
  }
  const consequences = assemblyConsequences(store, proposals)
  const forget = () => {
    proposals.forget()
    life.results.forget()
    keys.forget()
    generation++
    readers.clear()
  }
  return {
    proposals,
    federations,
    charters,
    life,
    keys,
    reader,
    project<K extends KindName>(written: KnownEntry<K>, place: Place) {
      const known = asMember(written, reader(place.log))
      if (isRefusal(known)) throw new Error(`an entry was let in that is ${known.code}`)
      const handler: Projection<K>[K] = handlers[known.kind]
      handler(known, place)
      const consequence: Partial<Projection<K>>[K] = consequences[known.kind]
      consequence?.(known, place)
      // Readers keep the charter, which names the key; some are held by whoever is appending just now.
      if (CHANGES_CHARTER.has(known.kind)) generation++
    },
    forget,
    clear() {
      for (const table of PROJECTED_TABLES) store.exec(`DELETE FROM ${table}`)
      forget()
    },
    digest() {
      const hash = createHash('sha256')
      for (const table of PROJECTED_TABLES) {
        hash.update(`${table}\n`)
        const columns = store.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all()
        const order = columns.map(name => `"${name}"`).join(', ')
        for (const row of store.prepare<[], unknown[]>(`SELECT * FROM ${table} ORDER BY ${order}`).raw().iterate()) {
          hash.update(JSON.stringify(row))
        }
      }
      return hash.digest('hex')
    },
  }
}
