import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { bulletinsQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** On every page: the most pressing announcement that one has not read, and how many there are. */
export function BulletinBanner() {
  const { t } = useI18n()
  const { isActive } = useMe()
  const { data: bulletins = [] } = useRead({ ...bulletinsQuery(useApi()), enabled: isActive })
  const unread = bulletins.filter(({ forMe, acknowledged }) => forMe && !acknowledged)
  const [first] = unread
  return (
    <div role="status" className="banner-place no-print">
      {first ? (
        <p className="banner">
          <Link href={ROUTES.bulletins}>{t('bulletins.unread', { count: unread.length, title: first.title })}</Link>
        </p>
      ) : null}
    </div>
  )
}
