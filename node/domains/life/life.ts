import type { LifeReader } from '../../../protocol/life/reader.ts'
import type { Store } from '../../store/open.ts'
import type { Proposals } from '../governance/proposals.ts'
import { type Amendments, openAmendments } from './amendments.ts'
import { type Arguments, openArguments } from './arguments.ts'
import { type CoWritten, openCoWritten } from './co-written.ts'
import { type Drafts, openDrafts } from './drafts.ts'
import { type FollowUp, openFollowUp } from './follow-up.ts'
import { openResults, type Results } from './results.ts'

/** What comes before and after the votes of a group, as tables. */
export type Life = {
  readonly drafts: Drafts
  readonly coWritten: CoWritten
  readonly amendments: Amendments
  readonly arguments: Arguments
  readonly results: Results
  readonly followUp: FollowUp
}

export function openLife(store: Store, proposals: Proposals): Life {
  const coWritten = openCoWritten(store)
  return {
    drafts: openDrafts(store, coWritten),
    coWritten,
    amendments: openAmendments(store),
    arguments: openArguments(store),
    results: openResults(store, proposals),
    followUp: openFollowUp(store),
  }
}

/** The same as the rules of one log see it. */
export function lifeReader({ drafts, coWritten, amendments, results, followUp }: Life, log: number): LifeReader {
  const draft: LifeReader['draft'] = id => {
    const found = drafts.get(id)
    return found?.log === log ? found : undefined
  }
  return {
    draft,
    coWritten(revision) {
      const found = coWritten.record(revision)
      return found && draft(found.draft) ? found : undefined
    },
    amendment(id) {
      const found = amendments.get(id)
      return found && draft(found.draft) ? found : undefined
    },
    result: proposal => results.of(proposal),
    rejectedSince: ms => results.rejectedSince(log, ms),
    task(id) {
      const found = followUp.task(id)
      return found?.log === log ? found : undefined
    },
  }
}
