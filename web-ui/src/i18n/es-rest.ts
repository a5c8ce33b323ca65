import { asking } from './es/asking.ts'
import { councilHome } from './es/council-home.ts'
import { delegation } from './es/delegation.ts'
import { draws } from './es/draws.ts'
import { elections } from './es/elections.ts'
import { entrance } from './es/entrance.ts'
import { federation } from './es/federation.ts'
import { founding } from './es/founding.ts'
import { initiatives } from './es/initiatives.ts'
import { me } from './es/me.ts'
import { members } from './es/members.ts'
import { membership } from './es/membership.ts'
import { motions } from './es/motions.ts'
import { network } from './es/network.ts'
import { newProposal } from './es/new-proposal.ts'
import { offers } from './es/offers.ts'
import { setup } from './es/setup.ts'
import { stewardship } from './es/stewardship.ts'

/** What the pages say that are opened later. */
export const esRest = {
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
