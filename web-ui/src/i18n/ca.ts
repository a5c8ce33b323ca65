import { bulletins } from './ca/bulletins.ts'
import { council } from './ca/council.ts'
import { deciding } from './ca/deciding.ts'
import { delegation } from './ca/delegation.ts'
import { draws } from './ca/draws.ts'
import { elections } from './ca/elections.ts'
import { entrance } from './ca/entrance.ts'
import { federation } from './ca/federation.ts'
import { finding } from './ca/finding.ts'
import { frame } from './ca/frame.ts'
import { initiatives } from './ca/initiatives.ts'
import { life } from './ca/life.ts'
import { me } from './ca/me.ts'
import { members } from './ca/members.ts'
import { membership } from './ca/membership.ts'
import { merging } from './ca/merging.ts'
import { methods } from './ca/methods.ts'
import { newProposal } from './ca/new-proposal.ts'
import { offers } from './ca/offers.ts'
import { paper } from './ca/paper.ts'
import { refusals } from './ca/refusals.ts'
import { setup } from './ca/setup.ts'
import { voting } from './ca/voting.ts'
import type { Messages } from './messages.ts'

/** La pàgina en català. */
export const ca: Messages = {
  ...frame,
  ...finding,
  ...deciding,
  ...methods,
  ...voting,
  ...delegation,
  ...life,
  ...newProposal,
  ...federation,
  ...council,
  ...merging,
  ...offers,
  ...paper,
  ...bulletins,
  ...elections,
  ...initiatives,
  ...draws,
  ...members,
  ...membership,
  ...me,
  ...entrance,
  ...setup,
  ...refusals,
}
