import type { Api, UseContext } from '../api.ts'
import { argumentRoutes } from './arguments.ts'
import { bulletinRoutes } from './bulletins.ts'
import { charterRoutes } from './charter.ts'
import { councilRoutes } from './council.ts'
import { delegationRoutes } from './delegations.ts'
import { draftRoutes } from './drafts.ts'
import { dueRoutes } from './due.ts'
import { electionRoutes } from './elections.ts'
import { entryRoutes } from './entries.ts'
import { federationRoutes } from './federations.ts'
import { followUpRoutes } from './follow-up.ts'
import { groupRoutes } from './group.ts'
import { handoverRoutes } from './handovers.ts'
import { initiativeRoutes } from './initiatives.ts'
import { keyRequestRoutes } from './key-requests.ts'
import { liveRoutes } from './live.ts'
import { membershipRoutes } from './memberships.ts'
import { mergingRoutes } from './merging.ts'
import { motionRoutes } from './motions.ts'
import { myFileRoutes } from './my-file.ts'
import { networkRoutes } from './network.ts'
import { nodeRoutes } from './node.ts'
import { nodeKeyRoutes } from './node-keys.ts'
import { objectionRoutes } from './objections.ts'
import { offerWishRoutes } from './offer-wishes.ts'
import { offerRoutes } from './offers.ts'
import { paperRoutes } from './paper.ts'
import { proposalRoutes } from './proposals.ts'
import { receiptRoutes } from './receipts.ts'
import { rollCallRoutes } from './roll-call.ts'
import { searchRoutes } from './search.ts'
import { sessionRoutes } from './sessions.ts'
import { setupRoutes } from './setup.ts'
import { sortitionRoutes } from './sortitions.ts'
import { streamRoutes } from './stream.ts'
import { verifyRoutes } from './verify.ts'
import { witnessRoutes } from './witnesses.ts'

/** Every domain's routes. */
export function apiRoutes(api: Api, context: UseContext): void {
  nodeRoutes(api, context)
  setupRoutes(api, context)
  groupRoutes(api, context)
  charterRoutes(api, context)
  entryRoutes(api, context)
  receiptRoutes(api, context)
  sessionRoutes(api, context)
  handoverRoutes(api, context)
  keyRequestRoutes(api, context)
  myFileRoutes(api, context)
  proposalRoutes(api, context)
  rollCallRoutes(api, context)
  delegationRoutes(api, context)
  draftRoutes(api, context)
  liveRoutes(api, context)
  argumentRoutes(api, context)
  objectionRoutes(api, context)
  paperRoutes(api, context)
  followUpRoutes(api, context)
  dueRoutes(api, context)
  federationRoutes(api, context)
  membershipRoutes(api, context)
  councilRoutes(api, context)
  motionRoutes(api, context)
  mergingRoutes(api, context)
  nodeKeyRoutes(api, context)
  offerRoutes(api, context)
  offerWishRoutes(api, context)
  bulletinRoutes(api, context)
  electionRoutes(api, context)
  initiativeRoutes(api, context)
  sortitionRoutes(api, context)
  searchRoutes(api, context)
  networkRoutes(api, context)
  witnessRoutes(api, context)
  streamRoutes(api, context)
  verifyRoutes(api, context)
}
