import { amending } from './es/amending.ts'
import { arriving } from './es/arriving.ts'
import { ballots } from './es/ballots.ts'
import { bulletins } from './es/bulletins.ts'
import { contest } from './es/contest.ts'
import { council } from './es/council.ts'
import { deciding } from './es/deciding.ts'
import { finding } from './es/finding.ts'
import { frame } from './es/frame.ts'
import { life } from './es/life.ts'
import { lostKey } from './es/lost-key.ts'
import { merging } from './es/merging.ts'
import { methods } from './es/methods.ts'
import { newKey } from './es/new-key.ts'
import { paper } from './es/paper.ts'
import { refusals } from './es/refusals.ts'
import { results } from './es/results.ts'
import { sharedDevice } from './es/shared-device.ts'
import { voting } from './es/voting.ts'

/** What Home, a vote and the frame around every page say, and every refusal. */
export const esFirst = {
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
