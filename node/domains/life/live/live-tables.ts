import type { Cid } from '../../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../../protocol/bytes/public-key.ts'
import type { Store } from '../../../store/open.ts'
import { storedCid } from '../../stored.ts'

/** What is kept of a draft that is written live. `updates`: since `state`, in order. */
export type StoredLive = {
  readonly base: Cid
  readonly baseState: Uint8Array
  readonly state: Uint8Array
  readonly updates: readonly Uint8Array[]
  readonly clients: ReadonlyMap<number, PublicKeyHex>
}

export type Rebased = Pick<StoredLive, 'base' | 'baseState' | 'clients'> & {
  readonly update: Uint8Array | null
  readonly unsaved: boolean
}

type LiveRow = { base: string; base_state: Uint8Array; state: Uint8Array }

export type LiveTables = ReturnType<typeof openLiveTables>

/** The tables of what is written live; each method is durable when it returns, and whole or not at all. */
export function openLiveTables(store: Store) {
  const find = store.prepare<[string], LiveRow>('SELECT base, base_state, state FROM live_draft WHERE draft = ?')
  const updates = store
    .prepare<[string], Uint8Array>('SELECT bytes FROM live_update WHERE draft = ? ORDER BY number')
    .pluck()
  const clients = store.prepare<[string], { client: number; by: Uint8Array }>(
    'SELECT client, by FROM live_client WHERE draft = ? ORDER BY joined',
  )
  const insert = store.prepare<[string, string, Uint8Array, Uint8Array]>(
    'INSERT INTO live_draft (draft, base, base_state, state, unsaved) VALUES (?, ?, ?, ?, 0)',
  )
  const addUpdate = store.prepare<[string, Uint8Array]>('INSERT INTO live_update (draft, bytes) VALUES (?, ?)')
  const addClient = store.prepare<[string, number, Uint8Array, string]>(
    `INSERT INTO live_client (draft, client, by, joined)
     VALUES (?, ?, ?, (SELECT coalesce(max(joined), 0) + 1 FROM live_client WHERE draft = ?))`,
  )
  const dropClient = store.prepare<[string, number]>('DELETE FROM live_client WHERE draft = ? AND client = ?')
  const setState = store.prepare<[Uint8Array, string]>('UPDATE live_draft SET state = ? WHERE draft = ?')
  const dropUpdates = store.prepare<[string]>('DELETE FROM live_update WHERE draft = ?')
  const setBase = store.prepare<[string, Uint8Array, string]>(
    'UPDATE live_draft SET base = ?, base_state = ? WHERE draft = ?',
  )
  const setUnsaved = store.prepare<[number, string]>('UPDATE live_draft SET unsaved = ? WHERE draft = ?')
  const isUnsaved = store.prepare<[string], number>('SELECT unsaved FROM live_draft WHERE draft = ?').pluck()
  const offer = store.prepare<[string, Uint8Array, Uint8Array, Uint8Array]>(
    'INSERT OR REPLACE INTO live_offer (draft, by, attested, state) VALUES (?, ?, ?, ?)',
  )
  const offered = store
    .prepare<[string, Uint8Array], Uint8Array>('SELECT state FROM live_offer WHERE draft = ? AND attested = ?')
    .pluck()
  const tables = ['live_draft', 'live_update', 'live_client', 'live_offer']
  const drops = tables.map(table => store.prepare<[string]>(`DELETE FROM ${table} WHERE draft = ?`))
  const opened = store
    .prepare<[], string>(`SELECT draft FROM live_draft JOIN draft ON draft.cid = draft WHERE draft.state = 'opened'`)
    .pluck()
  const count = store.prepare<[], number>('SELECT count(*) FROM live_draft').pluck()
  const writers = (draft: Cid, all: ReadonlyMap<number, PublicKeyHex>) => {
    for (const [client, by] of all) addClient.run(draft, client, fromHex(by), draft)
  }

  return {
    count: (): number => count.get() ?? 0,
    load(draft: Cid): StoredLive | undefined {
      const row = find.get(draft)
      if (!row) return undefined
      const all = clients.all(draft).map(({ client, by }) => [client, publicKeyHex(by)] as const)
      const { base, base_state: baseState, state } = row
      return { base: storedCid(base), baseState, state, updates: updates.all(draft), clients: new Map(all) }
    },
    begin: store.transaction(
      (draft: Cid, { base, state, clients: first }: Omit<StoredLive, 'updates' | 'baseState'>) => {
        insert.run(draft, base, state, state)
        writers(draft, first)
      },
    ),
    /** One more change, and whether the document now says something else than the newest version. */
    append: store.transaction((draft: Cid, update: Uint8Array, unsaved: boolean) => {
      addUpdate.run(draft, update)
      setUnsaved.run(Number(unsaved), draft)
    }),
    addClients: store.transaction(writers),
    dropClient: (draft: Cid, client: number): void => void dropClient.run(draft, client),
    /** Puts one state in the place of all updates so far. */
    compact: store.transaction((draft: Cid, state: Uint8Array) => {
      setState.run(state, draft)
      dropUpdates.run(draft)
    }),
    /** A newer version stands in the log, and what of it is not in the document yet, under a client id of its own. */
    rebase: store.transaction((draft: Cid, rebased: Rebased) => {
      const { base, baseState, update, clients: own, unsaved } = rebased
      setBase.run(base, baseState, draft)
      writers(draft, own)
      if (update) addUpdate.run(draft, update)
      setUnsaved.run(Number(unsaved), draft)
    }),
    unsaved: (draft: Cid): boolean => isUnsaved.get(draft) === 1,
    offer: (draft: Cid, by: PublicKeyHex, given: { attested: Uint8Array; state: Uint8Array }): void =>
      void offer.run(draft, fromHex(by), given.attested, given.state),
    offered: (draft: Cid, attested: Uint8Array): Uint8Array | undefined => offered.get(draft, attested),
    drop: store.transaction((draft: Cid) => {
      for (const drop of drops) drop.run(draft)
    }),
    /** Drafts of which something live is kept although they are votes by now. */
    opened: (): Cid[] => opened.all().map(storedCid),
  }
}
