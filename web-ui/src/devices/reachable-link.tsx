import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** Names by which a machine reaches itself only. */
const LOOPBACK = /^(localhost|127\.|\[::1\])/

/** Says so where a link that is shown leads to this machine only. */
export function ReachableLink() {
  const { t } = useI18n()
  if (!LOOPBACK.test(location.host)) return null
  return (
    <Notice tone="warn" title={t('members.inviteHere', { host: location.host })}>
      {t('members.inviteHereNext')}
    </Notice>
  )
}
