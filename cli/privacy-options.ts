import { Option } from 'commander'
import { ROLL_CALLS, type RollCall } from '../protocol/governance/vote-privacy.ts'

/** What a vote shows of itself, as it was said on the command line. */
export type PrivacyOptions = { rollCall?: RollCall; hideTally?: true }

export function rollCallOption(): Option {
  const about = 'who learns after the close which member voted what: the voter alone, the members, or all'
  return new Option('--roll-call <whom>', about).choices(ROLL_CALLS)
}

export function hideTallyOption(): Option {
  return new Option('--hide-tally', 'show how a vote stands only once it is closed')
}

/** What was said, and nothing where the charter is to say it. */
export function privacyTerms({ rollCall, hideTally }: PrivacyOptions): { rollCall?: RollCall; liveTally?: boolean } {
  return { ...(rollCall ? { rollCall } : {}), ...(hideTally ? { liveTally: false } : {}) }
}
