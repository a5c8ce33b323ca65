import { bulletins } from './es/bulletins.ts'
import { council } from './es/council.ts'
import { deciding } from './es/deciding.ts'
import { delegation } from './es/delegation.ts'
import { draws } from './es/draws.ts'
import { elections } from './es/elections.ts'
import { entrance } from './es/entrance.ts'
import { federation } from './es/federation.ts'
import { finding } from './es/finding.ts'
import { frame } from './es/frame.ts'
import { initiatives } from './es/initiatives.ts'
import { life } from './es/life.ts'
import { me } from './es/me.ts'
import { members } from './es/members.ts'
import { membership } from './es/membership.ts'
import { merging } from './es/merging.ts'
import { methods } from './es/methods.ts'
import { newProposal } from './es/new-proposal.ts'
import { offers } from './es/offers.ts'
import { paper } from './es/paper.ts'
import { refusals } from './es/refusals.ts'
import { setup } from './es/setup.ts'
import { voting } from './es/voting.ts'
import type { Messages } from './messages.ts'

/** La página en español. */
export const es: Messages = {
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
