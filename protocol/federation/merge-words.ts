import { formatRational } from '../rational.ts'
import type { MergeTerms } from './merge-terms.ts'

/** The terms as people who vote read them: names and numbers, in no language. */
export function termsInWords({ fromName, intoName, groups }: MergeTerms): string {
  return [`${fromName} → ${intoName}`, ...groups.map(({ name, weight }) => `${name}: ${formatRational(weight)}`)].join(
    '\n',
  )
}
