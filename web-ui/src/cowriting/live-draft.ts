import * as Y from 'yjs'
import { parseBase64, toBase64 } from '../../../protocol/bytes/base64.ts'
import { isPublicKeyHex, type PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { joined, type Piece } from '../../../protocol/life/contribution.ts'
import { type Api, unwrap } from '../api/client.ts'
import { isBroken, isCode, Problem } from '../api/problem.ts'

/** `cut`: the node cannot be reached; what is typed is kept here and sent later. `over`: nothing is taken any more. */
export type LiveState = 'joining' | 'live' | 'cut' | 'over'

export type Someone = { readonly client: number; readonly by: PublicKeyHex; readonly byName: string | null }
export type Present = Someone & { readonly cursor: string | null }

/** All that the page shows of a draft while it is written; another object after each change. */
export type LiveView = {
  readonly state: LiveState
  readonly problem: unknown
  /** Whether something has not reached the node yet. */
  readonly isUnsent: boolean
  readonly here: readonly Present[]
  readonly names: ReadonlyMap<PublicKeyHex, string>
  readonly title: string
  readonly pieces: readonly Piece[]
  /** The client id of this page. */
  readonly client: number
}

export type LiveDraft = {
  readonly doc: Y.Doc
  readonly undo: Y.UndoManager
  view(): LiveView
  subscribe(listener: () => void): () => void
  /** Where in the text the caret is; null: nowhere. */
  point(place: number | null): void
  /** Resolves when the node has all that was typed; rejects where it takes no more. */
  settle(): Promise<void>
  /** Listens no more; what was typed is still sent. */
  close(): void
}

/** Marks changes that were typed here. */
export const TYPED = 'typed'
const FROM_NODE = 'node'

const SEND_MS = 150
const POINT_MS = 400
const RETRY_MS = 2_000
/** The node forgets who has said nothing for 45 s. */
const HERE_MS = 15_000
const MOST_BYTES = 90_000

/** Writes a draft along: a document here, kept in step with the node's, that goes on while the node is away. */
export function openLiveDraft(api: Api, draft: string): LiveDraft {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  const title = doc.getText('title')
  const undo = new Y.UndoManager([text, title], { trackedOrigins: new Set([TYPED]) })
  const params = { path: { id: draft } }
  const writers = new Map<number, PublicKeyHex>()
  const names = new Map<PublicKeyHex, string>()
  const listeners = new Set<() => void>()
  const settling = new Set<{ resolve: () => void; reject: (error: unknown) => void }>()
  let [state, problem]: [LiveState, unknown] = ['joining', undefined]
  let here: readonly Present[] = []
  let unsent: Uint8Array[] = []
  let [isSending, isClosed, cursor]: [boolean, boolean, string | null] = [false, false, null]
  let client = 0
  let source: EventSource | undefined
  let connecting: ReturnType<typeof setTimeout> | undefined
  let sending: ReturnType<typeof setTimeout> | undefined
  let pointing: ReturnType<typeof setTimeout> | undefined
  let shown: LiveView | undefined

  const changed = () => {
    shown = undefined
    for (const listener of listeners) listener()
  }
  const become = (next: LiveState, why?: unknown) => {
    if (state === 'over') return
    state = next
    problem = why
    if (next === 'over') {
      source?.close()
      for (const { reject } of settling) reject(why)
      settling.clear()
    }
    changed()
  }
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== FROM_NODE) {
      unsent.push(update)
      sending ??= setTimeout(send, SEND_MS)
    }
    changed()
  })

  const send = async () => {
    sending = undefined
    if (isSending || unsent.length === 0 || client === 0 || state === 'over') return
    isSending = true
    const taken = takenOf(unsent)
    try {
      const body = { client, update: toBase64(Y.mergeUpdates(taken)) }
      await unwrap(api.POST('/drafts/{id}/live/updates', { params, body }))
      unsent = unsent.slice(taken.length)
      if (unsent.length > 0) sending ??= setTimeout(send, SEND_MS)
      else {
        for (const { resolve } of settling) resolve()
        settling.clear()
      }
      if (state === 'cut' && source?.readyState === EventSource.OPEN) become('live')
    } catch (error) {
      if (isBroken(error)) become('cut')
      else if (isCode(error, 'live/gap')) unsent = [Y.encodeStateAsUpdate(doc)]
      else if (!isCode(error, 'live/too-fast')) return become('over', error)
      sending ??= setTimeout(send, RETRY_MS)
    } finally {
      isSending = false
      changed()
    }
  }

  const sayHere = async () => {
    pointing = undefined
    if (client === 0 || isClosed || state !== 'live') return
    await unwrap(api.POST('/drafts/{id}/live/here', { params, body: { client, cursor } })).catch(() => undefined)
  }
  const breathing = setInterval(sayHere, HERE_MS)

  const listen = () => {
    source?.close()
    const opened = new EventSource(`/api/v1/drafts/${draft}/live/stream?client=${client}`)
    source = opened
    opened.addEventListener('update', ({ data }) => {
      const bytes = parseBase64(field(JSON.parse(data), 'update') ?? '')
      if (bytes) Y.applyUpdate(doc, bytes, FROM_NODE)
      if (state !== 'live') {
        become('live')
        send()
      }
    })
    opened.addEventListener('writers', ({ data }) => {
      for (const { client: one, by, byName } of someoneIn(JSON.parse(data))) {
        writers.set(one, by)
        if (byName) names.set(by, byName)
      }
    })
    opened.addEventListener('here', ({ data }) => {
      here = someoneIn(JSON.parse(data))
      for (const { by, byName } of here) if (byName) names.set(by, byName)
      changed()
    })
    opened.addEventListener('error', () => {
      if (isClosed || source !== opened) return
      become('cut')
      // The browser tries again by itself unless the node answered with an error: then ask it which.
      if (opened.readyState === EventSource.CLOSED) connecting = setTimeout(connect, RETRY_MS)
    })
  }
  const connect = async () => {
    if (isClosed) return
    try {
      if (client === 0) {
        const answer = await unwrap(api.POST('/drafts/{id}/live', { params }))
        client = answer.client
        doc.clientID = client
      } else await unwrap(api.POST('/drafts/{id}/live/here', { params, body: { client, cursor } }))
      if (!isClosed) listen()
    } catch (error) {
      const isPassing = isBroken(error) || isCode(error, 'live/too-fast') || isCode(error, 'node/failed')
      if (!isPassing && error instanceof Problem) return become('over', error)
      become(client === 0 ? 'joining' : 'cut')
      connecting = setTimeout(connect, RETRY_MS)
    }
  }
  connect()

  return {
    doc,
    undo,
    view() {
      shown ??= {
        state,
        problem,
        isUnsent: unsent.length > 0,
        here,
        names: new Map(names),
        title: title.toString(),
        pieces: piecesIn(text, writers),
        client,
      }
      return shown
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    point(place) {
      cursor =
        place === null ? null : toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, place)))
      pointing ??= setTimeout(sayHere, POINT_MS)
    },
    settle() {
      if (state === 'over') return Promise.reject(problem)
      if (unsent.length === 0) return Promise.resolve()
      clearTimeout(sending)
      send()
      return new Promise((resolve, reject) => settling.add({ resolve, reject }))
    },
    close() {
      isClosed = true
      clearTimeout(connecting)
      clearTimeout(pointing)
      clearInterval(breathing)
      source?.close()
      send()
    },
  }
}

/** Where in the text somebody's cursor is; null where it is nowhere. */
export function placeOf(doc: Y.Doc, cursor: string | null): number | null {
  const bytes = cursor === null ? undefined : parseBase64(cursor)
  if (!bytes) return null
  try {
    const position = Y.decodeRelativePosition(bytes)
    const found = Y.createAbsolutePositionFromRelativePosition(position, doc)
    return found?.type === doc.getText('text') ? found.index : null
  } catch {
    return null
  }
}

/** Changes from the oldest on that fit into one request. */
function takenOf(unsent: readonly Uint8Array[]): Uint8Array[] {
  let bytes = 0
  const fitting = unsent.findIndex(update => {
    bytes += update.length
    return bytes > MOST_BYTES
  })
  return unsent.slice(0, fitting === -1 ? unsent.length : Math.max(1, fitting))
}

function piecesIn(text: Y.Text, writers: ReadonlyMap<number, PublicKeyHex>): Piece[] {
  const pieces: Piece[] = []
  for (let item = text._start; item; item = item.right) {
    const by = writers.get(item.id.client)
    if (!item.deleted && item.content instanceof Y.ContentString && by) pieces.push({ by, text: item.content.str })
  }
  return joined(pieces)
}

function field(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof found === 'string' ? found : undefined
}

function someoneIn(value: unknown): Present[] {
  if (!Array.isArray(value)) return []
  return value.flatMap(one => {
    const [by, client] = [field(one, 'by') ?? '', Number(Reflect.get(Object(one), 'client'))]
    if (!isPublicKeyHex(by)) return []
    return [{ client, by, byName: field(one, 'byName') ?? null, cursor: field(one, 'cursor') ?? null }]
  })
}
