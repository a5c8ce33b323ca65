import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { KeyReader, KeyRequest, KeyRequestState } from '../../../protocol/group/lost-key.ts'
import type { Store } from '../../store/open.ts'
import { openProposalSecrets } from '../governance/secrets.ts'
import { storedCid } from '../stored.ts'

/** A request with what is shown of it. */
export type StoredKeyRequest = KeyRequest & {
  readonly askedAtMs: number
  readonly declinedBy: PublicKeyHex | null
  readonly reason: string | null
}

type RequestRow = {
  cid: string
  member: Uint8Array
  key: Uint8Array
  state: KeyRequestState
  asked_at_ms: number
  ended_at_ms: number | null
  ended_by: Uint8Array | null
  reason: string | null
}
type KeyRow = { key: Uint8Array; member: Uint8Array; at_ms: number }
type Succession = {
  readonly holders: ReadonlyMap<PublicKeyHex, PublicKeyHex>
  /** Of each member whose key was replaced all keys, the first to the newest, and since when that is it. */
  readonly keys: ReadonlyMap<PublicKeyHex, { readonly all: readonly PublicKeyHex[]; readonly sinceMs: number }>
}

export type MemberKeys = ReturnType<typeof openMemberKeys>

/** Keys that took the place of lost ones, and what is asked for. Those of a log stay in memory: every entry asks who signed it. */
export function openMemberKeys(store: Store) {
  const successors = store.prepare<[number], KeyRow>(
    'SELECT key, member, at_ms FROM member_key WHERE log = ? ORDER BY position',
  )
  const one = store.prepare<[number, string], RequestRow>('SELECT * FROM key_request WHERE log = ? AND cid = ?')
  const open = store.prepare<[number], RequestRow>(
    `SELECT * FROM key_request WHERE log = ? AND state = 'open' ORDER BY position`,
  )
  const newest = store.prepare<[number, Uint8Array], RequestRow>(
    'SELECT * FROM key_request WHERE log = ? AND member = ? ORDER BY position DESC LIMIT 1',
  )
  const asked = store
    .prepare<[number, Uint8Array], number>('SELECT 1 FROM key_request WHERE log = ? AND key = ? LIMIT 1')
    .pluck()
  const backers = store.prepare<[string], Uint8Array>('SELECT member FROM key_backing WHERE request = ?').pluck()
  const secrets = openProposalSecrets(store)
  const kept = new Map<number, Succession>()

  const succession = (log: number): Succession => {
    const held = kept.get(log) ?? read(successors.all(log))
    kept.set(log, held)
    return held
  }
  const keysOf = (log: number, member: PublicKeyHex): readonly PublicKeyHex[] =>
    succession(log).keys.get(member)?.all ?? [member]
  const current = (log: number, member: PublicKeyHex): PublicKeyHex => keysOf(log, member).at(-1) ?? member

  return {
    /** The member whom a key stands for, or once stood for: itself where it never took another's place. */
    memberOf: (log: number, key: PublicKeyHex): PublicKeyHex => succession(log).holders.get(key) ?? key,
    /** Whether it signs, or once signed, for a member whose key was replaced. */
    isKnown: (log: number, key: PublicKeyHex): boolean => succession(log).holders.has(key),
    /** All keys that ever signed for a member, the first to the newest. */
    keysOf,
    current,
    /** Since when another key signs than the one with which the member came in; null where it does not. */
    replacedAtMs: (log: number, member: PublicKeyHex): number | null =>
      succession(log).keys.get(member)?.sinceMs ?? null,
    /** Whether another key has taken the place of this one. */
    isReplaced: (log: number, key: PublicKeyHex): boolean => {
      const member = succession(log).holders.get(key)
      return member !== undefined && current(log, member) !== key
    },
    request(log: number, id: Cid): StoredKeyRequest | undefined {
      const row = one.get(log, id)
      return row && requestOf(row)
    },
    open: (log: number): StoredKeyRequest[] => open.all(log).map(requestOf),
    reader: (log: number): KeyReader => ({
      holder: key => succession(log).holders.get(key),
      current: member => current(log, member),
      request(id) {
        const row = one.get(log, id)
        return row && requestOf(row)
      },
      open: () => open.all(log).map(requestOf),
      newest(member) {
        const row = newest.get(log, fromHex(member))
        return row && requestOf(row)
      },
      hasAsked: key => asked.get(log, fromHex(key)) !== undefined,
      backers: request => backers.all(request).map(publicKeyHex),
      isOfReplaced(proposal, ballotKey) {
        if (succession(log).keys.size === 0) return false
        const member = secrets.memberOf(proposal, ballotKey)
        if (!member || !succession(log).keys.has(member)) return false
        return !secrets.get(proposal)?.members.includes(current(log, member))
      },
    }),
    /** Reads anew what is in memory; after a key was replaced, or a transaction did not hold. */
    forget: (): void => kept.clear(),
  }
}

/** The key by which a member is in the electorate of a vote, of all that ever signed for them. */
export function keyAmong(entitled: readonly PublicKeyHex[], keys: readonly PublicKeyHex[]): PublicKeyHex | undefined {
  return keys.findLast(key => entitled.includes(key))
}

function read(rows: readonly KeyRow[]): Succession {
  const holders = new Map<PublicKeyHex, PublicKeyHex>()
  const keys = new Map<PublicKeyHex, { all: PublicKeyHex[]; sinceMs: number }>()
  for (const row of rows) {
    const [key, member] = [publicKeyHex(row.key), publicKeyHex(row.member)]
    holders.set(member, member).set(key, member)
    keys.set(member, { all: [...(keys.get(member)?.all ?? [member]), key], sinceMs: row.at_ms })
  }
  return { holders, keys }
}

function requestOf(row: RequestRow): StoredKeyRequest {
  return {
    id: storedCid(row.cid),
    member: publicKeyHex(row.member),
    key: publicKeyHex(row.key),
    state: row.state,
    askedAtMs: row.asked_at_ms,
    endedAtMs: row.ended_at_ms,
    declinedBy: row.ended_by && publicKeyHex(row.ended_by),
    reason: row.reason,
  }
}
