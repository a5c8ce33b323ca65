import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Api } from '../api/client.ts'
import type { Ack } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { ownFeed } from './offers.ts'
import { write } from './write.ts'

/** Sends a member to a federation's council for a time; in the group's feed there. */
export async function seatDelegate(
  api: Api,
  steward: DeviceKey,
  group: string,
  { federation, delegate, name, fromMs, untilMs }: Term & { federation: string },
): Promise<Ack> {
  if (!isPublicKeyHex(delegate)) throw new TypeError('not a public key')
  const log = await ownFeed(api, group, federation)
  const body = { delegate, name: name.normalize('NFC'), fromMs, untilMs, election: null }
  return write(api, steward, { kind: 'council/seated', log, body })
}

type Term = { delegate: string; name: string; fromMs: number; untilMs: number }

/** Takes the delegate back before the term is over. */
export async function recallDelegate(
  api: Api,
  steward: DeviceKey,
  group: string,
  { federation, seating, cause }: { federation: string; seating: string; cause: string },
): Promise<Ack> {
  const log = await ownFeed(api, group, federation)
  const body = { seating: trustedCid(seating), cause: cause.normalize('NFC') }
  return write(api, steward, { kind: 'council/recalled', log, body })
}
