import * as Y from 'yjs'
import type { Cid } from '../../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../../protocol/bytes/public-key.ts'
import { type Attested, attest, type WrittenTogether } from '../../../../protocol/life/co-writing.ts'
import { type DraftRecord, requireWriter } from '../../../../protocol/life/draft.ts'
import { isRefusal, type Refusal, refuse } from '../../../../protocol/refusal.ts'
import type { Core } from '../../../core.ts'
import { checkUpdate } from './check-update.ts'
import { differs, freshClient, type LiveDoc, loadLive, takeInVersions } from './live-doc.ts'
import { openLiveTables } from './live-tables.ts'
import { piecesIn, saidIn, togetherOf } from './live-text.ts'
import { openPresence, type Present } from './presence.ts'

/** What those who write along are told. `writers`: whose client ids are. */
export type LiveEvent =
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'writers'; readonly writers: readonly Writer[] }
  | { readonly type: 'here'; readonly here: readonly Present[] }
  /** Nothing more is written here, or not by this listener's means: the page asks anew. */
  | { readonly type: 'over' }

export type Writer = { readonly client: number; readonly by: PublicKeyHex }
type Listener = (event: LiveEvent) => void

/** A version as the node saw it written, for a member to sign. */
export type LiveVersion = Omit<Attested, 'together'> & { readonly together: WrittenTogether }

/** Documents in memory at once; the longest unused makes room. */
const MOST_OPEN = 64
/** Drafts of which something live is kept. */
const MOST_KEPT = 2_000
/** Bytes of one document with all that was ever written in it: far above what 20,000 characters come to. */
const MOST_BYTES = 1024 * 1024
const COMPACT_EVERY = 200
/** Client ids of one member under which nothing was written yet; the oldest makes room. */
const MOST_UNUSED = 20
const SWEEP_MS = 5_000
/** Commits closer together than this are looked at together. */
const GATHER_MS = 10

type Open = LiveDoc & { readonly listeners: Set<Listener>; readonly presence: ReturnType<typeof openPresence> }

export type LiveDrafts = ReturnType<typeof openLiveDrafts>

/** Drafts while several write them at once: one document each, kept by the node. What a member signs is a version of it. */
export function openLiveDrafts(core: Core) {
  const { store, projections, now, randomBytes, signer } = core
  const { life } = projections
  const tables = openLiveTables(store)
  const draw = () => Buffer.from(randomBytes(4)).readUInt32BE()
  const parts = { life, tables, draw }
  /** In the order of their last use. */
  const open = new Map<Cid, Open>()
  let gathering: NodeJS.Timeout | undefined

  const tell = ({ listeners }: Open, event: LiveEvent) => {
    for (const listener of listeners) listener(event)
  }
  const end = (live: Open) => {
    open.delete(live.draft)
    tell(live, { type: 'over' })
  }
  /** Takes in what the log says by now; false where nothing is written live any more. */
  const follow = (live: Open): boolean => {
    const draft = life.drafts.get(live.draft)
    if (!draft || draft.state === 'opened') {
      tables.drop(live.draft)
      end(live)
      return false
    }
    if (draft.head === live.base) return true
    for (const update of takeInVersions(parts, live)) {
      tell(live, { type: 'writers', writers: writersOf(live) })
      tell(live, { type: 'update', update })
    }
    return true
  }
  const requireOpen = (id: Cid, by: PublicKeyHex): Open | Refusal => {
    const own = core.ownGroup()
    const draft: DraftRecord | Refusal = own ? requireWriter(core.reader(own), id, by) : refuse('group/none')
    if (isRefusal(draft)) return draft
    const stored = life.drafts.get(id)
    if (!stored) return refuse('draft/unknown')
    const held = open.get(id)
    if (!held) {
      const [idle] = [...open.values()].filter(({ listeners }) => listeners.size === 0)
      if (open.size >= MOST_OPEN && !idle) return refuse('node/busy', { open: open.size })
      if (open.size >= MOST_OPEN && idle) open.delete(idle.draft)
      if (tables.count() >= MOST_KEPT && !tables.load(id)) return refuse('node/busy', { kept: MOST_KEPT })
    }
    const live = held ?? { ...loadLive(parts, stored), listeners: new Set<Listener>(), presence: openPresence(now) }
    open.delete(id)
    open.set(id, live)
    follow(live)
    return live
  }
  const requireClient = (id: Cid, by: PublicKeyHex, client: number): Open | Refusal => {
    const live = requireOpen(id, by)
    if (isRefusal(live)) return live
    const writer = live.clients.get(client)
    if (writer === undefined) return refuse('live/unknown-client')
    return writer === by ? live : refuse('live/not-your-client')
  }
  const compact = (live: Open) => {
    const state = Y.encodeStateAsUpdate(live.doc)
    tables.compact(live.draft, state)
    live.updates = 0
    live.bytes = state.length
  }
  /** Applies what was found good, keeps it, tells it; a document that is not as it was kept is let go. */
  const write = (live: Open, update: Uint8Array): Refusal | undefined => {
    try {
      const fresh = appliedTo(live.doc, update)
      if (!fresh) return undefined
      const base = life.drafts.revisions(live.draft).find(({ id }) => id === live.base)
      tables.append(live.draft, fresh, base === undefined || differs(live.doc, base))
      live.updates += 1
      live.bytes += fresh.length
      tell(live, { type: 'update', update: fresh })
      if (live.updates >= COMPACT_EVERY) compact(live)
      return undefined
    } catch (error) {
      end(live)
      if (error instanceof BadUpdate) return refuse('live/bad-update')
      throw error
    }
  }
  const tellHere = (live: Open) => tell(live, { type: 'here', here: live.presence.list() })
  const stopCommits = core.writer.onCommit(() => {
    gathering ??= setTimeout(() => {
      gathering = undefined
      for (const live of [...open.values()]) follow(live)
    }, GATHER_MS)
  })
  const dropOpened = () => {
    for (const draft of tables.opened()) tables.drop(draft)
  }
  dropOpened()
  const sweep = setInterval(() => {
    dropOpened()
    for (const live of open.values()) if (live.presence.sweep()) tellHere(live)
  }, SWEEP_MS)
  sweep.unref()

  return {
    /** Lets a member write along, under a client id of their own. */
    join(id: Cid, by: PublicKeyHex): { readonly client: number } | Refusal {
      const live = requireOpen(id, by)
      if (isRefusal(live)) return live
      const unused = [...live.clients].filter(([one, who]) => who === by && Y.getState(live.doc.store, one) === 0)
      for (const [one] of unused.slice(0, Math.max(0, unused.length + 1 - MOST_UNUSED))) {
        tables.dropClient(id, one)
        live.clients.delete(one)
      }
      const client = freshClient(live.clients, draw)
      tables.addClients(id, new Map([[client, by]]))
      live.clients.set(client, by)
      return { client }
    },
    /** Takes a change in; when it returns, the change is durable. Sent again, it changes nothing. */
    update(id: Cid, by: PublicKeyHex, { client, update }: { client: number; update: Uint8Array }): Refusal | undefined {
      const live = requireClient(id, by, client)
      if (isRefusal(live)) return live
      const bad = checkUpdate(live.doc, client, update)
      if (bad) return bad
      if (live.bytes + update.length > MOST_BYTES) compact(live)
      if (live.bytes + update.length > MOST_BYTES) return refuse('live/full', { mostBytes: MOST_BYTES })
      if (Y.getState(live.doc.store, client) === 0) tell(live, { type: 'writers', writers: [{ client, by }] })
      return write(live, update)
    },
    /** What stands here now as a version, with who wrote which part, under the node's signature. */
    version(id: Cid, by: PublicKeyHex): LiveVersion | Refusal {
      const live = requireOpen(id, by)
      if (isRefusal(live)) return live
      const together = togetherOf(piecesIn(live.doc, client => live.clients.get(client)))
      const said = { draft: id, base: live.base, ...saidIn(live.doc), together }
      const attested = attest(said, signer)
      tables.offer(id, by, { attested, state: Y.encodeStateAsUpdate(live.doc) })
      return { ...said, together: { ...together, attested } }
    },
    /** Somebody is here, with where in the text they are; said again now and then, or forgotten. */
    here(
      id: Cid,
      by: PublicKeyHex,
      { client, cursor }: { client: number; cursor: string | null },
    ): Refusal | undefined {
      const live = requireClient(id, by, client)
      if (isRefusal(live)) return live
      live.presence.set({ client, by, cursor })
      tellHere(live)
      return undefined
    },
    /** Tells a listener what stands here and who wrote it, then all that happens, until it is stopped. */
    listen(id: Cid, by: PublicKeyHex, client: number, listener: Listener): (() => void) | Refusal {
      const live = requireClient(id, by, client)
      if (isRefusal(live)) return live
      live.listeners.add(listener)
      listener({ type: 'writers', writers: writersOf(live) })
      listener({ type: 'update', update: Y.encodeStateAsUpdate(live.doc) })
      live.presence.set({ client, by, cursor: null })
      tellHere(live)
      return () => {
        live.listeners.delete(listener)
        if (live.presence.drop(client)) tellHere(live)
      }
    },
    mayWrite: (id: Cid, by: PublicKeyHex): boolean => {
      const own = core.ownGroup()
      return own !== undefined && !isRefusal(requireWriter(core.reader(own), id, by))
    },
    /** Whether something is written here that is in no version. */
    unsaved(id: Cid): boolean {
      const live = open.get(id)
      return (live === undefined || follow(live)) && tables.unsaved(id)
    },
    [Symbol.dispose]() {
      stopCommits()
      clearTimeout(gathering)
      clearInterval(sweep)
      for (const live of [...open.values()]) end(live)
    },
  }
}

class BadUpdate extends Error {}

/** What an update brought that was not there; undefined where that is nothing. */
function appliedTo(doc: Y.Doc, update: Uint8Array): Uint8Array | undefined {
  let fresh: Uint8Array | undefined
  const keep = (bytes: Uint8Array) => {
    fresh = bytes
  }
  doc.on('update', keep)
  try {
    Y.applyUpdate(doc, update)
  } catch (cause) {
    throw new BadUpdate('the update does not apply', { cause })
  } finally {
    doc.off('update', keep)
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new BadUpdate('the update waits for another')
  return fresh
}

function writersOf({ clients, doc }: LiveDoc): Writer[] {
  return [...clients].filter(([client]) => Y.getState(doc.store, client) > 0).map(([client, by]) => ({ client, by }))
}
