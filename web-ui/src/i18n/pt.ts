import type { Messages } from './messages.ts'
import { amending } from './pt/amending.ts'
import { arriving } from './pt/arriving.ts'
import { asking } from './pt/asking.ts'
import { ballots } from './pt/ballots.ts'
import { bulletins } from './pt/bulletins.ts'
import { contest } from './pt/contest.ts'
import { council } from './pt/council.ts'
import { deciding } from './pt/deciding.ts'
import { delegation } from './pt/delegation.ts'
import { draws } from './pt/draws.ts'
import { elections } from './pt/elections.ts'
import { entrance } from './pt/entrance.ts'
import { federation } from './pt/federation.ts'
import { finding } from './pt/finding.ts'
import { founding } from './pt/founding.ts'
import { frame } from './pt/frame.ts'
import { initiatives } from './pt/initiatives.ts'
import { life } from './pt/life.ts'
import { lostKey } from './pt/lost-key.ts'
import { me } from './pt/me.ts'
import { members } from './pt/members.ts'
import { membership } from './pt/membership.ts'
import { merging } from './pt/merging.ts'
import { methods } from './pt/methods.ts'
import { network } from './pt/network.ts'
import { newKey } from './pt/new-key.ts'
import { newProposal } from './pt/new-proposal.ts'
import { offers } from './pt/offers.ts'
import { paper } from './pt/paper.ts'
import { refusals } from './pt/refusals.ts'
import { results } from './pt/results.ts'
import { setup } from './pt/setup.ts'
import { sharedDevice } from './pt/shared-device.ts'
import { stewardship } from './pt/stewardship.ts'
import { voting } from './pt/voting.ts'

/** A página em português. */
export const pt: Messages = {
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
