import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { rational } from '../../../protocol/rational.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { DeviceKey } from '../device-key.ts'
import { signerOf } from './make-key.ts'
import { signKind } from './sign-entry.ts'

/** What the first steward says about a new group. */
export type Founding = {
  readonly name: string
  readonly purpose: string
  readonly language: string
  /** Geohash of four characters. */
  readonly place: string | null
  readonly founder: string
  readonly admission: Charter['admission']['type']
  readonly reading: Charter['privacy']['reading']
  readonly rollCall: Charter['privacy']['rollCall']
  readonly hidesTally: boolean
  /** How many days back members count as active; null where nothing is asked of those alone. */
  readonly activeDays: number | null
}

/** Members who must vouch where newcomers are vouched for; the page says so. */
const VOUCHERS = 3

/** Signs the charter of a new group of people as its first steward and hands it to the node that will keep it. */
export async function found(api: Api, deviceKey: DeviceKey, founding: Founding, token: string): Promise<void> {
  const { nodeKey } = await unwrap(api.GET('/node'))
  const body = charterOf(founding, deviceKey.key, nodeKey)
  const { entry } = signKind(signerOf(deviceKey), { kind: 'group/founded', log: null, seq: 0, body })
  await unwrap(api.POST('/setup', { body: { token, entry } }))
}

/** A charter with the defaults that a group starts from: plain majority, no quorum. */
export function charterOf(founding: Founding, steward: string, node: string): Charter {
  if (!isPublicKeyHex(steward) || !isPublicKeyHex(node)) throw new TypeError('not a public key')
  const { name, purpose, language, place, founder, admission, reading, rollCall, hidesTally, activeDays } = founding
  return {
    name: name.normalize('NFC'),
    purpose: purpose.normalize('NFC'),
    languages: [language],
    place,
    members: 'people',
    founder: founder.normalize('NFC'),
    stewards: [steward],
    threshold: 1,
    node,
    admission: admission === 'vouched' ? { type: admission, by: VOUCHERS } : { type: admission },
    decisions: { method: { method: 'majority' }, quorum: rational(0), ...(activeDays === null ? {} : { activeDays }) },
    federatedProposals: 'open-at-once',
    federation: null,
    privacy: { reading, rollCall, ...(hidesTally ? { liveTally: false } : {}) },
  }
}
