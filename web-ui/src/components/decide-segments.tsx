import { Link } from 'wouter'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'

const SEGMENTS = [
  ['drafts', ROUTES.drafts],
  ['open', ROUTES.decide],
  ['closed', ROUTES.decided],
  ['initiatives', ROUTES.initiatives],
  ['elections', ROUTES.elections],
  ['draws', ROUTES.draws],
] as const

/** The ways between what is being written, voted on and decided, what members want asked, and who does what. */
export function DecideSegments({ shows }: { shows: (typeof SEGMENTS)[number][0] }) {
  const { t } = useI18n()
  return (
    <nav className="segments no-print" aria-label={t('decide.title')}>
      {SEGMENTS.map(([segment, to]) => (
        <Link key={segment} href={to} aria-current={shows === segment ? 'page' : undefined}>
          {t(`decide.${segment}`)}
        </Link>
      ))}
    </nav>
  )
}
