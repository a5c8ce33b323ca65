import { trustedCid } from '../../../protocol/bytes/cid.ts'
import type { ArgumentMade } from '../../../protocol/life/argument.ts'
import type { Api } from '../api/client.ts'
import type { Ack } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { write } from './write.ts'

type Argument = { readonly proposal: string; readonly side: ArgumentMade['side']; readonly text: string }

/** Gives a reason for or against, under the member's own name. */
export function argue(api: Api, member: DeviceKey, group: string, { proposal, side, text }: Argument): Promise<Ack> {
  const body = { proposal: trustedCid(proposal), side, text: text.normalize('NFC') }
  return write(api, member, { kind: 'argument/made', log: group, body })
}
