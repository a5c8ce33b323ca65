import { useI18n } from '../i18n/i18n-context.tsx'
import { useNow } from './use-now.ts'

/** When something happened, said from now on; the exact moment stands behind it. */
export function Moment({ atMs }: { atMs: number }) {
  const { formats } = useI18n()
  const now = useNow()
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formats.dateTime(atMs)}>
      {formats.relative(Math.min(atMs, now), now)}
    </time>
  )
}
