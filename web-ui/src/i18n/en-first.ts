import { amending } from './en/amending.ts'
import { arriving } from './en/arriving.ts'
import { ballots } from './en/ballots.ts'
import { bulletins } from './en/bulletins.ts'
import { contest } from './en/contest.ts'
import { council } from './en/council.ts'
import { deciding } from './en/deciding.ts'
import { finding } from './en/finding.ts'
import { frame } from './en/frame.ts'
import { life } from './en/life.ts'
import { lostKey } from './en/lost-key.ts'
import { merging } from './en/merging.ts'
import { methods } from './en/methods.ts'
import { newKey } from './en/new-key.ts'
import { paper } from './en/paper.ts'
import { refusals } from './en/refusals.ts'
import { results } from './en/results.ts'
import { sharedDevice } from './en/shared-device.ts'
import { voting } from './en/voting.ts'

/** What Home, a vote and the frame around every page say, and every refusal. */
export const enFirst = {
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
