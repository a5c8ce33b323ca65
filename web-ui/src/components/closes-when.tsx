import type { ProposalSummary } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useNow } from './use-now.ts'

/** When a vote closes or closed, said from now on; the exact moment stands behind it. */
export function ClosesWhen({ proposal }: { proposal: Pick<ProposalSummary, 'state' | 'closesAtMs'> }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { state, closesAtMs } = proposal
  const when = formats.relative(closesAtMs, now)
  return (
    <time dateTime={new Date(closesAtMs).toISOString()} title={formats.dateTime(closesAtMs)}>
      {t(state === 'closed' ? 'time.closed' : 'time.closes', { when })}
    </time>
  )
}
