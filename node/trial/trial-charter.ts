import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import { ONE, ZERO } from '../../protocol/rational.ts'

/** Characters that the name of a group may have. */
const LONGEST_NAME = 80

/** Terms of a trial: everyone in the file has voted, so quorums say nothing; every area has to be counted again. */
export function charterOf(
  name: string,
  members: Charter['members'],
  steward: PublicKeyHex,
  node: PublicKeyHex,
): Charter {
  return {
    name: [...name].slice(0, LONGEST_NAME).join(''),
    purpose: 'a trial of a participatory budget',
    languages: [],
    place: null,
    members,
    founder: 'Steward of a trial',
    stewards: [steward],
    threshold: 1,
    node,
    admission: { type: 'invited' },
    decisions: { method: { method: 'majority' }, quorum: ZERO },
    federatedProposals: 'open-at-once',
    federation: members === 'groups' ? { quorum: ONE, evidence: 'recount', binds: true } : null,
    privacy: { reading: 'anyone', rollCall: 'voter' },
  }
}
