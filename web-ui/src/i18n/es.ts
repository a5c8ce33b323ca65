import { amending } from './es/amending.ts'
import { arriving } from './es/arriving.ts'
import { asking } from './es/asking.ts'
import { ballots } from './es/ballots.ts'
import { bulletins } from './es/bulletins.ts'
import { contest } from './es/contest.ts'
import { council } from './es/council.ts'
import { deciding } from './es/deciding.ts'
import { delegation } from './es/delegation.ts'
import { draws } from './es/draws.ts'
import { elections } from './es/elections.ts'
import { entrance } from './es/entrance.ts'
import { federation } from './es/federation.ts'
import { finding } from './es/finding.ts'
import { founding } from './es/founding.ts'
import { frame } from './es/frame.ts'
import { initiatives } from './es/initiatives.ts'
import { life } from './es/life.ts'
import { lostKey } from './es/lost-key.ts'
import { me } from './es/me.ts'
import { members } from './es/members.ts'
import { membership } from './es/membership.ts'
import { merging } from './es/merging.ts'
import { methods } from './es/methods.ts'
import { network } from './es/network.ts'
import { newKey } from './es/new-key.ts'
import { newProposal } from './es/new-proposal.ts'
import { offers } from './es/offers.ts'
import { paper } from './es/paper.ts'
import { refusals } from './es/refusals.ts'
import { results } from './es/results.ts'
import { setup } from './es/setup.ts'
import { sharedDevice } from './es/shared-device.ts'
import { stewardship } from './es/stewardship.ts'
import { voting } from './es/voting.ts'
import type { Messages } from './messages.ts'

/** La página en español. */
export const es: Messages = {
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
