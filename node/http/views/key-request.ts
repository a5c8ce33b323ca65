import { plainName } from '../../../protocol/bytes/plain-name.ts'
import {
  backingFor,
  hasLapsed,
  objectionMs,
  REQUEST_LAPSES_MS,
  standingBackers,
} from '../../../protocol/group/lost-key.ts'
import { withOffices } from '../../../protocol/group/office.ts'
import type { StoredKeyRequest } from '../../domains/group/keys.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'
import type { KeyRequestView } from '../schema/key-request.ts'
import { namesIn } from './name.ts'
import { namesOf } from './person.ts'

/** A request for a membership, as whoever asked may see it, too. */
export function keyRequestView(using: Context, own: LogRow, request: StoredKeyRequest): KeyRequestView {
  const { core, members } = using
  const reader = withOffices(core.reader(own), [core.now()])
  const { id, member, state, askedAtMs, declinedBy, reason } = request
  const { by, needed } = backingFor(reader, member)
  const isGone = reader.member(member)?.state !== 'active' || reader.member(request.key) !== undefined
  return {
    id,
    member: namesOf(members, own.row)(member),
    state: state === 'open' && (isGone || hasLapsed(request, core.now())) ? 'lapsed' : state,
    askedAtMs,
    fromMs: askedAtMs + objectionMs(reader.charter()),
    lapsesAtMs: askedAtMs + REQUEST_LAPSES_MS,
    backed: standingBackers(reader, request).length,
    needed,
    by: by === 'govern' ? 'stewards' : 'members',
    declined: declinedBy && { by: namesIn(using, own)(declinedBy) ?? '', reason: plainName(reason ?? '') },
  }
}
