import type { KeyRequest } from '../api/shapes.ts'
import { TallyBar } from '../components/tally-bar.tsx'
import { useNow } from '../components/use-now.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/** How many have agreed, of how many it takes, and until when the lost key can object. */
export function RequestProgress({ request }: { request: Pick<KeyRequest, 'backed' | 'needed' | 'by' | 'fromMs'> }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { backed, needed, by, fromMs } = request
  return (
    <div className="stack-tight" role="status">
      <p>
        <strong>
          {t(by === 'stewards' ? 'lost.stewardsAgreed' : 'lost.membersAgreed', { backed, count: needed })}
        </strong>
      </p>
      <TallyBar counts={[{ option: 'backed', amount: Math.min(backed, needed) }]} total={needed} />
      {fromMs > now ? <p className="small soft">{t('lost.waits', { when: formats.dateTime(fromMs) })}</p> : null}
    </div>
  )
}
