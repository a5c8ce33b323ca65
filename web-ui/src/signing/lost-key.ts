import { type Cid, trustedCid } from '../../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { checkWords } from '../../../protocol/keys/check-words.ts'
import type { Api } from '../api/client.ts'
import type { Ack } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import type { AskingKey } from '../lost-key/asking-key.ts'
import { makeKey } from './make-key.ts'
import { write } from './write.ts'

type Hand = { readonly api: Api; readonly member: DeviceKey; readonly group: string }

/** Makes a key and asks for the membership of somebody who lost theirs. */
export async function ask(api: Api, group: string, lost: string): Promise<AskingKey> {
  if (!isPublicKeyHex(lost)) throw new TypeError('not a public key')
  const key = makeKey()
  const { id } = await write(api, key, { kind: 'key/asked', log: group, body: { member: lost } })
  return { key, request: id }
}

export const withdraw = (hand: Hand, request: string): Promise<Ack> => say(hand, 'key/withdrawn', request)
export const back = (hand: Hand, request: string): Promise<Ack> => say(hand, 'key/backed', request)
export const object = (hand: Hand, request: string): Promise<Ack> => say(hand, 'key/objected', request)

export function decline({ api, member, group }: Hand, request: string, reason: string): Promise<Ack> {
  const body = { request: trustedCid(request), reason: reason.normalize('NFC') }
  return write(api, member, { kind: 'key/declined', log: group, body })
}

/** The words by which two people see that they look at one request. */
export const wordsOf = (request: string): string => checkWords(trustedCid(request)).join(' ')

function say(
  { api, member, group }: Hand,
  kind: 'key/withdrawn' | 'key/backed' | 'key/objected',
  request: string,
): Promise<Ack> {
  const body: { request: Cid } = { request: trustedCid(request) }
  return write(api, member, { kind, log: group, body })
}
