import { asking } from './en/asking.ts'
import { councilHome } from './en/council-home.ts'
import { delegation } from './en/delegation.ts'
import { draws } from './en/draws.ts'
import { elections } from './en/elections.ts'
import { entrance } from './en/entrance.ts'
import { federation } from './en/federation.ts'
import { founding } from './en/founding.ts'
import { initiatives } from './en/initiatives.ts'
import { me } from './en/me.ts'
import { members } from './en/members.ts'
import { membership } from './en/membership.ts'
import { motions } from './en/motions.ts'
import { network } from './en/network.ts'
import { newProposal } from './en/new-proposal.ts'
import { offers } from './en/offers.ts'
import { setup } from './en/setup.ts'
import { stewardship } from './en/stewardship.ts'

/** What the pages say that are opened later. */
export const enRest = {
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
