import { trustedCid } from '../../../protocol/bytes/cid.ts'
import type { BodyOf, KindName } from '../../../protocol/kinds.ts'
import { type Api, unwrap } from '../api/client.ts'
import { isBroken } from '../api/problem.ts'
import type { DeviceKey } from '../device-key.ts'
import { keepWriting, knownSeq, noteSeq, tidyWritings } from '../kept-writings.ts'
import type { Outbox } from '../outbox.ts'
import { signerOf } from './make-key.ts'
import { signKind } from './sign-entry.ts'

/** Who writes, for which group, and where it waits while the node cannot be reached. */
export type Pen = {
  readonly api: Api
  readonly member: DeviceKey
  readonly group: string
  readonly own: Storage
  readonly outbox: Outbox
}

export type Written = { readonly id: string; readonly isKept: boolean }

/**
 * Signs an entry for the group's log at once and sends it, now or when the connection is back: for what stands by
 * itself, so that it does not matter which of an author's entries has the higher `seq`.
 * @param about id of what it is about; `text` what is said, to be shown while it waits.
 */
export async function writeOrKeep<K extends KindName>(
  { api, member, group, own, outbox }: Pen,
  { kind, body, about, text = '' }: { kind: K; body: BodyOf<K>; about: string; text?: string },
): Promise<Written> {
  const seq = await nextSeq(api, group, member.key, knownSeq(own, group) + 1)
  const { id, entry } = signKind(signerOf(member), { kind, log: trustedCid(group), seq, body })
  noteSeq(own, group, seq)
  try {
    await unwrap(api.POST('/entries', { body: { entry } }))
    return { id, isKept: false }
  } catch (error) {
    if (!isBroken(error)) throw error
    const isNeeded = (one: string) => [...outbox.waiting(), ...outbox.refused()].some(item => item.id === one)
    tidyWritings(own, isNeeded)
    keepWriting(own, { id, kind, about, text })
    outbox.add({ id, entry })
    return { id, isKept: true }
  }
}

async function nextSeq(api: Api, log: string, key: string, afterOwn: number): Promise<number> {
  try {
    const next = await unwrap(api.GET('/logs/{log}/next-seq', { params: { path: { log }, query: { key } } }))
    return Math.max(next.seq, afterOwn)
  } catch (error) {
    if (isBroken(error)) return afterOwn
    throw error
  }
}
