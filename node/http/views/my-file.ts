import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { type Cid, trustedCid } from '../../../protocol/bytes/cid.ts'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import { type PublicKeyHex, publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import { openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { LogRow, StoredEntry } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Context } from '../context.ts'
import type { MyFileView } from '../schema/my-file.ts'
import { delegationsView } from './delegation.ts'
import { jsonOf } from './json-of.ts'
import { choiceView } from './method.ts'
import { receiptOf } from './receipt.ts'

/** Everything that this node holds of one member, for that member alone. */
export function myFileView(using: Context, own: LogRow, key: PublicKeyHex): MyFileView {
  const { core } = using
  const member = using.members.get(own.row, key)
  return {
    comunal: 'member',
    v: 1,
    madeAtMs: core.now(),
    group: { id: own.id, name: plainName(core.reader(own).charter()?.name ?? ''), nodeKey: core.nodeKey },
    member: {
      key,
      name: member?.name ?? null,
      role: member?.role ?? null,
      state: member?.state ?? null,
      joinedAtMs: member?.joinedAtMs ?? null,
    },
    entries: [...core.logs.values()].flatMap(({ row, id }) =>
      core.projections.keys
        .keysOf(own.row, key)
        .flatMap(signer => core.tables.ofAuthor(row, publicKeyBytes(signer)))
        .flatMap(stored => entryView(using, id, stored)),
    ),
    votes: votesOf(using, own, key),
    delegations: delegationsView(using, own, key),
    wishes: using.offerWishes.of(key),
  }
}

function entryView(using: Context, log: Cid, { index, signed }: StoredEntry): MyFileView['entries'] {
  const entry = decodeEntry(signed, nativeSha256)
  if (isRefusal(entry)) throw new Error(`a stored entry does not read: ${entry.code}`)
  const known = openEntry(entry)
  const { id, header } = entry
  return [
    {
      id,
      log,
      index,
      kind: header.kind,
      atMs: header.at,
      body: isRefusal(known) ? null : jsonOf<object>(withTextBytes(known.body)),
      signed: toBase64(encodeSignedEntry(signed)),
      receipt: receiptText(using, id),
    },
  ]
}

function votesOf(using: Context, own: LogRow, key: PublicKeyHex): MyFileView['votes'] {
  const { proposals } = using.core.projections
  return proposals.list(own.row).flatMap(id => {
    const proposal = proposals.get(trustedCid(id))
    const ballotKey = proposal && using.ballotKeyOf(id, key)
    if (!proposal || !ballotKey) return []
    const ballot = using.voters.ballot(proposal, ballotKey.key)
    const { title, state } = proposal
    return {
      proposal: id,
      title,
      state,
      ballotKey: ballotKey.key,
      ballot: ballot
        ? {
            id: ballot.id,
            index: ballot.index,
            choice: choiceView(ballot.choice),
            receipt: receiptText(using, ballot.id),
          }
        : null,
      onPaper: using.paperNotes.issue(id, key) !== undefined,
    }
  })
}

function receiptText({ core }: Context, id: Cid): string | null {
  const receipt = receiptOf(core, id)
  return isRefusal(receipt) ? null : receipt.text
}

/** Bytes as Base 64, wherever they stand. */
function withTextBytes(value: unknown): object {
  const read = (part: unknown): unknown => {
    if (part instanceof Uint8Array) return toBase64(part)
    if (Array.isArray(part)) return part.map(read)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, read(item)]))
  }
  const copy = read(value)
  if (typeof copy !== 'object' || copy === null) throw new TypeError('a body is a map')
  return copy
}
