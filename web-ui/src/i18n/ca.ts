import { amending } from './ca/amending.ts'
import { arriving } from './ca/arriving.ts'
import { asking } from './ca/asking.ts'
import { ballots } from './ca/ballots.ts'
import { bulletins } from './ca/bulletins.ts'
import { contest } from './ca/contest.ts'
import { council } from './ca/council.ts'
import { deciding } from './ca/deciding.ts'
import { delegation } from './ca/delegation.ts'
import { draws } from './ca/draws.ts'
import { elections } from './ca/elections.ts'
import { entrance } from './ca/entrance.ts'
import { federation } from './ca/federation.ts'
import { finding } from './ca/finding.ts'
import { founding } from './ca/founding.ts'
import { frame } from './ca/frame.ts'
import { initiatives } from './ca/initiatives.ts'
import { life } from './ca/life.ts'
import { lostKey } from './ca/lost-key.ts'
import { me } from './ca/me.ts'
import { members } from './ca/members.ts'
import { membership } from './ca/membership.ts'
import { merging } from './ca/merging.ts'
import { methods } from './ca/methods.ts'
import { network } from './ca/network.ts'
import { newKey } from './ca/new-key.ts'
import { newProposal } from './ca/new-proposal.ts'
import { offers } from './ca/offers.ts'
import { paper } from './ca/paper.ts'
import { refusals } from './ca/refusals.ts'
import { results } from './ca/results.ts'
import { setup } from './ca/setup.ts'
import { sharedDevice } from './ca/shared-device.ts'
import { stewardship } from './ca/stewardship.ts'
import { voting } from './ca/voting.ts'
import type { Messages } from './messages.ts'

/** La pàgina en català. */
export const ca: Messages = {
  ...frame,
  ...finding,
  ...contest,
  ...deciding,
  ...methods,
  ...voting,
  ...ballots,
  ...asking,
  ...results,
  ...delegation,
  ...life,
  ...newProposal,
  ...federation,
  ...council,
  ...merging,
  ...newKey,
  ...offers,
  ...paper,
  ...bulletins,
  ...network,
  ...elections,
  ...initiatives,
  ...draws,
  ...members,
  ...membership,
  ...me,
  ...arriving,
  ...entrance,
  ...lostKey,
  ...sharedDevice,
  ...setup,
  ...founding,
  ...stewardship,
  ...amending,
  ...refusals,
}
