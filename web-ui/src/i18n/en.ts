import { amending } from './en/amending.ts'
import { arriving } from './en/arriving.ts'
import { asking } from './en/asking.ts'
import { ballots } from './en/ballots.ts'
import { bulletins } from './en/bulletins.ts'
import { contest } from './en/contest.ts'
import { council } from './en/council.ts'
import { deciding } from './en/deciding.ts'
import { delegation } from './en/delegation.ts'
import { draws } from './en/draws.ts'
import { elections } from './en/elections.ts'
import { entrance } from './en/entrance.ts'
import { federation } from './en/federation.ts'
import { finding } from './en/finding.ts'
import { founding } from './en/founding.ts'
import { frame } from './en/frame.ts'
import { initiatives } from './en/initiatives.ts'
import { life } from './en/life.ts'
import { lostKey } from './en/lost-key.ts'
import { me } from './en/me.ts'
import { members } from './en/members.ts'
import { membership } from './en/membership.ts'
import { merging } from './en/merging.ts'
import { methods } from './en/methods.ts'
import { network } from './en/network.ts'
import { newKey } from './en/new-key.ts'
import { newProposal } from './en/new-proposal.ts'
import { offers } from './en/offers.ts'
import { paper } from './en/paper.ts'
import { refusals } from './en/refusals.ts'
import { results } from './en/results.ts'
import { setup } from './en/setup.ts'
import { sharedDevice } from './en/shared-device.ts'
import { stewardship } from './en/stewardship.ts'
import { voting } from './en/voting.ts'

/** The page in English: the language that every other one is checked against. */
export const en = {
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
} as const
