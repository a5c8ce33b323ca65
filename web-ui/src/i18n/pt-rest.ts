import { asking } from './pt/asking.ts'
import { councilHome } from './pt/council-home.ts'
import { delegation } from './pt/delegation.ts'
import { draws } from './pt/draws.ts'
import { elections } from './pt/elections.ts'
import { entrance } from './pt/entrance.ts'
import { federation } from './pt/federation.ts'
import { founding } from './pt/founding.ts'
import { initiatives } from './pt/initiatives.ts'
import { me } from './pt/me.ts'
import { members } from './pt/members.ts'
import { membership } from './pt/membership.ts'
import { motions } from './pt/motions.ts'
import { network } from './pt/network.ts'
import { newProposal } from './pt/new-proposal.ts'
import { offers } from './pt/offers.ts'
import { setup } from './pt/setup.ts'
import { stewardship } from './pt/stewardship.ts'

/** What the pages say that are opened later. */
export const ptRest = {
  ...asking,
  ...delegation,
  ...newProposal,
  ...federation,
  ...councilHome,
  ...offers,
  ...network,
  ...elections,
  ...initiatives,
  ...draws,
  ...members,
  ...membership,
  ...motions,
  ...me,
  ...entrance,
  ...setup,
  ...founding,
  ...stewardship,
} as const
