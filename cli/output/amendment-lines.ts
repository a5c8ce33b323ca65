import type { ProposalInfo } from '../../node/client/shapes.ts'
import { REASONS } from '../../protocol/refusal.ts'
import { termsIn } from '../charter-in-force.ts'
import { changedLines, charterLines } from './charter-text.ts'

/** What a vote on the charter would change, and what came of it. */
export function amendmentLines({ amendment, state }: Pick<ProposalInfo, 'amendment' | 'state'>): string[] {
  if (!amendment) return []
  const why = Object.entries(REASONS).find(([code]) => code === amendment.code)?.[1].sentence ?? ''
  const came =
    amendment.state === 'in-force'
      ? ['The charter says so now.']
      : amendment.state === 'refused'
        ? [`Accepted, and the charter could not be changed by it: ${why}`]
        : []
  return [
    state === 'closed' ? 'It was to change of the charter' : 'It changes of the charter',
    ...changeLines(amendment),
    ...came,
  ]
}

/** What becomes of a charter, rule by rule. */
export function changeLines({ before, terms }: { readonly before: string; readonly terms: string }): string[] {
  const lines = (encoded: string) => charterLines(termsIn(encoded), key => key.slice(0, 12))
  return changedLines(lines(before), lines(terms)).map(line => `  ${line}`)
}
