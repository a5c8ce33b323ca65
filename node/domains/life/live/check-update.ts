import * as Y from 'yjs'
import { type Refusal, refuse } from '../../../../protocol/refusal.ts'
import { FIELDS } from './live-text.ts'

/** Characters that one update may put in. */
const LONGEST_INSERTION = 65_536

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

/**
 * Whether a document takes an update of one writer whole: everything new in it is under the writer's own client id,
 * follows on what the document has, and is plain text in its fields. Taking text out is open to whoever writes along.
 * Refusals: `live/bad-update`, `live/not-your-client`, `live/gap`.
 */
export function checkUpdate(doc: Y.Doc, client: number, update: Uint8Array): Refusal | undefined {
  const read = readUpdate(update)
  if (!read) return refuse('live/bad-update')
  const known = (id: number) => Y.getState(doc.store, id)
  let clock = known(client)
  for (const struct of read.structs) {
    const { id, length } = struct
    const end = id.clock + length
    if (end <= known(id.client) || struct instanceof Y.Skip) continue
    if (id.client !== client) return refuse('live/not-your-client')
    if (id.clock > clock) return refuse('live/gap')
    if (length > LONGEST_INSERTION || !isPlainText(struct)) return refuse('live/bad-update')
    const isKnown = (of: Y.ID | null) => !of || of.clock < (of.client === client ? id.clock : known(of.client))
    if (struct instanceof Y.Item && !(isKnown(struct.origin) && isKnown(struct.rightOrigin))) return refuse('live/gap')
    clock = Math.max(clock, end)
  }
  for (const [of, deleted] of read.ds.clients) {
    const end = of === client ? clock : known(of)
    if (deleted.some(({ clock: from, len }) => from + len > end)) return refuse('live/gap')
  }
  return undefined
}

function readUpdate(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | undefined {
  try {
    return Y.decodeUpdate(update)
  } catch {
    return undefined
  }
}

/** Text in one of the fields, its lines ended as fields do, or what is left of text that was taken out again. */
function isPlainText(struct: Struct): boolean {
  if (!(struct instanceof Y.Item)) return struct instanceof Y.GC
  const { content, origin, rightOrigin, parent, parentSub } = struct
  const isText =
    content instanceof Y.ContentDeleted || (content instanceof Y.ContentString && !content.str.includes('\r'))
  const isInField = typeof parent === 'string' ? FIELDS.some(field => field === parent) : parent === null
  // A place in the document is a field's, or beside what stands there already.
  return isText && parentSub === null && isInField && (parent !== null || origin !== null || rightOrigin !== null)
}
