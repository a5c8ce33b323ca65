import * as Y from 'yjs'
import type { Cid } from '../../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../../protocol/bytes/public-key.ts'
import { piecesOf } from '../contributions.ts'
import type { Revision, StoredDraft } from '../drafts.ts'
import type { Life } from '../life.ts'
import type { LiveTables } from './live-tables.ts'
import { docOf, rewrite, saidIn, typed } from './live-text.ts'

/** A draft that is being written: its document in memory, as the tables have it. */
export type LiveDoc = {
  readonly draft: Cid
  readonly doc: Y.Doc
  /** Whose each client id is. */
  readonly clients: Map<number, PublicKeyHex>
  /** The newest version that it has taken in, and the state that said just that. */
  base: Cid
  baseState: Uint8Array
  /** What is kept of it: updates since the last compaction, and bytes in all. */
  updates: number
  bytes: number
}

export type LiveParts = {
  readonly life: Pick<Life, 'drafts'>
  readonly tables: LiveTables
  /** A number below 2³² that nobody can guess. */
  readonly draw: () => number
}

/** The document of a draft as it was left, or a new one that says what the draft says, each word its writer's. */
export function loadLive({ life, tables, draw }: LiveParts, draft: StoredDraft): LiveDoc {
  const stored = tables.load(draft.id)
  if (stored) {
    const { base, baseState, state, updates } = stored
    const doc = docOf(state, ...updates)
    const bytes = updates.reduce((sum, { length }) => sum + length, state.length)
    return { draft: draft.id, doc, clients: new Map(stored.clients), base, baseState, updates: updates.length, bytes }
  }
  const { doc, clients } = seeded(life.drafts.revisions(draft.id), draft, draw)
  const state = Y.encodeStateAsUpdate(doc)
  tables.begin(draft.id, { base: draft.head, state, clients })
  return {
    draft: draft.id,
    doc: docOf(state),
    clients,
    base: draft.head,
    baseState: state,
    updates: 0,
    bytes: state.length,
  }
}

/** Whether a document says something else than a version. */
export function differs(doc: Y.Doc, version: Pick<Revision, 'title' | 'text'>): boolean {
  const [said, { title, text }] = [saidIn(doc), typed(version)]
  return said.title !== title || said.text !== text
}

/**
 * Takes in the versions that came into the log since: one that was saved from here is here already, another is merged
 * with what has been written meanwhile, as its writer's.
 * @returns the updates that the document did not have.
 */
export function takeInVersions({ life, tables, draw }: LiveParts, live: LiveDoc): Uint8Array[] {
  const versions = life.drafts.revisions(live.draft)
  const at = versions.findIndex(({ id }) => id === live.base)
  const updates: Uint8Array[] = []
  for (const version of versions.slice(at + 1)) {
    const { id: base, together } = version
    const standing = together && (tables.offered(live.draft, together.attested) ?? Y.encodeStateAsUpdate(live.doc))
    const client = freshClient(live.clients, draw)
    const { state, update } = standing ? { state: standing, update: null } : merged(live, version, client)
    if (update) Y.applyUpdate(live.doc, update)
    const clients = new Map(update ? [[client, version.by]] : [])
    tables.rebase(live.draft, { base, baseState: state, update, clients, unsaved: differs(live.doc, version) })
    live.base = base
    live.baseState = state
    if (!update) continue
    live.clients.set(client, version.by)
    live.updates += 1
    live.bytes += update.length
    updates.push(update)
  }
  return updates
}

/** A client id that nobody has. */
export function freshClient(clients: ReadonlyMap<number, unknown>, draw: () => number): number {
  for (;;) {
    const client = draw()
    if (client > 0 && !clients.has(client)) return client
  }
}

/** A version as a change to the one before it. */
function merged({ baseState }: LiveDoc, version: Revision, client: number): { state: Uint8Array; update: Uint8Array } {
  const fork = docOf(baseState)
  const before = Y.encodeStateVector(fork)
  fork.clientID = client
  fork.transact(() => {
    const { title, text } = typed(version)
    rewrite(fork, 'title', title)
    rewrite(fork, 'text', text)
  })
  return { state: Y.encodeStateAsUpdate(fork), update: Y.encodeStateAsUpdate(fork, before) }
}

function seeded(
  versions: readonly Revision[],
  { by: author, ...draft }: StoredDraft,
  draw: () => number,
): { doc: Y.Doc; clients: Map<number, PublicKeyHex> } {
  const doc = new Y.Doc()
  const clients = new Map<number, PublicKeyHex>()
  const clientOf = new Map<PublicKeyHex, number>()
  const write = (by: PublicKeyHex, field: 'title' | 'text', text: string) => {
    const client = clientOf.get(by) ?? freshClient(clients, draw)
    clientOf.set(by, client)
    clients.set(client, by)
    doc.clientID = client
    doc.getText(field).insert(doc.getText(field).length, text)
  }
  write(author, 'title', typed(draft).title)
  for (const { by, text } of piecesOf(versions)) write(by, 'text', typed({ title: '', text }).text)
  return { doc, clients }
}
