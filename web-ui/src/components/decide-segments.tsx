import { Link } from 'wouter'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'

const SEGMENTS = [
  ['drafts', ROUTES.drafts],
  ['open', ROUTES.decide],
  ['closed', ROUTES.decided],
] as const

/** The ways between what is being written, what is up for a vote and what was decided. */
export function DecideSegments({ shows }: { shows: (typeof SEGMENTS)[number][0] }) {
  const { t } = useI18n()
  return (
    <nav className="segments" aria-label={t('decide.title')}>
      {SEGMENTS.map(([segment, to]) => (
        <Link key={segment} href={to} aria-current={shows === segment ? 'page' : undefined}>
          {t(`decide.${segment}`)}
        </Link>
      ))}
    </nav>
  )
}
