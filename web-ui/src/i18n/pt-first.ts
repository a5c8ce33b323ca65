import { amending } from './pt/amending.ts'
import { arriving } from './pt/arriving.ts'
import { ballots } from './pt/ballots.ts'
import { bulletins } from './pt/bulletins.ts'
import { contest } from './pt/contest.ts'
import { council } from './pt/council.ts'
import { deciding } from './pt/deciding.ts'
import { finding } from './pt/finding.ts'
import { frame } from './pt/frame.ts'
import { life } from './pt/life.ts'
import { lostKey } from './pt/lost-key.ts'
import { merging } from './pt/merging.ts'
import { methods } from './pt/methods.ts'
import { newKey } from './pt/new-key.ts'
import { paper } from './pt/paper.ts'
import { refusals } from './pt/refusals.ts'
import { results } from './pt/results.ts'
import { sharedDevice } from './pt/shared-device.ts'
import { voting } from './pt/voting.ts'

/** What Home, a vote and the frame around every page say, and every refusal. */
export const ptFirst = {
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
