import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Members } from '../../domains/group/members.ts'
import type { PersonView } from '../schema/person.ts'

/** Members of a log by their keys, with their names. */
export function namesOf(members: Members, log: number): (key: PublicKeyHex) => PersonView {
  return key => ({ key, name: members.get(log, key)?.name ?? '' })
}
