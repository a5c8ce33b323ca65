import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { KeyRequestState } from '../../../protocol/group/lost-key.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import type { MemberKeys } from './keys.ts'

type KeyKinds = 'key/asked' | 'key/backed' | 'key/declined' | 'key/objected' | 'key/withdrawn' | 'key/replaced'

/** What new keys ask for, as tables. */
export function keyProjection(store: Store, keys: MemberKeys): Projection<KeyKinds> {
  const supersede = store.prepare<[number, number, Uint8Array]>(
    `UPDATE key_request SET state = 'superseded', ended_at_ms = ? WHERE log = ? AND member = ? AND state = 'open'`,
  )
  const ask = store.prepare<[string, number, number, Uint8Array, Uint8Array, number]>(
    `INSERT INTO key_request (cid, log, position, member, key, state, asked_at_ms) VALUES (?, ?, ?, ?, ?, 'open', ?)`,
  )
  const back = store.prepare<[string, Uint8Array]>('INSERT INTO key_backing (request, member) VALUES (?, ?)')
  const end = store.prepare<[KeyRequestState, number, Uint8Array | null, string | null, string]>(
    'UPDATE key_request SET state = ?, ended_at_ms = ?, ended_by = ?, reason = ? WHERE cid = ?',
  )
  const replace = store.prepare<[number, Uint8Array, Uint8Array, number, number]>(
    'INSERT INTO member_key (log, key, member, position, at_ms) VALUES (?, ?, ?, ?, ?)',
  )
  const settle = (id: Cid, state: KeyRequestState, atMs: number) => end.run(state, atMs, null, null, id)
  return {
    'key/asked': ({ entry, body }, { log, position, acceptedAtMs }) => {
      const member = fromHex(body.member)
      supersede.run(acceptedAtMs, log, member)
      ask.run(entry.id, log, position, member, fromHex(entry.header.by), acceptedAtMs)
    },
    'key/backed': ({ entry, body }) => {
      back.run(body.request, fromHex(entry.header.by))
    },
    'key/declined': ({ entry, body }, { acceptedAtMs }) => {
      end.run('declined', acceptedAtMs, fromHex(entry.header.by), body.reason, body.request)
    },
    'key/objected': ({ body }, { acceptedAtMs }) => {
      settle(body.request, 'objected', acceptedAtMs)
    },
    'key/withdrawn': ({ body }, { acceptedAtMs }) => {
      settle(body.request, 'withdrawn', acceptedAtMs)
    },
    'key/replaced': ({ body }, { log, position, acceptedAtMs }) => {
      settle(body.request, 'replaced', acceptedAtMs)
      replace.run(log, fromHex(body.key), fromHex(body.member), position, acceptedAtMs)
      keys.forget()
    },
  }
}
