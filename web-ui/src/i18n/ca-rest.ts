import { asking } from './ca/asking.ts'
import { councilHome } from './ca/council-home.ts'
import { delegation } from './ca/delegation.ts'
import { draws } from './ca/draws.ts'
import { elections } from './ca/elections.ts'
import { entrance } from './ca/entrance.ts'
import { federation } from './ca/federation.ts'
import { founding } from './ca/founding.ts'
import { initiatives } from './ca/initiatives.ts'
import { me } from './ca/me.ts'
import { members } from './ca/members.ts'
import { membership } from './ca/membership.ts'
import { motions } from './ca/motions.ts'
import { network } from './ca/network.ts'
import { newProposal } from './ca/new-proposal.ts'
import { offers } from './ca/offers.ts'
import { setup } from './ca/setup.ts'
import { stewardship } from './ca/stewardship.ts'

/** What the pages say that are opened later. */
export const caRest = {
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
