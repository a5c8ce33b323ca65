import { TallyBar } from '../components/tally-bar.tsx'
import { approximate, shareFor } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { voteName } from '../vote-name.ts'

/** One way of counting: a bar, the numbers, and the share for where the question is yes or no. */
export function CountColumn({
  title,
  counts,
}: {
  title: string
  counts: readonly { option: string; points: string | number }[]
}) {
  const { t, formats } = useI18n()
  const amounts = counts.map(({ option, points }) => ({ option, amount: approximate(points) ?? 0 }))
  const total = amounts.reduce((sum, { amount }) => sum + amount, 0)
  const share = shareFor(counts)
  return (
    <div className="stack-tight">
      <h3>{title}</h3>
      <TallyBar counts={amounts} total={total} />
      <ul className="counts">
        {amounts.map(({ option, amount }) => (
          <li key={option} className={`count count-${option}`}>
            <span className="count-swatch" aria-hidden="true" />
            <span className="count-number">{formats.decimal(amount)}</span>
            <span>{voteName(t, option)}</span>
          </li>
        ))}
      </ul>
      {share === undefined ? null : (
        <p className="small soft number">{t('verdict.share', { share: formats.percent(share) })}</p>
      )}
    </div>
  )
}
