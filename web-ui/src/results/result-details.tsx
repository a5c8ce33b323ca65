import type { MethodRule, Tally } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { CountRounds } from './count-rounds.tsx'
import { GradeBars } from './grade-bars.tsx'
import { PairTable } from './pair-table.tsx'
import { SharesRounds } from './shares-rounds.tsx'

/** How a method came to its result, as a picture with the numbers in it; open once the vote is over. */
export function ResultDetails({ rule, tally }: { rule: MethodRule; tally: Tally }) {
  const { t } = useI18n()
  const { outcome, pairs, grades, final } = tally
  if (rule.method === 'budget' && rule.selection.rule === 'equal-shares') {
    return (
      <details className="count-details" open={final}>
        <summary>{t('results.shares')}</summary>
        <SharesRounds rule={rule} tally={tally} />
      </details>
    )
  }
  if (pairs && (rule.method === 'schulze' || rule.method === 'copeland')) {
    return (
      <details className="count-details" open={final}>
        <summary>{t('results.pairs')}</summary>
        <PairTable method={rule.method} tally={tally} pairs={pairs} />
      </details>
    )
  }
  if (grades) {
    return (
      <details className="count-details" open={final}>
        <summary>{t('results.grades')}</summary>
        <GradeBars tally={tally} grades={grades} />
      </details>
    )
  }
  if (outcome.rounds.length === 0) return null
  return (
    <details className="count-details" open={final}>
      <summary>{t('proposal.rounds')}</summary>
      <CountRounds method={rule.method} tally={tally} />
    </details>
  )
}
