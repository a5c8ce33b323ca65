import { amending } from './ca/amending.ts'
import { arriving } from './ca/arriving.ts'
import { ballots } from './ca/ballots.ts'
import { bulletins } from './ca/bulletins.ts'
import { contest } from './ca/contest.ts'
import { council } from './ca/council.ts'
import { deciding } from './ca/deciding.ts'
import { finding } from './ca/finding.ts'
import { frame } from './ca/frame.ts'
import { life } from './ca/life.ts'
import { lostKey } from './ca/lost-key.ts'
import { merging } from './ca/merging.ts'
import { methods } from './ca/methods.ts'
import { newKey } from './ca/new-key.ts'
import { paper } from './ca/paper.ts'
import { refusals } from './ca/refusals.ts'
import { results } from './ca/results.ts'
import { sharedDevice } from './ca/shared-device.ts'
import { voting } from './ca/voting.ts'

/** What Home, a vote and the frame around every page say, and every refusal. */
export const caFirst = {
  ...frame,
  ...finding,
  ...contest,
  ...deciding,
  ...methods,
  ...voting,
  ...ballots,
  ...results,
  ...life,
  ...council,
  ...merging,
  ...newKey,
  ...paper,
  ...bulletins,
  ...arriving,
  ...lostKey,
  ...sharedDevice,
  ...amending,
  ...refusals,
} as const
