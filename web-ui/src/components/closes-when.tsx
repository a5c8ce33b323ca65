import type { Proposal, ProposalSummary } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useNow } from './use-now.ts'

type Timed = Pick<ProposalSummary, 'state' | 'closesAtMs'> & Partial<Pick<Proposal, 'closed' | 'paper'>>

/** When a vote closes or closed, said from now on; the exact moment stands behind it. */
export function ClosesWhen({ proposal }: { proposal: Timed }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { state, closesAtMs, closed, paper } = proposal
  const atMs = closed?.at ?? closesAtMs
  // Lists tell the deadline only: where that is still to come, everybody had voted.
  if (state === 'closed' && atMs > now) return <span>{t('time.closedEarly')}</span>
  // Sheets of paper are counted after the deadline.
  if (state === 'open' && paper && atMs < now) return <span>{t('paper.over')}</span>
  const when = formats.relative(atMs, now)
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formats.dateTime(atMs)}>
      {t(state === 'closed' ? 'time.closed' : 'time.closes', { when })}
    </time>
  )
}
