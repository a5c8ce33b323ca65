import type { Initiative } from '../api/shapes.ts'
import { TallyBar } from '../components/tally-bar.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** How far an initiative has come. */
export function SupportBar({ initiative }: { initiative: Initiative }) {
  const { t } = useI18n()
  const { supporters, needed } = initiative
  const counts = [{ option: 'supporters', amount: Math.min(supporters, needed) }]
  return (
    <div className="stack-tight">
      <TallyBar counts={counts} total={needed} />
      <p className="small number">{t('initiative.progress', { supporters, count: needed })}</p>
    </div>
  )
}
